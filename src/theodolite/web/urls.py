"""Every address of the site; each area lists its own."""

from django.urls import include, path

from theodolite.web.home.pages import home

urlpatterns = [
    path("", home, name="home"),
    path("", include("theodolite.web.accounts.urls")),
    path("administration/", include("theodolite.web.administration.urls")),
    path("privacy/", include("theodolite.web.privacy.urls")),
    path("api/", include("theodolite.web.api.urls")),
    path("feeds/", include("theodolite.web.digests.feed_urls")),
    path("digests/", include("theodolite.web.digests.urls")),
    path("horizon/", include("theodolite.web.horizon.urls")),
    path("jobs/", include("theodolite.web.jobs_shown.urls")),
    path("sightings/", include("theodolite.web.sightings.urls")),
    path("surveys/", include("theodolite.web.surveys.urls")),
    path("releases/", include("theodolite.web.surveys.released_urls")),
]
