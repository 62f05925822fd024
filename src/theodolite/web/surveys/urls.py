"""Addresses of the surveys' pages."""

from django.urls import path

from theodolite.web.surveys import listing

app_name = "surveys"
urlpatterns = [
    path("", listing.surveys, name="list"),
    path("new", listing.new, name="new"),
    path("<slug:key>/", listing.overview, name="overview"),
]
