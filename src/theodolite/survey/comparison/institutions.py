"""Institutions named in two surveys: made alike, listed once, and counted in both or one."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from theodolite.settings.errors import UnusableSettings
from theodolite.survey.comparison.waves import Wave, Waves
from theodolite.survey.place_names import same_name, spellings

NEARLY_ALIKE = 0.9
"""Names this similar (as difflib measures it) are shown to a person, who may know better."""

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Listed:
    """The institutions of one survey: how often each is named, and how many rows name none."""

    rows: Mapping[str, int]
    undeclared: int


@dataclass(frozen=True)
class Overlap:
    """Two lists of institutions side by side, each institution once under one spelling."""

    first: Listed
    second: Listed
    spelt: Mapping[str, str]

    @property
    def both(self) -> tuple[str, ...]:
        """The institutions on both lists."""
        return tuple(sorted(self.first.rows.keys() & self.second.rows.keys()))

    @property
    def only_first(self) -> tuple[str, ...]:
        """The institutions on the first list alone."""
        return tuple(sorted(self.first.rows.keys() - self.second.rows.keys()))

    @property
    def only_second(self) -> tuple[str, ...]:
        """The institutions on the second list alone."""
        return tuple(sorted(self.second.rows.keys() - self.first.rows.keys()))


def names_of(wave: Wave, aliases: Mapping[str, str]) -> list[str | None]:
    """The institution of each respondent under the name it is listed by; None where undeclared."""
    question = wave.sample.answers.questionnaire.question(
        wave.settings.institution, where=wave.where
    )
    if question.kind not in ("text", "place", "single"):
        raise UnusableSettings(
            f"The mapping of {wave.label!r} takes institutions from {question.code!r}, which is of"
            f" kind {question.kind!r}. Name a question that was answered with one name."
        )
    listed_by = {same_name(other): name for other, name in aliases.items()}
    labels = {option.code: option.label for option in question.options}
    answers = wave.sample.answers.frame[question.code].to_list()
    named = [None if one is None else labels.get(one, one) for one in answers]
    return [
        listed_by.get(same_name(one), one) if one is not None and same_name(one) else None
        for one in named
    ]


def find_overlap(waves: Waves) -> Overlap:
    """List the institutions of both surveys, each once, and see which are in both."""
    first, second = (names_of(wave, waves.mapping.aliases) for wave in waves.both())
    spelt = spellings(one for one in (*first, *second) if one is not None)
    for name in waves.mapping.aliases.values():
        spelt[same_name(name)] = name
    return Overlap(_listed(first), _listed(second), spelt)


def look_alikes(overlap: Overlap) -> Iterator[tuple[str, str]]:
    """Pairs of names that differ so little that a person should say whether they are one.

    Names that differ in a number are taken to be different on purpose.
    """
    keys = sorted(overlap.first.rows.keys() | overlap.second.rows.keys())
    for i, one in enumerate(keys):
        matcher = SequenceMatcher(b=one, autojunk=False)
        for other in keys[i + 1 :]:
            matcher.set_seq1(other)
            is_near = matcher.real_quick_ratio() >= NEARLY_ALIKE and (
                matcher.quick_ratio() >= NEARLY_ALIKE and matcher.ratio() >= NEARLY_ALIKE
            )
            if is_near and _DIGITS.findall(one) == _DIGITS.findall(other):
                yield overlap.spelt[one], overlap.spelt[other]


def _listed(names: list[str | None]) -> Listed:
    counts = Counter(same_name(one) for one in names if one is not None)
    return Listed(dict(sorted(counts.items())), sum(one is None for one in names))
