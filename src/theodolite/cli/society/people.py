"""The people of the made-up society: one for every role, none of whom exists."""

from dataclasses import dataclass
from datetime import datetime

from theodolite.store.groups import Described, add_group, have_member
from theodolite.store.models import Account
from theodolite.store.people import Person, add_account


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Someone made up: how they are called, what they are here for, and where they belong."""

    first: str
    last: str
    comes_to: str
    roles: tuple[str, ...] = ()
    group: str = ""
    is_chair: bool = False

    @property
    def email(self) -> str:
        """An address in a domain that can never receive mail (RFC 2606)."""
        return f"{self.first}.{self.last}@example.org".lower()


SAFETY, IMAGING = "Safety group", "Imaging group"

EVERYONE = (
    MadeUp("Robin", "Ash", "administer", ("administrator",)),
    MadeUp("Casey", "Birch", "curate the horizon", ("curator",)),
    MadeUp("Alex", "Cedar", "analyse surveys", ("analyst",)),
    MadeUp("Sam", "Elder", "approve what an analyst releases", ("analyst",)),
    MadeUp("Lee", "Larch", "sit on council", ("council",)),
    MadeUp("Kit", "Hazel", "chair a group, screen respondents", (), SAFETY, is_chair=True),
    MadeUp("Jo", "Fir", "belong to a group, screen respondents", (), SAFETY),
    MadeUp("Noor", "Maple", "belong to another group", (), IMAGING, is_chair=True),
    MadeUp("Max", "Rowan", "be a member"),
)
"""In the order in which the demo names them."""


def people(passphrase: str, *, at: datetime) -> dict[str, Account]:
    """An account for each, by first name; all share the passphrase of this demo."""
    made: dict[str, Account] = {}
    for one in EVERYONE:
        person = Person(f"{one.first} {one.last}", frozenset(one.roles))
        made[one.first] = add_account(one.email, person, password=passphrase, by="", at=at)
    office = made["Robin"].key
    for name in (SAFETY, IMAGING):
        group = add_group(Described(name, "A group of the made-up society."), by=office, at=at)
        for one in EVERYONE:
            if one.group == name:
                have_member(group, made[one.first], is_chair=one.is_chair, by=office, at=at)
    return made
