"""What was planted in the made-up stream, set against what a scan of it found."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from theodolite.horizon.item import Item
from theodolite.horizon.placing import Placed
from theodolite.horizon.synthetic.stream import Pair, Planted
from theodolite.horizon.trends import Alert, Trends


@dataclass(frozen=True, slots=True)
class Compared:
    """One sort of planted thing: how many there are, how many were found, and how many were not.

    `wrong` counts what was found and never planted; None where that cannot be told. What
    `must_be_found` is promised to be found whole; the rest is told as far as it goes.
    """

    what: str
    planted: int
    found: int
    wrong: int | None
    said: str
    must_be_found: bool = True

    @property
    def is_all_found(self) -> bool:
        """Whether everything planted was found, and nothing else in its place."""
        return self.found == self.planted and not self.wrong


@dataclass(frozen=True)
class Scan:
    """What a scan of the stream found, items named by their identities.

    `items` are as the sources told them; `placed` holds each thing that was told twice once.
    """

    items: Sequence[Item]
    groups: Sequence[Collection[str]]
    links: Collection[frozenset[str]]
    placed: Placed
    trends: Trends


def compare(planted: Planted, scan: Scan) -> tuple[Compared, ...]:
    """Set everything planted against what was found."""
    identities = {item.address: item.identity for item in scan.items}
    return (
        _duplicates(planted, scan, identities),
        _linked("preprints and their papers", planted.preprints, scan, identities),
        _linked("corrections and their papers", planted.errata, scan, identities),
        _trend(planted, scan.trends),
        _threat(planted, scan.placed, identities),
        _deadlines(planted, scan.items),
        _topics(planted, scan.placed, identities),
    )


def _duplicates(planted: Planted, scan: Scan, identities: Mapping[str, str]) -> Compared:
    merged = {frozenset(group) for group in scan.groups}
    pairs = {frozenset((identities[one], identities[other])) for one, other in planted.same}
    found, wrong = len(pairs & merged), len(merged - pairs)
    also = f"{wrong or 'none'} wrongly"
    said = f"{found} of {len(pairs)} papers told by two sources were merged, {also}."
    return Compared("duplicates", len(pairs), found, wrong, said)


def _linked(
    what: str, pairs: Sequence[Pair], scan: Scan, identities: Mapping[str, str]
) -> Compared:
    found = sum(frozenset((identities[a], identities[b])) in scan.links for a, b in pairs)
    said = f"{found} of {len(pairs)} {what} were linked."
    return Compared(what, len(pairs), found, None, said, must_be_found=False)


def _trend(planted: Planted, trends: Trends) -> Compared:
    risen = [one for one in trends.rising() if one.sort == "phrase"]
    right = [one for one in risen if _is_about(one, planted.trend)]
    wrong = len(risen) - len(right)
    begun = f"{planted.trend_from:%Y-%m}"
    said = (
        f"“{planted.trend}” was told to rise from {min(one.raised for one in right)} on;"
        f" it began in {begun}. {wrong or 'No'} other phrase was told."
        if right
        else f"“{planted.trend}”, which rises from {begun} on, was not told."
    )
    return Compared("trend", 1, int(bool(right)), wrong, said)


def _is_about(alert: Alert, phrase: str) -> bool:
    words = set(re.findall(r"\w+", phrase))
    return any(words <= set(re.findall(r"\w+", name)) for name in (alert.name, *alert.also))


def _threat(planted: Planted, placed: Placed, identities: Mapping[str, str]) -> Compared:
    item = placed.by_identity[identities[planted.threat]]
    topic = planted.topics[planted.threat]
    is_found = topic in item.belongs_to() and item.outlook.answer in ("threat", "both")
    said = (
        f"The alert was placed under {', '.join(item.belongs_to()) or 'no topic'} and judged"
        f" “{item.outlook.answer}” ({'; '.join(item.outlook.because) or 'no sign'})."
    )
    return Compared("threat", 1, int(is_found), None, said)


def _deadlines(planted: Planted, items: Sequence[Item]) -> Compared:
    known = {item.address: item.deadline for item in items}
    found = sum(known.get(address) == day for address, day in planted.deadlines.items())
    said = f"{found} of {len(planted.deadlines)} closing dates were read."
    return Compared("deadlines", len(planted.deadlines), found, None, said)


def _topics(planted: Planted, placed: Placed, identities: Mapping[str, str]) -> Compared:
    """How many items stand under the topic they were written about, or under none if about none."""
    written = {identities[address]: topic for address, topic in planted.topics.items()}
    stand = {one.identity: one.belongs_to() for one in placed.items if one.identity in written}
    right = sum(
        not topics if written[identity] == "elsewhere" else written[identity] in topics
        for identity, topics in stand.items()
    )
    total = len(stand)
    said = f"{right:,} of {total:,} items stand where they were written to stand, without a label."
    return Compared("topics", total, right, None, said, must_be_found=False)
