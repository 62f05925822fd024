"""What people say about where an item belongs, and how that is written down for good."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from theodolite.evidence.framework import Framework
from theodolite.horizon.archive import Entry
from theodolite.horizon.errors import HorizonError
from theodolite.horizon.placing.placed import CANNOT_TELL
from theodolite.settings.errors import nearest

KIND = "placing"
"""The kind of the journal's entries that hold corrections."""

NONE_OF_THESE = "none of these"
NOT_A_TECHNOLOGY = "not a technology"
OUTLOOKS = ("threat", "opportunity", "both", "neither")
READINESS = (*map(str, range(1, 10)), NOT_A_TECHNOLOGY)

Aspect = Literal["topic", "horizon", "outlook", "readiness"]


class CannotCorrect(HorizonError):
    """A correction gives an answer that the framework does not know."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One answer that a person gave about one item.

    Of topics there are as many as the person names: `holds` is false where the item does not belong
    to the topic. A topic "none of these" says so of all.
    """

    identity: str
    aspect: Aspect
    answer: str
    holds: bool = True
    by: str = ""


def answers(framework: Framework) -> Mapping[Aspect, tuple[str, ...]]:
    """What may be answered to each question about an item."""
    return {
        "topic": (*(topic.code for topic in framework.topics), NONE_OF_THESE),
        "horizon": (*(horizon.name for horizon in framework.horizons), CANNOT_TELL),
        "outlook": (*OUTLOOKS, CANNOT_TELL),
        "readiness": (*READINESS, CANNOT_TELL),
    }


def checked(correction: Correction, framework: Framework) -> Correction:
    """The correction, or a refusal that names the answers the framework knows."""
    known = answers(framework)[correction.aspect]
    if correction.answer not in known:
        raise CannotCorrect(
            f"{correction.answer!r} is no {correction.aspect} of {framework.title}."
            f" {nearest(correction.answer, known)}"
        )
    return correction


def entry_of(correction: Correction, *, at: datetime) -> Entry:
    """The journal's entry that holds the correction."""
    detail = {
        "aspect": correction.aspect,
        "answer": correction.answer,
        "holds": correction.holds,
    }
    return Entry(KIND, correction.identity, correction.by, at, detail)


def corrections_from(entries: Iterable[Entry]) -> tuple[Correction, ...]:
    """The corrections that stand: of what was said about the same thing, the last word."""
    standing: dict[str, list[Correction]] = {}
    for entry in entries:
        if entry.kind != KIND or entry.detail.get("aspect") not in get_args(Aspect):
            continue
        said = Correction(
            entry.subject,
            entry.detail["aspect"],
            str(entry.detail["answer"]),
            bool(entry.detail["holds"]),
            entry.by,
        )
        before = standing.get(entry.subject, [])
        standing[entry.subject] = [*(one for one in before if not _overrules(said, one)), said]
    return tuple(one for said in standing.values() for one in said)


def _overrules(said: Correction, before: Correction) -> bool:
    """A topic is overruled by a word on the same topic, or where one of the two is none of these.

    That an item is not under a topic leaves "none of these" as it was.
    """
    if said.aspect != before.aspect:
        return False
    if said.aspect != "topic" or said.answer in (NONE_OF_THESE, before.answer):
        return True
    return before.answer == NONE_OF_THESE and said.holds
