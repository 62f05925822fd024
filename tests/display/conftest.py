"""Made-up evidence of a realistic size, for figures to be drawn from."""

from pathlib import Path

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, leaves_list, linkage

from theodolite.evidence.estimate import Estimate, count_of, mean_of, share_of
from theodolite.evidence.pictures import (
    Clustermap,
    Dendrogram,
    Flow,
    Heatmap,
    Intervals,
    RegionMap,
    Strip,
)
from theodolite.evidence.place import UK_REGION_TILES, places_from_geojson, tiled
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.table import Block, Row, Table

SOURCE = SourceNote("a" * 64, "b" * 64, "0.1.0")
HIDDEN = Estimate("count", None, shown=False)
HIDDEN_SHARE = Estimate("share", None, shown=False)
ACTIVITIES = (
    "Scientific application use",
    "Clinical application use",
    "Software development",
    "System administration",
    "Server and network support",
    "Project management",
    "Teaching and training",
)
SPECIALISMS = (
    "Radiotherapy",
    "Computing",
    "Diagnostic radiology",
    "Nuclear medicine",
    "Non-ionising imaging",
    "Radiation protection",
    "Clinical engineering",
    "Clinical measurement",
    "Rehabilitation engineering",
)
SEGMENTS = ("Clinical application users", "Development", "Scientific application users", "Support")
SKILLS = (
    "Scientific coding",
    "Macro and script development",
    "Software development",
    "SQL (databases)",
    "Web development",
    "System architecture",
    "Server hardware",
    "Server operating systems",
    "Server networking",
    "Server software",
    "Server administration",
    "Virtual machine management",
    "Security review",
    "Clinical system support",
    "Application administration",
    "Project management",
    "Negotiation with the IT department",
    "Negotiation with suppliers",
    "Contracts and inventories",
    "Business cases",
    "Bespoke hardware",
    "Teaching",
)
GROUPS = ("Clinical Engineering", "Computing", "Imaging & Radiation Protection", "Radiotherapy")


def dendrogram(points: np.ndarray, segments: int) -> tuple[Dendrogram, np.ndarray, np.ndarray]:
    """A Ward tree in drawing order, with the order and the segment of each point."""
    merges = linkage(points, "ward")
    order = leaves_list(merges)
    place = np.empty(2 * len(points) - 1, dtype=np.int64)
    place[order] = np.arange(len(points))
    place[len(points) :] = np.arange(len(points), 2 * len(points) - 1)
    tree = Dendrogram(
        place[merges[:, :2].astype(np.int64)],
        merges[:, 2],
        np.ones(len(points), dtype=np.int64),
    )
    return tree, order, fcluster(merges, segments, "maxclust") - 1


def strip(title: str, names: tuple[str, ...], codes: np.ndarray) -> Strip:
    return Strip(title, names, np.asarray(codes, dtype=np.int64))


def time_shares(chance: np.random.Generator, sizes: tuple[int, ...], columns: int) -> np.ndarray:
    """Percentages of time in steps of 5 for groups that each lean to a column of their own."""
    groups = []
    for number, size in enumerate(sizes):
        lean = np.full(columns, 0.5)
        lean[number % columns] = 6.0
        groups.append(chance.dirichlet(lean, size))
    return np.round(np.concatenate(groups) * 20) * 5


@pytest.fixture(scope="session")
def make_clustermap():
    """A clustermap with segments of the given sizes, with or without its row tree."""

    def make(
        sizes=(28, 35, 4, 46), columns=7, *, has_tree=True, per_line=1, shown=True
    ) -> Clustermap:
        chance = np.random.default_rng(20190214)
        values = time_shares(chance, sizes, columns)
        row_tree, order, codes = dendrogram(values, len(sizes))
        column_tree, column_order, _ = dendrogram(values.T, 1)
        specialisms = chance.integers(0, len(SPECIALISMS), len(values))
        second = chance.integers(-1, len(SPECIALISMS), len(values))
        names = tuple(SEGMENTS[i] if i < 4 else f"Segment {i + 1}" for i in range(len(sizes)))
        activities = tuple(
            ACTIVITIES[i] if i < 7 else f"Further activity {i + 1}" for i in range(columns)
        )
        by_column = values[:, column_order]
        estimates = tuple(count_of(int(n)) for n in np.bincount(codes))
        if not shown:
            estimates = tuple(HIDDEN if e.count < 5 else e for e in estimates)
        return Clustermap(
            code="time",
            title="Time spent on computing activities",
            columns=tuple(activities[i] for i in column_order),
            values=values[order][:, column_order],
            segments=strip("Segment", names, codes[order]),
            strips=(
                strip("Primary specialism", SPECIALISMS, specialisms),
                strip("Secondary specialism", SPECIALISMS, second),
            ),
            row_tree=row_tree if has_tree else None,
            column_tree=column_tree,
            cut_height=(row_tree.heights[-len(sizes)] + row_tree.heights[1 - len(sizes)]) / 2
            if has_tree and len(sizes) > 1
            else None,
            unit="% of working time",
            source=SOURCE,
            respondents=count_of(int(sum(sizes)) * per_line),
            segment_sizes=estimates,
            segment_means=tuple(
                tuple(mean_of(float(mean), 40) for mean in by_column[codes == i].mean(axis=0))
                for i in range(len(sizes))
            ),
            respondents_per_line=per_line,
        )

    return make


def share_table(code: str, columns: tuple[tuple[str, int], ...], seed: int) -> Table:
    chance = np.random.default_rng(seed)
    rows = tuple(
        Row(
            skill,
            tuple((share_of(int(chance.integers(0, base + 1)), base),) for _, base in columns),
        )
        for skill in SKILLS
    )
    return Table(code, code, tuple(name for name, _ in columns), (Block("", rows),), SOURCE)


@pytest.fixture(scope="session")
def skills() -> Heatmap:
    """Shares of 22 skills by four specialisms and three segments, one cell hidden."""
    by_specialism = tuple(zip(GROUPS, (8, 39, 24, 42), strict=True))
    by_segment = (("Application Users", 32), ("Development", 35), ("Support", 46))
    left = share_table("skills-specialism", by_specialism, 1)
    first, *others = left.blocks[0].rows
    hidden = Row(first.label, ((HIDDEN_SHARE,), *first.cells[1:]))
    left = Table(left.code, left.title, left.columns, (Block("", (hidden, *others)),), SOURCE)
    return Heatmap(
        "skills",
        "Skills by primary specialism and by segment",
        (left, share_table("skills-segment", by_segment, 2)),
        ("By primary specialism", "By segment"),
        SOURCE,
    )


@pytest.fixture(scope="session")
def education() -> Heatmap:
    """Counts in four stacked blocks by specialism and by segment, some hidden."""

    def counts(code: str, columns: tuple[str, ...], seed: int) -> Table:
        chance = np.random.default_rng(seed)

        def row(label: str) -> Row:
            numbers = [int(chance.integers(0, 30)) for _ in columns]
            return Row(label, tuple((HIDDEN if 0 < n < 5 else count_of(n),) for n in numbers))

        blocks = (
            Block("Self-taught (%)", tuple(row(f"{20 * i}–{20 * i + 19}") for i in range(5))),
            Block("Education sufficient (0–10)", tuple(row(str(i)) for i in range(11))),
            Block("Activities in job description", (row("Yes"), row("In part"), row("No"))),
            Block(
                "Activities in quality system", (row("Yes"), row("No")), note="Asked of employees."
            ),
        )
        return Table(code, code, columns, blocks, SOURCE)

    return Heatmap(
        "education",
        "Education and recognition",
        (
            counts("edu-a", GROUPS, 3),
            counts("edu-b", ("Application Users", "Development", "Support"), 4),
        ),
        ("By primary specialism", "By segment"),
        SOURCE,
    )


@pytest.fixture(scope="session")
def screening() -> Flow:
    """125 received, 113 kept, 12 set aside for two reasons."""
    return Flow(
        "screening",
        "Respondents received and kept",
        count_of(125),
        count_of(113),
        (
            ("role is not in medical physics or clinical engineering", count_of(5)),
            ("no hours on computing activities", count_of(7)),
        ),
        SOURCE,
    )


@pytest.fixture(scope="session")
def regions() -> RegionMap:
    """Twelve tiles in two waves, some hidden."""
    names = tuple(UK_REGION_TILES)
    first = (5, HIDDEN, HIDDEN, 6, HIDDEN, HIDDEN, 5, HIDDEN, HIDDEN, 7, 6, 5)
    second = (11, HIDDEN, 6, 14, 12, 5, 9, 7, 8, 10, 15, 21)
    waves = tuple(
        (year, tuple(n if isinstance(n, Estimate) else count_of(n) for n in numbers))
        for year, numbers in (("2015, departments", first), ("2019, respondents", second))
    )
    return RegionMap(
        "regions", "Respondents by region", tiled(names, UK_REGION_TILES), waves, SOURCE
    )


@pytest.fixture(scope="session")
def geography() -> Path:
    """The folder of outlines made by others, where it stands beside the checkout."""
    folder = Path(__file__).parents[2] / "../shared/data/geography"
    if not folder.exists():
        pytest.skip("The folder of shared data does not stand beside this checkout.")
    return folder


@pytest.fixture(scope="session")
def outlined_regions(geography: Path, regions: RegionMap) -> RegionMap:
    """The same numbers on the outlines of the regions."""
    text = (geography / "uk_regions_simple.geojson").read_text()
    places = places_from_geojson(text, key="AREACD", name="AREANM")
    return RegionMap("outlines", regions.title, places, regions.waves, SOURCE)


@pytest.fixture(scope="session")
def needs() -> Intervals:
    """Ranked shares under two group headings, one hidden, and one with no answers."""
    counts = ((40, 46), (33, 46), (21, 46), (9, 46), (0, 46))
    support = [("Support", SKILLS[i], share_of(*c)) for i, c in enumerate(counts)]
    users = [
        ("Application users", SKILLS[16], share_of(16, 32)),
        ("Application users", SKILLS[4], HIDDEN_SHARE),
        ("Application users", SKILLS[5], share_of(0, 0)),
        (
            "Application users",
            "Writing down what a clinical system must do, with its risks, before it is bought",
            share_of(11, 32),
        ),
    ]
    return Intervals("needs", "Training needs", (*support, *users), SOURCE)


@pytest.fixture(scope="session")
def smallest() -> tuple:
    """The least that each kind of figure may be asked to draw."""
    table = Table("t", "T", ("A",), (Block("", (Row("one", ((mean_of(7.25, 9),),)),)),), SOURCE)
    one = strip("Segment", ("All",), np.zeros(1))
    return (
        Clustermap(
            "one",
            "One",
            ("A", "B"),
            np.array([[40.0, 60.0]]),
            one,
            (),
            None,
            None,
            None,
            "%",
            SOURCE,
            count_of(1),
        ),
        Heatmap("h", "H", (table,), ("Panel",), SOURCE),
        Flow("f", "F", count_of(3), count_of(3), (), SOURCE),
        RegionMap("r", "R", tiled(("Here",), {}), (("2019", (count_of(0),)),), SOURCE),
        Intervals("i", "I", (("", "one", share_of(1, 2)),), SOURCE),
    )
