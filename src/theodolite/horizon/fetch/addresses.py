"""Which addresses may be asked: outside ones only, in the plain form that hides nothing.

The special networks are those of the IANA registries (RFC 6890 and its updates), written out so
that what is refused does not depend on the version of Python. Forms of IPv6 that carry an IPv4
address inside (mapped, compatible, NAT64, 6to4, Teredo) are refused whatever they carry.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from theodolite.horizon.fetch.refusals import UnsafeAddress

_INSIDE_4 = tuple(
    IPv4Network(one)
    for one in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"),
        *("172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24"),
        *("192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15"),
        *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",  # a public number at which one large host keeps its machines' metadata
    )
)
_OUTSIDE_6 = IPv6Network("2000::/3")
_INSIDE_6 = tuple(
    IPv6Network(one)
    for one in ("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20")
)
_PORTS = {"http": 80, "https": 443}
_HOST_NAME = re.compile(
    r"(?=.{1,253}\Z)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?"
)
_INSIDE_NAMES = (".localhost", ".local", ".internal", ".localdomain", ".home.arpa", ".lan")
_SECRET = re.compile(
    r"([?&][^=&#]*(?:key|token|secret|password|auth|signature|credential|email|mailto)=)[^&#]*",
    re.IGNORECASE,
)
_HIDING = re.compile(r"[\x00-\x20\x7f\\]")


@dataclass(frozen=True, slots=True)
class Destination:
    """A checked address, taken apart: what to ask, and of which host and port."""

    url: httpx.URL
    host: str
    port: int

    @property
    def netloc(self) -> str:
        """Host and port as one text, as in `allowed`."""
        return f"{self.host}:{self.port}"


def destination(address: str, *, allowed: frozenset[str] = frozenset()) -> Destination:
    """Take an address apart, refusing every form that hides where it leads.

    `allowed` holds host and port (`127.0.0.1:8000`) of servers inside that may be asked all the
    same: tests name their own there, and nothing else ever does.
    """
    if _HIDING.search(address):
        raise _refused(address, "holds a space, a control character or a backslash")
    try:
        url = httpx.URL(address)
        host, port = url.raw_host.decode("ascii").lower(), url.port or _PORTS.get(url.scheme, 0)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise _refused(address, f"is not a web address ({error})") from None
    if url.scheme not in _PORTS:
        raise _refused(address, f"asks for {url.scheme or 'no scheme'}:, not http: or https:")
    if url.userinfo:
        raise _refused(address, "holds a user name or password")
    found = Destination(url.copy_with(fragment=None), host, port)
    if found.netloc not in allowed:
        _check_outside(found, address)
    return found


def outside(answers: Sequence[str], host: str) -> tuple[str, ...]:
    """The numeric addresses of a host, all of which must be outside; one inside refuses them all.

    >>> outside(["93.184.215.14"], "example.org")
    ('93.184.215.14',)
    """
    inside = [one for one in answers if not is_outside(one)]
    if inside:
        where = host if host == inside[0] else f"{host} leads to {inside[0]}, which"
        raise UnsafeAddress(
            f"{where} is inside this network or reserved."
            " Only public hosts are asked. If this source is yours, publish it at a public address"
            " or save its file into a folder and watch that."
        )
    return tuple(answers)


def is_outside(number: str) -> bool:
    """Whether a numeric address is a public host's.

    >>> is_outside("93.184.215.14"), is_outside("::ffff:93.184.215.14"), is_outside("10.0.0.1")
    (True, False, False)
    """
    if "%" in number:
        return False
    parsed = ip_address(number)
    if isinstance(parsed, IPv4Address):
        return not any(parsed in network for network in _INSIDE_4)
    return parsed in _OUTSIDE_6 and not any(parsed in network for network in _INSIDE_6)


def _check_outside(found: Destination, address: str) -> None:
    number = _canonical_number(found.host)
    if number:
        outside([str(number)], found.host)
    elif not _HOST_NAME.fullmatch(found.host) or found.host.endswith(_INSIDE_NAMES):
        raise _refused(address, f"names the host {found.host!r}, which is no public host's name")
    if found.port != _PORTS[found.url.scheme]:
        raise _refused(address, f"asks for port {found.port}, not 80 or 443")


def _canonical_number(host: str) -> IPv4Address | IPv6Address | None:
    """The number that a host is, in the one form that everyone reads alike; else None."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _refused(address: str, why: str) -> UnsafeAddress:
    return UnsafeAddress(
        f"The address {without_secrets(address)[:300]!r} {why[:300]}, so it is not asked."
        " Give the plain address that a browser shows, beginning with https://."
    )


def without_secrets(address: str) -> str:
    """An address as it may be printed: no user name, no password, no key among its questions.

    >>> without_secrets("https://me:pass@example.org/a?q=dose&api_key=abc")
    'https://example.org/a?q=dose&api_key=…'
    >>> without_secrets("https://example.org/a?author=Curie&keyword=radium")
    'https://example.org/a?author=Curie&keyword=radium'
    """
    shown = re.sub(r"(?<=://)[^/?#]*@", "", address)
    return _SECRET.sub(r"\1…", shown)
