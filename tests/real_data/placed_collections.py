"""Collections of real items with topics that people, or titles, had given them."""

import csv
import gzip
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from theodolite.evidence.framework import Framework, Topic
from theodolite.horizon.item import Item
from theodolite.horizon.placing import Correction, Placed
from theodolite.horizon.placing.corrections import NONE_OF_THESE

SHARED = Path(__file__).parents[2] / "../shared/data"
SEEN = datetime(2026, 1, 1, tzinfo=UTC)

REVIEWS = {
    "Nagtegaal_2019": (
        "Nudging health professionals",
        "Small changes of choice, defaults, feedback and reminders by which doctors, nurses and"
        " other professionals are nudged to follow guidelines and evidence in their work.",
    ),
    "Kitchenham_2010": (
        "Software engineering research",
        "Empirical studies and reviews of how software is engineered: requirements, cost"
        " estimation, testing, development methods and tools.",
    ),
    "Bannach-Brown_2019": (
        "Animal models of depression",
        "Experiments on rats, mice and other animals that model depression, and the"
        " antidepressant treatments tried on them.",
    ),
    "Cohen_local_ADHD": (
        "Attention deficit",
        "Drugs such as stimulants for attention deficit and hyperactivity disorder in children,"
        " adolescents and adults.",
    ),
    "Cohen_local_Estrogens": (
        "Hormone replacement",
        "Estrogen and hormone replacement therapy of women after the menopause, for symptoms,"
        " bones and prevention.",
    ),
    "Cohen_local_Triptans": (
        "Triptans",
        "Triptans and other acute treatment of migraine headache attacks: relief of pain,"
        " recurrence and tolerability.",
    ),
}

NOTICES = {
    "aircraft": (
        r"airworthiness|special conditions",
        "Faults and inspections of aircraft, engines and propellers that must be put right before"
        " they fly.",
    ),
    "airspace": (
        r"class [a-e]\b.*airspace|instrument approach",
        "Controlled airspace around airports, routes and instrument approaches.",
    ),
    "repatriation": (
        r"inventory completion|repatriat",
        "Human remains and cultural objects in museums returned to Indian Tribes and native"
        " peoples.",
    ),
    "privacy": (
        r"privacy act",
        "Records about individuals kept in federal systems, who may see them and matching"
        " programmes.",
    ),
    "air": (
        r"air plan approval|emission standards|air quality",
        "Plans of states to attain air quality standards, emissions of ozone, particulates and"
        " toxic pollutants.",
    ),
    "waterways": (
        r"safety zone|drawbridge|local regulation|security zone",
        "Safety zones for vessels on navigable waters, fireworks, bridges over rivers and harbour"
        " events.",
    ),
    "fisheries": (
        r"fisher",
        "Catch limits, quotas and closures for fishing fleets, and meetings of fishery councils.",
    ),
    "wildlife": (
        r"endangered",
        "Listing of threatened plants and animals, critical habitat and permits for species"
        " conservation.",
    ),
    "mammals": (
        r"marine mammal",
        "Harassment of whales, seals and dolphins incidental to construction, surveys and navy"
        " training.",
    ),
    "drugs": (
        r"controlled substance",
        "Registration of manufacturers and importers of controlled substances, and schedules of"
        " narcotics and stimulants.",
    ),
    "floods": (
        r"flood hazard|flood elevation",
        "Flood hazard maps, base flood elevations and insurance of communities in flood plains.",
    ),
    "disaster": (
        r"disaster",
        "Declarations of major disasters and loans after storms, fires and tornadoes.",
    ),
    "medicare": (
        r"medicare|medicaid",
        "Payment to hospitals, physicians and nursing homes under Medicare and Medicaid.",
    ),
    "devices": (
        r"medical device",
        "Approval, classification and guidance for medical devices, diagnostics and their"
        " manufacturers.",
    ),
    "appliances": (
        r"energy conservation program",
        "Energy efficiency tests and standards of consumer appliances and industrial equipment.",
    ),
    "transport": (
        r"hazardous materials|pipeline safety",
        "Transport of hazardous materials, special permits and safety of pipelines.",
    ),
    "pesticides": (
        r"pesticide",
        "Registration and review of pesticides and tolerances for their residues in food.",
    ),
}
"""Seventeen topics by what a notice's title must say; only its summary is placed."""


@dataclass(frozen=True)
class Collection:
    """Items, the framework they are placed in, and the topics each truly has."""

    items: tuple[Item, ...]
    framework: Framework
    truth: Mapping[str, frozenset[str]]


def reviews(*, each: int = 100, elsewhere: int = 300) -> Collection:
    """What six reviews included, one topic a review, among regulatory notices about neither."""
    found: list[tuple[str, str, frozenset[str]]] = []
    for name in REVIEWS:
        text = (SHARED / f"screening/{name}.csv").read_text("utf-8", errors="replace")
        rows = [one for one in csv.DictReader(io.StringIO(text)) if one["label_included"] == "1"]
        some = rows[:: max(1, len(rows) // each)][:each]
        found += [(one["title"], one["abstract"], frozenset({name})) for one in some]
    found += [(title, said, frozenset()) for title, said in _notices(step=300)][:elsewhere]
    topics = [Topic(code, name, said) for code, (name, said) in REVIEWS.items()]
    return _collection(found, topics)


def notices(*, each: int = 120, elsewhere: int = 500) -> Collection:
    """Summaries of regulatory notices, one notice a summary, under seventeen topics or none."""
    by_topic: dict[str, list[tuple[str, str, frozenset[str]]]] = {name: [] for name in NOTICES}
    none: list[tuple[str, str, frozenset[str]]] = []
    for title, summary in _notices(step=3):
        about = frozenset(
            name for name, (said, _) in NOTICES.items() if re.search(said, title.lower())
        )
        kept, most = (by_topic[min(about)], each) if about else (none, elsewhere)
        if len(kept) < most:
            kept.append(("", summary, about))
    found = [one for ones in (*by_topic.values(), none) for one in ones]
    topics = [Topic(name, name.capitalize(), said) for name, (_, said) in NOTICES.items()]
    return _collection(found, topics)


def needs() -> Collection:
    """The needs of a radiation metrology council, by the area of application it filed them under.

    The topics are the council's own introductions to each area, as they stand.
    """
    folder = SHARED / "strategy-example-cirms/metrology-needs"
    areas = ("medical-applications", "safety-security", "industrial-material")
    found, topics = [], []
    for area in areas:
        for path in sorted((folder / area).glob("*.md")):
            text = re.sub(r"[#*`\[\]>_]+", " ", path.read_text("utf-8", errors="replace"))
            if path.stem == area:
                topics.append(Topic(area, area.replace("-", " "), text.split(" Tasks")[0]))
            else:
                title, _, said = text.strip().partition("\n")
                found.append((title, said, frozenset({area})))
    found += [(title, said, frozenset()) for title, said in _notices(step=1000)]
    return _collection(found, topics)


def _notices(*, step: int) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for title, summary in _all_notices()[::step]:
        if len(summary) > 150 and summary[:200] not in seen:
            seen.add(summary[:200])
            yield title, summary


@lru_cache(maxsize=1)
def _all_notices() -> list[tuple[str, str]]:
    with gzip.open(
        SHARED / "streams/federal_register_2020_2026.csv.gz", "rt", encoding="utf-8"
    ) as f:
        return [(row["title"], row["summary"]) for row in csv.DictReader(f)]


def _collection(
    found: Sequence[tuple[str, str, frozenset[str]]], topics: Sequence[Topic]
) -> Collection:
    items = tuple(
        Item(f"row:{row}", title, "other", SEEN, said) for row, (title, said, _) in enumerate(found)
    )
    truth = {f"row:{row}": about for row, (_, _, about) in enumerate(found)}
    return Collection(items, Framework("Real", "Others", "1", tuple(topics)), truth)


def labels(collection: Collection, each: int, *, seed: int) -> list[Correction]:
    """So many items of each topic, and twice as many of none, placed as they truly are."""
    chance = np.random.default_rng(seed)
    order: Any = chance.permutation(sorted(collection.truth))
    said: list[Correction] = []
    for code in (*(topic.code for topic in collection.framework.topics), NONE_OF_THESE):
        under = [one for one in order if code in (collection.truth[one] or {NONE_OF_THESE})]
        for one in under[: 2 * each if code == NONE_OF_THESE else each]:
            said += [Correction(str(one), "topic", about) for about in collection.truth[one]]
            said += [Correction(str(one), "topic", NONE_OF_THESE)] * (not collection.truth[one])
    return said


@dataclass(frozen=True)
class Judged:
    """How well held-out items were placed.

    `first` is the macro-F1 of the likeliest topic among items that have one, `several` that of all
    topics at an even chance or better among all items, `gap` the mean difference between chances
    and how often they come true, in five bins.
    """

    first: float
    several: float
    gap: float


def judge(collection: Collection, placed: Placed, said: Sequence[Correction]) -> Judged:
    """Judge a placing by the items nobody had labelled."""
    known = {one.identity for one in said}
    held = [one for one in placed.items if one.identity not in known]
    codes = [topic.code for topic in collection.framework.topics]
    truth = np.array([[code in collection.truth[one.identity] for code in codes] for one in held])
    chances = np.array([_in_order(one.topics, codes) for one in held])
    likeliest = np.eye(len(codes), dtype=bool)[chances.argmax(axis=1)]
    has_one = truth.any(axis=1)
    bins = np.minimum((chances * 5).astype(int), 4)
    gaps = [
        abs(chances[bins == b].mean() - truth[bins == b].mean()) * (bins == b).mean()
        for b in np.unique(bins)
    ]
    return Judged(
        _macro_f1(truth[has_one], likeliest[has_one]),
        _macro_f1(truth, chances >= 0.5),
        float(sum(gaps)),
    )


def _in_order(places: Any, codes: Sequence[str]) -> list[float]:
    by_topic = {one.topic: one.probability for one in places}
    return [by_topic[code] for code in codes]


def _macro_f1(truth: np.ndarray, told: np.ndarray) -> float:
    right, either = (truth & told).sum(axis=0), truth.sum(axis=0) + told.sum(axis=0)
    has_any = truth.any(axis=0)
    return float((2 * right[has_any] / np.maximum(either[has_any], 1)).mean())
