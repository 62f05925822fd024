"""One's own account: name, and the way to password, passkeys and sessions."""

from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.forms import CharField, Form, TextInput
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from theodolite.store.models import Account, Role
from theodolite.store.people import rename
from theodolite.web.look.parts import Fact
from theodolite.web.permissions import Signed, signed_in


class OwnName(Form):
    """What colleagues see beside what one does."""

    name = CharField(
        label="Your name",
        max_length=200,
        help_text="As colleagues see it beside what you do.",
        widget=TextInput(attrs={"autocomplete": "name"}),
    )


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """What the page of one's own account shows."""

    facts: tuple[Fact, ...]
    form: OwnName


@signed_in
def own_account(request: Signed) -> HttpResponse:
    """See and change one's own account."""
    account = request.user
    form = OwnName(request.POST or None, initial={"name": account.name})
    if form.is_valid():
        rename(account, form.cleaned_data["name"], at=timezone.now())
        messages.success(request, "Your name is changed.")
        return redirect("own_account")
    page = OwnAccount(_facts(account), form)
    return render(request, "accounts/own_account.html", {"page": page})


def _facts(account: Account) -> tuple[Fact, ...]:
    has_second = get_adapter().is_mfa_enabled(account)
    sessions = len(UserSession.objects.purge_and_list(account))
    password = "Set" if account.has_usable_password() else "None yet"
    return (
        Fact("E-mail address", account.email, change_href=reverse("account_email")),
        Fact("Password", password, change_href=reverse("account_change_password")),
        Fact(
            "Passkeys and second factors",
            "On" if has_second else "Off: your password alone lets you in",
            change_href=reverse("mfa_index"),
        ),
        Fact(
            "Where you are signed in", _places(sessions), change_href=reverse("usersessions_list")
        ),
        Fact("Roles", _roles(account)),
        Fact("Groups", _groups(account)),
    )


def _roles(account: Account) -> str:
    held = account.roles_held.values_list("role", flat=True)
    return ", ".join(Role.Kind(one).label for one in sorted(held)) or "Member"


def _groups(account: Account) -> str:
    told = account.memberships.order_by("group__name").values_list("group__name", "is_chair")
    return ", ".join(f"{name} (chair)" if chairs else name for name, chairs in told) or "None"


def _places(number: int) -> str:
    return "1 browser" if number == 1 else f"{number} browsers"
