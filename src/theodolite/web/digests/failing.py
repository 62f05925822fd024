"""Letters that did not arrive, or perhaps not: told to the office, and sent again on its word."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.store.digests import manages_digest
from theodolite.store.letters import send_again
from theodolite.store.models import Account, Edition, Letter
from theodolite.store.models.letter import Letters
from theodolite.web.permissions import Signed, for_roles, signed_in

OFFICE = ("curator", "administrator")


@dataclass(frozen=True, slots=True)
class Failed:
    """Letters of one digest, or all that carry none (`key` is empty): how many may be sent again.

    Of those that are `unsure` nobody knows whether they arrived; those `refused` did not.
    """

    subject: str
    key: str
    unsure: int
    refused: int
    why: str

    @property
    def button(self) -> str:
        """What sending them again is called."""
        number = self.unsure + self.refused
        return f"Send again to {number} {'person' if number == 1 else 'people'}"


@dataclass(frozen=True, slots=True)
class Failing:
    """Everything that failed, the latest first."""

    failed: tuple[Failed, ...]


@for_roles(*OFFICE)
def letters(request: Signed) -> HttpResponse:
    """What did not arrive; to whom is told to nobody."""
    found = (
        Letter.objects.that_failed()
        .select_related("edition")
        .defer("plain", "edition__plain", "edition__html", "edition__pdf")
    )
    by_digest: dict[str, list[Letter]] = {}
    for one in found.order_by("-made_at", "-pk"):
        by_digest.setdefault(one.edition.key if one.edition else "", []).append(one)
    page = Failing(tuple(failed_of(of) for of in by_digest.values()))
    return render(request, "digests/letters.html", {"page": page})


@require_POST
@signed_in
def again(request: Signed) -> HttpResponse:
    """Send them once more: the letters of a digest, or with none named all others."""
    key = request.POST.get("digest", "")
    failed = _failed_of(request.user, key)
    of = f"digest {key}" if key else "letters"
    number = send_again(failed, of=of, by=request.user.key, at=timezone.now())
    said = f"On their way again to {number} {'person' if number == 1 else 'people'}."
    messages.success(request, said if number else "Nothing was left to be sent again.")
    if request.user.has_role(*OFFICE):
        return redirect("digests:letters")
    return redirect("digests:one", key)


def failed_of(letters: Iterable[Letter]) -> Failed:
    """What is told of the failed letters of one digest, or of those without."""
    found = list(letters)
    first, unsure = found[0], sum(one.state == Letter.State.UNSURE for one in found)
    subject = first.edition.subject if first.edition else "Answers and other letters"
    key = first.edition.key if first.edition else ""
    return Failed(subject, key, unsure, len(found) - unsure, first.said)


def _failed_of(account: Account, key: str) -> Letters:
    """The letters that an account may have sent again; of a digest also its chair may."""
    edition = Edition.objects.filter(key=key).select_related("group").first() if key else None
    is_theirs = edition is not None and manages_digest(account, edition.group)
    if (key and edition is None) or not (is_theirs or account.has_role(*OFFICE)):
        raise Http404
    found: Letters = Letter.objects.filter(edition=edition)
    return found
