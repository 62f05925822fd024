"""Addresses of the pages of jobs."""

from django.urls import path

from theodolite.web.jobs_shown import pages

app_name = "jobs"
urlpatterns = [
    path("", pages.jobs, name="jobs"),
    path("<int:pk>/", pages.job, name="job"),
    path("<int:pk>/progress/", pages.progress, name="progress"),
    path("<int:pk>/cancel/", pages.cancel_job, name="cancel"),
    path("<int:pk>/again/", pages.ask_again, name="again"),
]
