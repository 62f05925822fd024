"""The site with one page that fails, and shows what strangers may have typed."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from theodolite.web.permissions import everyone


@everyone
def fail(request: HttpRequest, secret: str = "") -> HttpResponse:
    """Fail with something in hand that nobody else may see."""
    in_hand = "the secret in hand"
    raise ArithmeticError(in_hand)


urlpatterns = [
    path("fail", fail),
    path("fail/<str:secret>/", fail),
    path("", include("theodolite.web.urls")),
]
