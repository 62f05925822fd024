"""Addresses of digests and of the feeds beside them."""

from django.urls import path

from theodolite.web.digests import failing, looking_after, pages

app_name = "digests"
urlpatterns = [
    path("", pages.mine, name="mine"),
    path("group/<int:number>/", looking_after.group, name="group"),
    path("group/<int:number>/preview/", looking_after.preview, name="preview"),
    path("group/<int:number>/approve/", looking_after.approve, name="approve"),
    path("unsubscribe/<str:token>/", pages.leave, name="unsubscribe"),
    path("letters/", failing.letters, name="letters"),
    path("letters/again/", failing.again, name="again"),
    path("<slug:key>/", pages.one, name="one"),
    path("<slug:key>.pdf", pages.pdf, name="pdf"),
]
