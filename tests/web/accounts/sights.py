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
        email=f"new-{OneTimeLink.objects.count()}@example.org",
        detail={"roles": ["curator"], "groups": []},
    )
    return {"token": make_link(wanted, at=timezone.now())}


def first_link(people: People) -> Mapping[str, Any]:
    wanted = Wanted(OneTimeLink.Purpose.FIRST, timedelta(days=1))
    return {"token": make_link(wanted, at=timezone.now())}


def passkey(people: People) -> Mapping[str, Any]:
    made = Authenticator.objects.create(
        user=people["council"], type="webauthn", data={"name": "Phone", "credential": {}}
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
    Sight("socialaccount_login_error", "stranger", status=401),
    Sight("own_account"),
    Sight("arrive", "stranger", made=invitation, state="invited"),
    Sight("arrive", "stranger", made=first_link, state="first administrator"),
    Sight("first_administrator", "stranger", state="without a link", status=422),
    Sight("accept_invitation", "stranger", state="without a link", status=422),
    Sight("use_mailed_link", "stranger", state="without a link", status=422),
    # These lead elsewhere for those who are not on their way in, or show first that it is them;
    # the journeys in test_in_a_browser.py come to the pages themselves.
    Sight("account_reauthenticate"),
    Sight("account_set_password"),
    Sight("account_confirm_login_code", "stranger"),
    Sight("mfa_authenticate", "stranger"),
    Sight("mfa_reauthenticate"),
    Sight("mfa_reauthenticate_webauthn"),
    Sight("mfa_activate_totp"),
    Sight("mfa_deactivate_totp", status=404, state="none set up"),
    Sight("mfa_view_recovery_codes", status=404, state="none made"),
    Sight("mfa_generate_recovery_codes"),
    Sight("mfa_list_webauthn"),
    Sight("mfa_add_webauthn"),
    Sight("mfa_remove_webauthn", "council", made=passkey),
    Sight("mfa_edit_webauthn", "council", made=passkey),
    Sight("mfa_login_webauthn", "stranger"),
    Sight("socialaccount_signup", "stranger"),
)
FILES = (Sight("mfa_download_recovery_codes"),)
