"""Addresses of the sightings' pages."""

from django.urls import path

from theodolite.web.sightings import curating, pages

app_name = "sightings"
urlpatterns = [
    path("mine/", pages.mine, name="mine"),
    path("new/", pages.new, name="new"),
    path("new/link/", pages.link, name="link"),
    path("awaiting/", curating.awaiting, name="awaiting"),
    path("<slug:key>/", pages.one, name="one"),
    path("<slug:key>/naming/", pages.naming, name="naming"),
    path("<slug:key>/take-up/", curating.take_up, name="take_up"),
    path("<slug:key>/answer/", curating.answer, name="answer"),
]
