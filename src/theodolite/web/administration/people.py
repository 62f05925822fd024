"""People: who there is, what each may do, and where they are signed in."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.history import write_down
from theodolite.store.models import Account, Role
from theodolite.store.people import Person, change_person, person_of
from theodolite.web.administration.forms import PersonForm, form_of
from theodolite.web.exporting import exported
from theodolite.web.look.parts import BothValues, Cell, Changed, Pages, Table, pages_of
from theodolite.web.permissions import Signed, for_roles

PAGE = 50


@dataclass(frozen=True, slots=True)
class People:
    """One page of the list of people."""

    asked: str
    number: int
    table: Table
    pages: Pages


@dataclass(frozen=True, slots=True)
class OnePerson:
    """One person as an administrator sees them."""

    account: Account
    form: PersonForm
    groups: Table
    sessions: int
    changed: Changed | None = None


@for_roles("administrator")
def people(request: Signed) -> HttpResponse:
    """Find people by name or address."""
    asked = request.GET.get("q", "").strip()
    found = Account.objects.visible_to(request.user).filter(
        Q(name__icontains=asked) | Q(email__icontains=asked)
    )
    ordered = found.order_by("name", "email").prefetch_related("roles_held")
    shown = Paginator(ordered, PAGE).get_page(request.GET.get("page"))
    table = _table(shown)
    if (file := exported(request, "people", table)) is not None:
        return file
    page = People(asked, shown.paginator.count, table, pages_of(request, shown))
    return render(request, "administration/people.html", {"page": page})


@for_roles("administrator")
def person(request: Signed, key: str) -> HttpResponse:
    """See and change what one person may do."""
    account = get_object_or_404(Account.objects.visible_to(request.user), key=key)
    form, changed = form_of(account, request.POST or None), None
    if form.is_valid():
        try:
            _save(account, form, request.user.key)
        except ChangedMeanwhile:
            changed = _both(account, form)
        else:
            messages.success(request, f"{form.said().name or account.email} is changed.")
            return redirect("administration:person", key)
    page = OnePerson(account, form, _groups(account), len(_sessions(account)), changed)
    return render(request, "administration/person.html", {"page": page})


@for_roles("administrator")
@require_POST
def end_sessions(request: Signed, key: str) -> HttpResponse:
    """Sign a person out everywhere."""
    account = get_object_or_404(Account.objects.visible_to(request.user), key=key)
    with transaction.atomic():
        number = _end_sessions(account)
        told = {"number": number}
        write_down("sessions ended", account.key, request.user.key, told, at=timezone.now())
    messages.success(request, f"{account} is signed out everywhere ({number}).")
    return redirect("administration:person", key)


def _save(account: Account, form: PersonForm, by: str) -> None:
    """Let it hold from now on; whoever may not sign in any more is out at once."""
    seen = form.cleaned_data["seen_version"]
    with transaction.atomic():
        if not form.said().is_active:
            # Before the change: allauth forgets the sessions of the shut out without ending them.
            _end_sessions(account)
        change_person(account, form.said(), seen_version=seen, by=by, at=timezone.now())


def _sessions(account: Account) -> list[UserSession]:
    found: list[UserSession] = UserSession.objects.purge_and_list(account)
    return found


def _end_sessions(account: Account) -> int:
    sessions = _sessions(account)
    get_adapter().end_sessions(sessions)
    return len(sessions)


def _both(account: Account, form: PersonForm) -> Changed:
    """What is kept now beside what was sent."""
    now: Account = Account.objects.get(pk=account.pk)
    kept, sent = _words(person_of(now)), _words(form.said())
    differing = tuple(
        BothValues(name, kept[name], sent[name]) for name in kept if kept[name] != sent[name]
    )
    again = [("name", form.said().name), *(("roles", role) for role in sorted(form.said().roles))]
    if form.said().is_active:
        again.append(("is_active", "on"))
    href = reverse("administration:person", args=[account.key])
    return Changed(str(now), differing, now.version, tuple(again), href)


def _words(person: Person) -> dict[str, str]:
    may = "yes" if person.is_active else "no"
    return {"Name": person.name, "Roles": _roles(person.roles), "May sign in": may}


def _roles(roles: Iterable[str]) -> str:
    return ", ".join(Role.Kind(role).label for role in sorted(roles))


def _table(accounts: Iterable[Account]) -> Table:
    rows = tuple(
        (
            Cell(str(account), href=reverse("administration:person", args=[account.key])),
            account.email,
            _roles(held.role for held in account.roles_held.all()) or "Member",
            Cell("yes") if account.is_active else Cell("no", tag_colour="grey"),
        )
        for account in accounts
    )
    return Table("People", ("Name", "E-mail address", "Roles", "May sign in"), rows)


def _groups(account: Account) -> Table:
    rows = tuple(
        (
            Cell(one.group.name, href=reverse("administration:group", args=[one.group.pk])),
            "Chair" if one.is_chair else "Member",
        )
        for one in account.memberships.select_related("group").order_by("group__name")
    )
    return Table("Groups", ("Group", "As"), rows)
