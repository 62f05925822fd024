"""Numbers claimed in running text: sentences, and the percentages and counts in them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from theodolite.evidence.printed import PrintedText
from theodolite.survey.number_check.grim import Percentage, percentage_of

_NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve"
WORDS = {word: number for number, word in enumerate(_NUMBER_WORDS.split())}
COUNT = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(WORDS)})"
"""A count in digits or words, as a regular expression without groups."""

_PERCENTAGE = re.compile(r"(?<![\d.,–-])(\d{1,3})(?:\.(\d{1,3}))?\s?(?:%|per ?cent\b)")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'(])")
_ROUGHLY = re.compile(
    r"(about|around|approximately|roughly|nearly|almost|some|circa|c\.|~|≈|over|under|above|below"
    r"|(more|less|fewer) than|at (least|most)|up to|by|another|further)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and where it stands."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A percentage in a sentence, from `start` to `end`."""

    sentence: Sentence
    start: int
    end: int
    percentage: Percentage

    @property
    def before(self) -> str:
        """The sentence up to the percentage."""
        return self.sentence.text[: self.start]

    @property
    def after(self) -> str:
        """The sentence from the percentage on."""
        return self.sentence.text[self.end :]

    def snippet(self) -> str:
        """The percentage with a few words around it."""
        return snippet(self.sentence.text, self.start, self.end)


def sentences(texts: Iterable[PrintedText]) -> tuple[Sentence, ...]:
    """Every sentence of a document, with its place and the heading above it."""
    return tuple(
        Sentence(part.strip(), _place(text))
        for text in texts
        for part in _SENTENCE_END.split(text.text)
        if part.strip()
    )


def _place(text: PrintedText) -> str:
    where = text.where[:1].upper() + text.where[1:]
    return f"{where}, under “{text.heading}”" if text.heading else where


def percentages(sentence: Sentence) -> Iterator[Claim]:
    """The percentages that a sentence states, but not the ends of ranges."""
    for match in _PERCENTAGE.finditer(sentence.text):
        if not re.match(r"\s?[–-]\s?\d", sentence.text[match.end() :]):
            yield Claim(sentence, match.start(), match.end(), percentage_of(match))


def is_rough(claim: Claim) -> bool:
    """Whether the text calls the percentage approximate, a bound or a change."""
    return _ROUGHLY.search(claim.before) is not None


def number(text: str) -> int:
    """A count written in digits or in words."""
    return WORDS[text.lower()] if text.lower() in WORDS else int(text.replace(",", ""))


def snippet(text: str, start: int, end: int, *, around: int = 45) -> str:
    """Some words of a text around a place, cut at spaces."""
    left = text.rfind(" ", 0, max(0, start - around)) + 1 if start > around else 0
    right = text.find(" ", end + around)
    cut = text[left : right if right > 0 else len(text)]
    return f"{'… ' if left else ''}{cut.strip()}{' …' if right > 0 else ''}"
