"""Words that everyone may read: what we keep and why, and how well the pages work for everyone."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from theodolite.store.models.personal_data import DAYS_TO_ACKNOWLEDGE
from theodolite.web.permissions import everyone


@dataclass(frozen=True, slots=True)
class Notice:
    """What the words need to know of this installation."""

    society: str
    days_of_jobs: int
    backups: int
    days_to_acknowledge: int


@everyone
def privacy(request: HttpRequest) -> HttpResponse:
    """What personal data is kept, why, how long, and one's rights."""
    return render(request, "privacy/notice.html", {"page": _notice()})


@everyone
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far these pages work for everyone, and whom to tell where they do not."""
    return render(request, "privacy/accessibility.html", {"page": _notice()})


@everyone
def about(request: HttpRequest) -> HttpResponse:
    """What this is and who runs it."""
    return render(request, "privacy/about.html", {"page": _notice()})


def _notice() -> Notice:
    own = settings.INSTALLATION
    return Notice(own.society, own.keep.days_of_jobs, own.keep.backups, DAYS_TO_ACKNOWLEDGE)
