"""What a site's robots.txt asks of programs, followed for pages and feeds (RFC 9309)."""

from collections import defaultdict
from collections.abc import Callable
from threading import Lock

from protego import Protego

from theodolite.horizon.fetch.addresses import Destination, without_secrets
from theodolite.horizon.fetch.refusals import (
    BlockedByRobots,
    GoneForGood,
    RefusedByServer,
    ServerTrouble,
)

LARGEST = 512_000
"""Bytes of a robots.txt that are read, as RFC 9309 asks for at least."""


class Robots:
    """The rules of each site, read once in a run."""

    def __init__(self, program: str, read: Callable[[str], bytes]) -> None:
        self._program = program
        self._read = read
        self._rules: dict[str, Protego] = {}
        self._locks: dict[str, Lock] = defaultdict(Lock)

    def check(self, wanted: Destination) -> None:
        """Refuse what the site asks programs not to read."""
        site = _site(wanted)
        with self._locks[site]:
            if site not in self._rules:
                self._rules[site] = self._rules_of(site)
        if not self._rules[site].can_fetch(str(wanted.url), self._program):
            raise BlockedByRobots(
                f"{site}/robots.txt asks programs not to read"
                f" {without_secrets(str(wanted.url))}. We keep to that. Ask the site's owner for"
                " leave or for another address, or watch the site through its newsletter."
            )

    def delay(self, wanted: Destination) -> float:
        """Seconds that the site asks programs to leave between requests, 0 where it does not."""
        rules = self._rules.get(_site(wanted))
        return float((rules.crawl_delay(self._program) if rules else None) or 0.0)

    def _rules_of(self, site: str) -> Protego:
        """No rules where the server has none; where it fails, so does whatever asked for them."""
        try:
            text = self._read(f"{site}/robots.txt")[:LARGEST]
        except ServerTrouble:
            raise
        except (RefusedByServer, GoneForGood):
            return Protego.parse("")
        return Protego.parse(text.decode("utf-8", "replace"))


def _site(wanted: Destination) -> str:
    return f"{wanted.url.scheme}://{wanted.url.netloc.decode()}"
