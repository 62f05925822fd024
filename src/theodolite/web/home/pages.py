"""The home page."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from theodolite.web.permissions import Signed, signed_in


@dataclass(frozen=True, slots=True)
class Home:
    """Whom the page greets."""

    name: str


@signed_in
def home(request: Signed) -> HttpResponse:
    """What wants my attention today."""
    return render(request, "home/home.html", {"page": Home(str(request.user))})
