"""What a person can put right is shown to them as a sentence, on a page, without a traceback."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from theodolite.settings.errors import CorrectableError

CANNOT = 422
"""Understood, but not possible as it stands (RFC 9110, section 15.5.21)."""


class Refusals:
    """Show a CorrectableError that a page did not handle itself."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what comes after."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Nothing to do where nothing went wrong."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """A page with the sentence; anything else is ours, and stays an error."""
        if not isinstance(problem, CorrectableError):
            return None
        return render(request, "refused.html", {"said": str(problem)}, status=CANNOT)
