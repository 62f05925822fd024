"""The topics a society has put in its strategy: what items are placed in, and trends told of."""

from dataclasses import dataclass
from pathlib import Path

from theodolite.settings.errors import UnusableSettings
from theodolite.settings.settings_file import STRICT, read_settings


@dataclass(frozen=True)
class Topic:
    """One topic of a framework, told in sentences.

    `kind` is the society's own word for its sort ("grand challenge", "emerging trend").
    `key_topics` are short descriptions of what belongs to it.
    """

    code: str
    name: str
    description: str
    kind: str = ""
    key_topics: tuple[str, ...] = ()

    __pydantic_config__ = STRICT

    def sentences(self) -> tuple[str, ...]:
        """Everything that says what the topic is about: its name, description and key topics."""
        return (self.name, self.description, *self.key_topics)


@dataclass(frozen=True)
class Horizon:
    """A span of the future that the society plans for, in years from now.

    `upto_years` is its far end; `signs` are phrases by which an item shows that it belongs here.
    """

    name: str
    upto_years: float
    signs: tuple[str, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Readiness:
    """Phrases by which a technology shows how ready it is, on the scale from 1 to 9.

    1 is a principle observed, 9 a technology in everyday use (ISO 16290).
    """

    level: int
    signs: tuple[str, ...]

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Signs:
    """The society's own phrases for a threat, an opportunity and readiness, beside the usual ones.

    Those in `not_a_technology` tell that an item has no readiness at all. A star at the end stands
    for any ending of the last word, here as in a horizon's signs.
    """

    threat: tuple[str, ...] = ()
    opportunity: tuple[str, ...] = ()
    not_a_technology: tuple[str, ...] = ()
    readiness: tuple[Readiness, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Framework:
    """The topics of one version of a strategy."""

    title: str
    society: str
    version: str
    topics: tuple[Topic, ...]
    horizons: tuple[Horizon, ...] = (
        Horizon("short", 2.0),
        Horizon("medium", 5.0),
        Horizon("long", 15.0),
    )
    signs: Signs = Signs()

    __pydantic_config__ = STRICT

    def about(self) -> str:
        """Everything its topics say, as one text: what is looked for."""
        return " ".join(sentence for topic in self.topics for sentence in topic.sentences())

    def topic(self, code: str) -> Topic:
        """The topic with this code."""
        return next(topic for topic in self.topics if topic.code == code)


def read_framework(path: Path) -> Framework:
    """Read a framework from its TOML file; codes must differ and every topic must say something."""
    framework = read_settings(path, Framework, what="framework")
    where = f"The framework {path.name}"
    _check_codes([topic.code for topic in framework.topics], where)
    ends = [horizon.upto_years for horizon in framework.horizons]
    if not ends or ends != sorted(set(ends)):
        raise UnusableSettings(
            f"{where} gives horizons that end in {', '.join(f'{end:g}' for end in ends)} years."
            " Each must end later than the one before it. Put them in order, nearest first."
        )
    levels = [one.level for one in framework.signs.readiness if not 1 <= one.level <= 9]
    if levels:
        raise UnusableSettings(
            f"{where} has signs of readiness {levels[0]}, which is not on the scale from 1 to 9."
            " Give them the level that they show."
        )
    return framework


def _check_codes(codes: list[str], where: str) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise UnusableSettings(
            f"{where} gives the code {twice[0]!r} to more than one topic."
            " Give every topic a code of its own, or judgements could not be told apart."
        )
    if not codes:
        raise UnusableSettings(
            f"{where} holds no topic, so nothing can be placed in it."
            " Add one under [[topics]] with a code, a name and a description."
        )
