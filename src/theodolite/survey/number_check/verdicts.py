"""What is said of a printed number: doubted, agreed, or not checked and why."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["certain", "likely", "look"]
"""Certain: no reading makes both true. Likely: the usual reading does not. Look: a person must."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A printed number that does not fit the others."""

    rule: str
    severity: Severity
    where: str
    printed: str
    expected: str
    why: str

    def sentence(self) -> str:
        """Tell the doubt in plain words: where, what is printed, what was expected, and why."""
        return f"{self.where}: “{self.printed}”. Expected: {self.expected}. {self.why}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A printed number that was checked and fits."""

    rule: str
    where: str
    printed: str
    how: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A printed number about which nothing can be said, and why."""

    where: str
    printed: str
    why: str


Verdict = Doubt | Agreement | Unchecked


@dataclass(frozen=True, slots=True)
class NumberCheck:
    """Everything said of a report's numbers, the gravest doubts first."""

    doubts: tuple[Doubt, ...]
    agreements: tuple[Agreement, ...]
    unchecked: tuple[Unchecked, ...]
    not_seen: tuple[str, ...]

    def checked(self) -> int:
        """How many claims were judged, either way."""
        return len(self.doubts) + len(self.agreements)
