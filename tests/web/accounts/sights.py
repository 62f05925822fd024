"""The pages of signing in and of one's own account, as those see them who come there."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.mfa.models import Authenticator
from django.utils import timezone

from tests.web.sight import People, Sight
from theodolite.store.models import OneTimeLink
from theodolite.store.one_time_links import Wanted, make_link


def invitation(people: People) -> Mapping[str, Any]:
    wanted = Wanted(
        OneTimeLink.Purpose.INVITATION,
        timedelta(days=7),
        email="new@example.org",
        detail={"roles": ["curator"], "groups": []},
    )
    return {"token": make_link(wanted, at=timezone.now())}


def passkey(people: People) -> Mapping[str, Any]:
    made = Authenticator.objects.create(
        user=people["member"], type="webauthn", data={"name": "Phone", "credential": {}}
    )
    return {"pk": made.pk}


def unproven_address(people: People) -> Mapping[str, Any]:
    address = EmailAddress(user=people["member"], email="other@example.org")
    address.save()
    return {"key": EmailConfirmationHMAC(address).key}


def bad_reset(people: People) -> Mapping[str, Any]:
    return {"uidb36": "1", "key": "set-password"}


PAGES = (
    Sight("account_login", "stranger"),
    Sight(
        "account_login",
        "stranger",
        send={"login": "nobody@example.org", "password": "no such pass phrase"},
        state="refused",
    ),
    Sight("account_logout"),
    Sight("account_inactive", "stranger"),
    Sight("account_signup", "stranger"),
    Sight("account_email"),
    Sight("account_email_verification_sent", "stranger"),
    Sight("account_change_password"),
    Sight("account_reset_password", "stranger"),
    Sight("account_reset_password_done", "stranger"),
    Sight("account_reset_password_from_key", "stranger", made=bad_reset, state="used up"),
    Sight("account_reset_password_from_key_done", "stranger"),
    Sight("account_request_login_code", "stranger"),
    Sight("account_confirm_email", "stranger", made=unproven_address),
    Sight("mfa_index"),
    Sight("usersessions_list"),
    Sight("socialaccount_connections"),
    Sight("socialaccount_login_cancelled", "stranger"),
    Sight("socialaccount_login_error", "stranger"),
    Sight("own_account"),
    Sight("arrive", "stranger", made=invitation),
)
