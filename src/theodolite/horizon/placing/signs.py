"""Phrases in an item that show what it means: which there are, and where they are found."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import polars as pl

from theodolite.evidence.framework import Framework

ANY_ENDING = "*"
"""What stands at the end of a sign whose last word may go on."""

_NO_WORD = r"[^\p{L}\p{N}]+"
_DENIED = r" (?:no|not|without|nor|never|neither)(?: [\p{L}\p{N}]+){1,2}"


@dataclass(frozen=True)
class KnownSigns:
    """Every sign that is looked for, and what it speaks for.

    `years` maps signs to how many years ahead they point, `horizons` a framework's own to the name
    of a horizon, `readiness` signs to levels from 1 to 9; the rest are sets of signs. `kinds`
    holds what the kind of an item says by itself, by the same names.
    """

    threat: frozenset[str]
    opportunity: frozenset[str]
    not_a_technology: frozenset[str]
    years: Mapping[str, float]
    horizons: Mapping[str, str]
    readiness: Mapping[str, int]
    kinds: Mapping[str, Any]

    def phrases(self) -> tuple[str, ...]:
        """All signs, each once, in the order of the alphabet."""
        tones = self.threat | self.opportunity | self.not_a_technology
        return tuple(sorted(tones.union(self.years, self.horizons, self.readiness)))


def known_signs(framework: Framework) -> KnownSigns:
    """The usual signs and the framework's own; its own win where both know one."""
    usual, own = _usual(), framework.signs
    return KnownSigns(
        frozenset((*usual["threat"], *_normal(own.threat))),
        frozenset((*usual["opportunity"], *_normal(own.opportunity))),
        frozenset((*usual["not_a_technology"]["signs"], *_normal(own.not_a_technology))),
        {sign: one["years"] for one in usual["years"] for sign in one["signs"]},
        {sign: one.name for one in framework.horizons for sign in _normal(one.signs)},
        {
            **{sign: one["level"] for one in usual["readiness"] for sign in one["signs"]},
            **{sign: one.level for one in own.readiness for sign in _normal(one.signs)},
        },
        usual["kinds"],
    )


@lru_cache(maxsize=1)
def _usual() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("usual_signs.toml").read_text("utf-8"))


def _normal(signs: Iterable[str]) -> list[str]:
    """Signs as texts are normalised: lower case, one space between words, a star kept."""
    return [
        " ".join(re.findall(r"\w+", sign.lower())) + (ANY_ENDING if sign.endswith("*") else "")
        for sign in signs
    ]


def normalised(texts: Sequence[str]) -> pl.Series:
    """Texts in lower case with single spaces for whatever is not a letter or digit.

    What is denied is left out with the denial, up to two words: "without harm to patients" says
    nothing of harm. "No longer" denies nothing: it becomes one word.
    """
    spaced = pl.Series(texts, dtype=pl.String).str.to_lowercase().str.replace_all(_NO_WORD, " ")
    joined = (" " + spaced + " ").str.replace_all(" no longer ", " nolonger ", literal=True)
    return joined.str.replace_all(_DENIED, " ") + " "


def found_signs(texts: pl.Series, signs: Sequence[str]) -> list[list[str]]:
    """The signs that stand in each normalised text, in reading order, each once."""
    patterns = {_pattern(sign): sign for sign in signs}
    found = texts.str.extract_many(list(patterns), overlapping=True)
    return [list(dict.fromkeys(patterns[one] for one in each)) for each in found.to_list()]


def _pattern(sign: str) -> str:
    words = f" {sign} ".replace(" no longer ", " nolonger ")
    return words.removesuffix(f"{ANY_ENDING} ") if sign.endswith(ANY_ENDING) else words


def in_quotes(sign: str) -> str:
    """A sign as a reason that people read."""
    return f"“{sign.replace(ANY_ENDING, '…')}”"
