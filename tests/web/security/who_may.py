"""Who may do what at which address: the one table that the test of it walks, role by role.

An address whose page is marked (`@signed_in`, `@for_roles(…)`) needs no line: the roles of the mark
may, all others may not, strangers are sent to sign in. It needs a line

- in WHO_MAY, if its page is a package's (no mark), or is for every member and about one thing: then
  the mark does not tell who may see another's thing. The thing belongs to whoever its Sight is
  `by`, or to whomever it is made for;
- in MADE, if its address has arguments and no Sight makes them (what only takes a form, mostly).

Each area has its lines beside its sights, in `tests/web/<area>/sights.py`; those of packages are
here. The words of the lines are in `answers.py`.
"""

from collections.abc import Callable, Mapping
from typing import Any

from tests.web.every_page import AREAS
from tests.web.security.answers import FOR_ALL, FOR_MEMBERS, NOT_THERE, SIGN_IN, Answers
from tests.web.sight import People

_HAS_NONE: Answers = {"stranger": SIGN_IN, "others": NOT_THERE}
_NOT_ON_THE_WAY: Answers = {"others": SIGN_IN}
_IS_IN: Answers = FOR_MEMBERS

_OF_PACKAGES: dict[str, Answers] = {
    "account_login": FOR_ALL,
    "account_logout": _IS_IN,
    "account_inactive": FOR_ALL,
    "account_signup": FOR_ALL,
    "account_reauthenticate": FOR_MEMBERS,
    "account_email": FOR_MEMBERS,
    "account_email_verification_sent": FOR_ALL,
    "account_change_password": FOR_MEMBERS,
    "account_set_password": FOR_MEMBERS,
    "account_reset_password": FOR_ALL,
    "account_reset_password_done": FOR_ALL,
    "account_reset_password_from_key": FOR_ALL,
    "account_reset_password_from_key_done": FOR_ALL,
    "account_request_login_code": FOR_ALL,
    "account_confirm_login_code": _IS_IN,
    "account_confirm_email": FOR_ALL,
    "mfa_index": FOR_MEMBERS,
    "mfa_authenticate": _IS_IN,
    "mfa_reauthenticate": FOR_MEMBERS,
    "mfa_reauthenticate_webauthn": FOR_MEMBERS,
    "mfa_activate_totp": FOR_MEMBERS,
    "mfa_deactivate_totp": _HAS_NONE,
    "mfa_view_recovery_codes": _HAS_NONE,
    "mfa_download_recovery_codes": _HAS_NONE,
    "mfa_generate_recovery_codes": FOR_MEMBERS,
    "mfa_list_webauthn": FOR_MEMBERS,
    "mfa_add_webauthn": FOR_MEMBERS,
    "mfa_login_webauthn": _IS_IN,
    # Everyone is asked first whether it is them; whose passkey it is, test_forms tells.
    "mfa_remove_webauthn": FOR_MEMBERS,
    "mfa_edit_webauthn": FOR_MEMBERS,
    "socialaccount_login_cancelled": FOR_ALL,
    "socialaccount_login_error": {"others": 401},
    "socialaccount_signup": _NOT_ON_THE_WAY,
    "socialaccount_connections": FOR_MEMBERS,
    "usersessions_list": FOR_MEMBERS,
    # Nothing is at the root of the API, nor at any address of it that is not listed.
    "api:api-root": {"others": NOT_THERE},
    "api:nothing": {"others": NOT_THERE},
}

LINES: dict[str, Answers] = _OF_PACKAGES | {
    name: line for area in AREAS for name, line in getattr(area, "WHO_MAY", {}).items()
}
"""What each role gets where the mark of the page does not tell."""

MADE: dict[str, Callable[[People], Mapping[str, Any]]] = {
    name: made for area in AREAS for name, made in getattr(area, "MADE", {}).items()
}
"""What the arguments of an address are about, where no Sight says it."""
