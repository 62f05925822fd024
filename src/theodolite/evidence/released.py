"""What lies in a folder that is to be published, as anyone could read it."""

from dataclasses import dataclass

from theodolite.evidence.disclosure import Profile
from theodolite.evidence.printed import Printed

NOTES_OF = "notes of "
"""How the place of a text begins that is printed under a table or figure; its title follows."""


@dataclass(frozen=True, slots=True)
class Released:
    """Every file of a release: what it prints, and which files should not be there.

    `documents` stand in the order of how exactly they print. `profile` is the rule that the
    release names, None where it names none. `about_people` are files that hold data on single
    people. `data` is the digest of the answers, where it is told.
    """

    name: str
    documents: tuple[Printed, ...]
    about_people: tuple[str, ...] = ()
    profile: Profile | None = None
    data: str = ""
    settings: str = ""
