"""What is held of a person, in words that person would use."""

from collections.abc import Mapping

from theodolite.web.look.parts import Fact

_KINDS = {
    "email address": "E-mail addresses",
    "email confirmation": "E-mail addresses to confirm",
    "authenticator": "Passkeys and second factors",
    "social account": "Sign-ins through another house",
    "session": "Open sign-ins",
    "user session": "Browsers signed in",
    "account": "Accounts",
    "role": "Roles",
    "membership": "Memberships of groups",
    "entry": "Lines of the history",
    "subscription": "Digests subscribed to",
    "letter": "Letters",
    "one time link": "Links sent by e-mail",
    "consent": "Agreements",
    "export": "Files taken out",
    "complaint": "Complaints",
    "job": "Jobs asked for",
    "sighting": "Sightings",
    "standing act": "Decisions on items",
    "assessment": "Decisions on respondents",
    "settlement": "Differences settled",
    "token": "Tokens for programs",
    "watch list": "Watch-lists",
    "watch visit": "Looks at watch-lists",
}


def held_in_words(counts: Mapping[str, int]) -> tuple[Fact, ...]:
    """How much of each kind is held; a kind without words of its own keeps its name."""
    return tuple(
        Fact(_KINDS.get(kind, kind.capitalize()), f"{number:,}") for kind, number in counts.items()
    )
