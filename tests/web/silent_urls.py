"""A site with one page that does not say whom it is for."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def silent(request: HttpRequest) -> HttpResponse:
    """Answer whoever asks, which must never happen."""
    return HttpResponse("seen")


urlpatterns = [path("silent", silent), path("", include("theodolite.web.urls"))]
