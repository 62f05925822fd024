"""Addresses of published reports, which stay, and of those that wait to be decided on."""

from django.urls import path

from theodolite.web.surveys import release, released

app_name = "releases"
urlpatterns = [
    path("", released.published, name="list"),
    path("<int:number>/", released.release, name="release"),
    path("<int:number>/figures/<str:name>", released.release_figure, name="figure"),
    path("<int:number>/files/<str:name>", released.release_file, name="file"),
    path("waiting/<int:release>/", release.waiting, name="waiting"),
    path("waiting/<int:release>/figures/<str:name>", release.waiting_figure, name="waiting_figure"),
    path("waiting/<int:release>/withdraw/", release.withdraw, name="withdraw"),
]
