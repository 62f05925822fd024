"""Groups: which there are, who belongs to them, and who chairs them."""

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.settings.errors import CorrectableError
from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.groups import add_group, change_group, have_member, remove_member
from theodolite.store.models import Account, Group, Membership
from theodolite.web.administration.forms import GroupForm, MemberForm
from theodolite.web.look.parts import Cell, Changed, Table, changed_between
from theodolite.web.permissions import Signed, for_roles


@dataclass(frozen=True, slots=True)
class Groups:
    """All groups, and a form for one more."""

    form: GroupForm
    table: Table


@dataclass(frozen=True, slots=True)
class OneGroup:
    """One group with its members."""

    group: Group
    form: GroupForm
    member_form: MemberForm
    members: tuple[Membership, ...]
    changed: Changed | None = None


@for_roles("administrator")
def groups(request: Signed) -> HttpResponse:
    """See all groups, or add one."""
    form = GroupForm(request.POST or None)
    if form.is_valid():
        try:
            made = add_group(form.said(), by=request.user.key, at=timezone.now())
        except CorrectableError as problem:
            form.add_error("name", str(problem))
        else:
            return redirect("administration:group", made.pk)
    page = Groups(form, _table(request.user))
    return render(request, "administration/groups.html", {"page": page})


@for_roles("administrator")
def group(request: Signed, pk: int) -> HttpResponse:
    """See and change one group."""
    found = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    form, changed = GroupForm(request.POST or None, initial=_initial(found)), None
    if form.is_valid():
        try:
            _save(found, form, request.user.key)
        except ChangedMeanwhile as problem:
            href = reverse("administration:group", args=[pk])
            changed = changed_between(problem, request, href=href, names=("name", "about"))
        except CorrectableError as problem:
            form.add_error("name", str(problem))
        else:
            messages.success(request, f"{form.said().name} is changed.")
            return redirect("administration:group", pk)
    page = OneGroup(found, form, MemberForm(), _members(found, request.user), changed)
    return render(request, "administration/group.html", {"page": page})


@for_roles("administrator")
@require_POST
def add_member(request: Signed, pk: int) -> HttpResponse:
    """Let somebody belong to a group, or chair it."""
    found = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    form = MemberForm(request.POST)
    if form.is_valid():
        email, is_chair = form.cleaned_data["email"].casefold(), form.cleaned_data["is_chair"]
        account = Account.objects.visible_to(request.user).filter(email=email).first()
        if account is not None:
            have_member(found, account, is_chair=is_chair, by=request.user.key, at=timezone.now())
            messages.success(request, f"{account} belongs to {found}.")
            return redirect("administration:group", pk)
        form.add_error("email", f"There is no account for {email}. Invite the person first.")
    page = OneGroup(found, _form(found), form, _members(found, request.user))
    return render(request, "administration/group.html", {"page": page})


@for_roles("administrator")
@require_POST
def drop_member(request: Signed, pk: int, key: str) -> HttpResponse:
    """Let somebody belong to a group no more."""
    found = get_object_or_404(Group.objects.visible_to(request.user), pk=pk)
    account = get_object_or_404(Account.objects.visible_to(request.user), key=key)
    remove_member(found, account, by=request.user.key, at=timezone.now())
    messages.success(request, f"{account} does not belong to {found} any more.")
    return redirect("administration:group", pk)


def _save(found: Group, form: GroupForm, by: str) -> None:
    seen = form.cleaned_data["seen_version"] or 0
    change_group(found, form.said(), seen_version=seen, by=by, at=timezone.now())


def _form(found: Group) -> GroupForm:
    return GroupForm(initial=_initial(found))


def _initial(found: Group) -> dict[str, object]:
    return {"seen_version": found.version, "name": found.name, "about": found.about}


def _members(found: Group, viewer: Account) -> tuple[Membership, ...]:
    belonging = Membership.objects.visible_to(viewer).filter(group=found)
    return tuple(
        belonging.select_related("account").order_by("-is_chair", "account__name").distinct()
    )


def _table(viewer: Account) -> Table:
    counted = Group.objects.visible_to(viewer).annotate(members=Count("memberships"))
    rows = tuple(
        (
            Cell(one.name, href=reverse("administration:group", args=[one.pk])),
            Cell(str(one.members), is_number=True),
        )
        for one in counted.order_by("name")
    )
    return Table("Groups", ("Group", "Members"), rows, numbers=("Members",))
