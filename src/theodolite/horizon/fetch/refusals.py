"""Why something could not be fetched, and whether and when to try again."""

from datetime import datetime

from theodolite.horizon.errors import HorizonError


class CannotFetch(HorizonError):
    """A source's answer could not be had; `outcome` names the reason for its health record."""

    outcome = "failed"

    def __init__(self, said: str, *, until: datetime | None = None) -> None:
        super().__init__(said)
        self.until = until
        """The moment before which asking again is of no use, where the source has told."""


class UnsafeAddress(CannotFetch):
    """An address leads inside, or has a form that hides where it leads."""

    outcome = "unsafe address"


class TooMuch(CannotFetch):
    """An answer is larger, slower or longer than anything worth reading."""

    outcome = "too much"


class Unreachable(CannotFetch):
    """Nobody answered, or the connection broke."""

    outcome = "unreachable"


class RefusedByServer(CannotFetch):
    """The server answered that it will not, or cannot, give what was asked for."""

    outcome = "refused"


class ServerTrouble(RefusedByServer):
    """The server failed at its own work, which may pass."""


class NotFound(RefusedByServer):
    """The server says that this address is wrong, or closed to us."""

    outcome = "not found"


class GoneForGood(CannotFetch):
    """The server says that there is nothing at this address any more."""

    outcome = "gone"


class BlockedByRobots(CannotFetch):
    """The site's robots.txt asks programs not to read this address."""

    outcome = "blocked by robots"


class SlowDown(CannotFetch):
    """The server asks for fewer requests; `until` is when it will answer again."""

    outcome = "slow down"


class BudgetGone(CannotFetch):
    """The day's budget of requests is used up; `until` is when there is a new one."""

    outcome = "budget gone"


class MissingSecret(CannotFetch):
    """The environment variable that a source names for its secret is not set."""

    outcome = "secret missing"
