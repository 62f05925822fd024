"""Where every link that works once arrives, so that its secret stands in no page or log."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from theodolite.store.models import OneTimeLink
from theodolite.store.one_time_links import LinkDoesNotWork, link_of
from theodolite.web.permissions import everyone

_HELD = "one-time link"
_PAGES = {
    OneTimeLink.Purpose.FIRST: "first_administrator",
    OneTimeLink.Purpose.INVITATION: "accept_invitation",
    OneTimeLink.Purpose.FORM: "use_mailed_link",
}


@everyone
def arrive(request: HttpRequest, token: str) -> HttpResponse:
    """Remember which link it was, and go on; mail scanners that only look use nothing up."""
    link = link_of(token, at=timezone.now())
    request.session[_HELD] = link.pk
    return redirect(_PAGES[OneTimeLink.Purpose(link.purpose)])


def link_in_hand(request: HttpRequest, purpose: str) -> OneTimeLink:
    """The link that someone came with, as long as it works."""
    held: int = request.session.get(_HELD, 0)
    found: OneTimeLink | None = OneTimeLink.objects.filter(pk=held, purpose=purpose).first()
    if found is None or not found.is_open(timezone.now()):
        raise LinkDoesNotWork
    return found
