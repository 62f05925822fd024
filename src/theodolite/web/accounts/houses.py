"""Sign-in with accounts of other houses, in the words of django-allauth; needs no site set up."""

from pathlib import Path
from typing import Any

from theodolite.settings.errors import UnusableSettings
from theodolite.store.sign_in import OpenIDConnect, Saml, SignIn

_EMAIL = ("urn:oid:0.9.2342.19200300.100.1.3", "mail", "email",
          "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress")  # fmt: skip
_NAME = ("urn:oid:2.16.840.1.113730.3.1.241", "displayName",
         "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name")  # fmt: skip
_UID = ("urn:oasis:names:tc:SAML:attribute:subject-id", "urn:oid:1.3.6.1.4.1.5923.1.1.1.6",
        "eduPersonPrincipalName")  # fmt: skip


def apps_of(sign_in: SignIn) -> list[str]:
    """The packages that are needed; without a house no address of theirs exists."""
    found = []
    if sign_in.openid_connect:
        found.append("allauth.socialaccount.providers.openid_connect")
    if sign_in.saml:
        found.append("allauth.socialaccount.providers.saml")
    return found


def providers_of(sign_in: SignIn, folder: Path) -> dict[str, Any]:
    """Every house as SOCIALACCOUNT_PROVIDERS wants it; secrets are read from the folder."""
    return {
        "openid_connect": {"APPS": [_openid_connect(h, folder) for h in sign_in.openid_connect]},
        "saml": {"APPS": [_saml(house, folder) for house in sign_in.saml]},
    }


def origins_of(sign_in: SignIn) -> list[str]:
    """The other hosts that a sign-in form may lead to, for the content security policy."""
    return sorted({origin for house in sign_in.houses for origin in house.origins})


def kept_in(folder: Path, file: str, *, of: str) -> str:
    """What a file beside `installation.toml` holds: a secret, a certificate."""
    try:
        return (folder / file).read_text("utf-8").strip()
    except OSError as error:
        raise UnusableSettings(
            f"The file {file!r} that installation.toml names for {of} cannot be read:"
            f" {error.strerror}. Put it into {folder}, readable by this program only (mode 0600)."
        ) from None


def _openid_connect(house: OpenIDConnect, folder: Path) -> dict[str, Any]:
    return {
        "provider_id": house.key,
        "name": house.name,
        "client_id": house.client,
        "secret": kept_in(folder, house.secret_file, of=house.name),
        "settings": {
            "server_url": house.server,
            "oauth_pkce_enabled": True,
            **_trust(house),
        },
    }


def _saml(house: Saml, folder: Path) -> dict[str, Any]:
    return {
        "provider_id": house.entity,
        "name": house.name,
        "client_id": house.key,
        "settings": {
            "idp": {
                "entity_id": house.entity,
                "sso_url": house.asks_at,
                "x509cert": kept_in(folder, house.certificate_file, of=house.name),
            },
            "attribute_mapping": {
                "uid": list(_UID),
                "email": [house.email] if house.email else list(_EMAIL),
                "name": [house.person] if house.person else list(_NAME),
                "first_name": ["urn:oid:2.5.4.42", "givenName"],
                "last_name": ["urn:oid:2.5.4.4", "sn"],
            },
            "advanced": {"want_assertion_signed": True, "reject_idp_initiated_sso": True},
            **_trust(house),
        },
    }


def _trust(house: OpenIDConnect | Saml) -> dict[str, Any]:
    """An address that the house has checked leads to the account that has it here."""
    return {
        "verified_email": house.trusts_addresses,
        "email_authentication": True,
        "roles": list(house.roles),
        "key": house.key,
    }
