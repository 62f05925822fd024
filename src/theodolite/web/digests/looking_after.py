"""The page of a chair or curator: what a group's digest is about, its preview, its approval."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.store import digests
from theodolite.store.digests import approve_digest, change_digest, manages_digest, stop_digest
from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.models import Edition, Group, GroupDigest, Job
from theodolite.store.queue import ask_for
from theodolite.web.digests.forms import DigestForm
from theodolite.web.digests.pages import Line, lines_of, state_of
from theodolite.web.look.parts import Changed, Crumb, changed_between
from theodolite.web.permissions import Signed, for_roles


@dataclass(frozen=True, slots=True)
class Cared:
    """A group's digest as whoever looks after it sees it."""

    crumbs: tuple[Crumb, ...]
    group: str
    number: int
    state: str
    form: DigestForm
    is_set_up: bool
    is_approved: bool
    can_be_approved: bool
    is_being_made: bool
    preview: Edition | None
    sent: tuple[Line, ...]
    changed: Changed | None = None


@for_roles("group_chair", "curator")
def group(request: Signed, number: int) -> HttpResponse:
    """Say what the digest is about, and see what it would tell."""
    found = _cared_for(request, number)
    if request.method != "POST":
        return _shown(request, found)
    form = DigestForm(request.POST)
    if not form.is_valid():
        return _shown(request, found, form)
    seen = form.cleaned_data["seen_version"]
    try:
        change_digest(found, form.about(), seen_version=seen, by=request.user, at=timezone.now())
    except ChangedMeanwhile as problem:
        return _shown(request, found, form, problem)
    _ask_for_preview(request, found)
    messages.success(request, "Kept. A preview is being made of what it would tell now.")
    return redirect("digests:group", number)


@require_POST
@for_roles("group_chair", "curator")
def preview(request: Signed, number: int) -> HttpResponse:
    """Ask for a preview of what would go out now."""
    _ask_for_preview(request, _cared_for(request, number))
    messages.success(request, "A preview is being made. Look again in a minute.")
    return redirect("digests:group", number)


@require_POST
@for_roles("group_chair", "curator")
def approve(request: Signed, number: int) -> HttpResponse:
    """Let it go out from now on, or no more."""
    found = _cared_for(request, number)
    if request.POST.get("goes_out") == "yes":
        approve_digest(found, by=request.user, at=timezone.now())
        messages.success(request, "Approved. It goes out to whoever subscribed, as the week comes.")
    else:
        kept_back = stop_digest(found, by=request.user, at=timezone.now())
        told = f" Letters that waited and are not sent: {kept_back}." if kept_back else ""
        messages.success(request, f"Stopped. Nothing is sent until it is approved again.{told}")
    return redirect("digests:group", number)


def _cared_for(request: Signed, number: int) -> Group:
    found: Group = get_object_or_404(Group.objects.visible_to(request.user), pk=number)
    if not manages_digest(request.user, found):
        raise PermissionDenied
    return found


def _ask_for_preview(request: Signed, found: Group) -> None:
    ask_for(digests.KIND, {"group": found.pk, "preview": True}, by=request.user.key)


def _shown(
    request: Signed,
    found: Group,
    form: DigestForm | None = None,
    problem: ChangedMeanwhile | None = None,
) -> HttpResponse:
    digest = GroupDigest.objects.filter(group=found).first()
    last = found.editions.filter(is_preview=True).order_by("-made_at").first()
    href = reverse("digests:group", args=[found.pk])
    page = Cared(
        crumbs=(Crumb("Digests", reverse("digests:mine")),),
        group=found.name,
        number=found.pk,
        state=state_of(found),
        form=form or _filled(digest),
        is_set_up=digest is not None,
        is_approved=digest is not None and digest.approved_at is not None,
        can_be_approved=bool(digest and last and last.made_at >= digest.changed_at),
        is_being_made=_is_being_made(found),
        preview=last,
        sent=lines_of(found.editions.filter(is_preview=False).order_by("-made_at")[:12]),
        changed=changed_between(problem, request, href=href) if problem else None,
    )
    status = 409 if problem else 422 if form else 200
    return render(request, "digests/group.html", {"page": page}, status=status)


def _filled(digest: GroupDigest | None) -> DigestForm:
    if digest is None:
        return DigestForm()
    kept = {"topics": digest.topics, "most": digest.most, "seen_version": digest.version}
    return DigestForm(initial=kept)


def _is_being_made(found: Group) -> bool:
    asked = {"kind": digests.KIND, "detail": {"group": found.pk, "preview": True}}
    return Job.objects.filter(state__in=["waiting", "running"], **asked).exists()
