"""People who come with an account of another house: who they become here, and with which roles."""

from typing import Any

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest
from django.utils import timezone

from theodolite.store.history import write_down
from theodolite.store.models import Account, Role


class OtherHouses(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Accounts of houses that installation.toml names are good here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Only houses that are named get this far."""
        return True

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]
    ) -> Account:
        """Take over the address and the name that the house tells of."""
        account: Account = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name"), data.get("last_name"))
        account.name = (data.get("name") or " ".join(part for part in parts if part))[:200]
        account.email = account.email.casefold()
        return account

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: Form | None = None
    ) -> Account:
        """Keep the new account, with the roles that the house brings along."""
        house = sociallogin.provider.app.settings
        with transaction.atomic():
            account: Account = super().save_user(request, sociallogin, form)
            Role.objects.bulk_create(Role(account=account, role=role) for role in house["roles"])
            told = {"through": house["key"], "roles": house["roles"]}
            write_down("account added", account.key, account.key, told, at=timezone.now())
        return account
