"""Ways to sign in with an account of another house, as `installation.toml` names them."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from theodolite.settings.settings_file import STRICT

GivenRole = Literal["council", "curator", "analyst"]
"""Roles that another house may bring along; an administrator is only made here."""


@dataclass(frozen=True)
class OpenIDConnect:
    """A house that speaks OpenID Connect; its secret is in a file beside `installation.toml`.

    `trusts_addresses`: it has checked that people own the e-mail addresses it tells of.
    `forwards_to`: other hosts that it sends people on to while they sign in.
    """

    key: str
    name: str
    server: str
    client: str
    secret_file: str
    trusts_addresses: bool = False
    forwards_to: tuple[str, ...] = ()
    roles: tuple[GivenRole, ...] = ()

    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        """Refuse what would fail only when the first person tries to sign in."""
        _check(self.key, (self.server, *self.forwards_to))

    @property
    def origins(self) -> tuple[str, ...]:
        """The hosts that a form of ours may lead to for this."""
        return tuple(map(_origin, (self.server, *self.forwards_to)))


@dataclass(frozen=True)
class Saml:
    """A house that speaks SAML 2.0: what it is called, where it asks people in, its certificate.

    `email` and `person` are the names of its attributes for the address and the full name, where
    they are not among the usual ones.
    """

    key: str
    name: str
    entity: str
    asks_at: str
    certificate_file: str
    email: str = ""
    person: str = ""
    trusts_addresses: bool = False
    forwards_to: tuple[str, ...] = ()
    roles: tuple[GivenRole, ...] = ()

    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        """Refuse what would fail only when the first person tries to sign in."""
        _check(self.key, (self.asks_at, *self.forwards_to))

    @property
    def origins(self) -> tuple[str, ...]:
        """The hosts that a form of ours may lead to for this."""
        return tuple(map(_origin, (self.asks_at, *self.forwards_to)))


@dataclass(frozen=True)
class SignIn:
    """The other houses whose accounts are good here, beside passwords and passkeys."""

    openid_connect: tuple[OpenIDConnect, ...] = ()
    saml: tuple[Saml, ...] = ()

    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        """Two houses cannot share a key, which is part of their addresses here."""
        keys = [house.key for house in self.houses]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise ValueError(f"two of them have the key {twice[0]!r}. Give each one of its own")

    @property
    def houses(self) -> tuple[OpenIDConnect | Saml, ...]:
        """All of them."""
        return (*self.openid_connect, *self.saml)


def _check(key: str, addresses: tuple[str, ...]) -> None:
    if not re.fullmatch(r"[a-z0-9-]{1,40}", key):
        raise ValueError(
            f"the key {key!r} becomes part of an address. Use small letters, digits and hyphens"
        )
    for address in addresses:
        parts = urlsplit(address)
        is_here = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
        if not parts.hostname or not (parts.scheme == "https" or is_here):
            raise ValueError(
                f"the address {address!r} must be one that begins with https://, so that nobody can"
                " listen in or answer in its place"
            )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
