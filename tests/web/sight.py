"""One page as one role sees it: what the checks of every page walk through."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from theodolite.store.models import Account

People = Mapping[str, Account]
"""One made-up person a role, under the name of the role; a stranger is nobody."""


def _nothing(people: People) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, eq=False)
class Sight:
    """One page as one role sees it.

    `made` makes what the page is about and returns the arguments of its address; `send` is typed
    into the first form of the page, which is then sent; `status` is what the page answers with.
    """

    name: str
    by: str = "member"
    made: Callable[[People], Mapping[str, Any]] = _nothing
    query: str = ""
    send: Mapping[str, str] | None = None
    state: str = ""
    status: int = 200

    def __str__(self) -> str:
        return f"{self.name} as {self.by}{f', {self.state}' if self.state else ''}"
