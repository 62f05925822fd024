"""The analysis plan: every choice of an analysis, in one checked file."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from theodolite.evidence.rounding import Rounding
from theodolite.settings.settings_file import STRICT, read_settings, settings_in
from theodolite.survey.clustering import Distance, Linkage
from theodolite.survey.conditions import Condition
from theodolite.survey.questionnaire import Layout, Option

Measure = Literal["count", "share", "mean"]


@dataclass(frozen=True)
class QualityChecks:
    """When an answer is doubted.

    `tolerance` is how far shares may add up from 100 (percentage points); with `rescale`, shares
    within `rescale_within` points of 100 are rescaled to it, and counted. `fastest_seconds` marks
    implausible speed, `straight_line_parts` is the least number of equal answers in a grid of
    scales that is suspicious, `break_off_share` the share of asked questions left unanswered at
    the end that counts as breaking off.
    """

    tolerance: float = 1.0
    rescale: bool = False
    rescale_within: float = 10.0
    fastest_seconds: float = 0.0
    straight_line_parts: int = 5
    break_off_share: float = 0.5

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Rejection:
    """A rule that rejects every respondent for whom `when` holds."""

    reason: str
    when: Condition

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Screening:
    """Who is kept: rules first, then two people's decisions from a file.

    `decisions` is a CSV beside the plan with columns respondent, first, second, final, reason.
    """

    rules: tuple[Rejection, ...] = ()
    decisions: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Recode:
    """A named change to answers, replayed on every rebuild and counted.

    `merge` maps option codes of `question` to new ones, making question `into` (or changing it in
    place); `typed_percentages` reads numbers out of free typing; `group` turns options into the
    groups the questionnaire gives them; `bands` cuts numbers at upper bounds; `shares_of_total`
    turns a grid of scales into shares of 100 after taking off `zero`.
    """

    name: str
    question: str
    does: Literal["merge", "typed_percentages", "group", "bands", "shares_of_total"]
    into: str = ""
    text: str = ""
    merge: Mapping[str, str] = field(default_factory=dict)
    bands: tuple[float, ...] = ()
    zero: float = 0.0
    options: tuple[Option, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Clustering:
    """How respondents are grouped: by which shares or scales, how, and into how many.

    `tie_rebuilds` is how often the tree is grown again with its ties broken at random, to find
    respondents whose segment hangs on a tie; 0 leaves that out.
    """

    question: str
    k: int
    linkage: Linkage = "ward"
    distance: Distance = "euclidean"
    tie_rebuilds: int = 100

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class StabilityChecks:
    """How it is judged whether the segments are firm, for each number of clusters in a range.

    `replicates` is how often respondents are drawn again, `references` how many made-up surveys
    without clusters the gap statistic compares with.
    """

    replicates: int = 1_000
    references: int = 50
    from_k: int = 2
    to_k: int = 8

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class NamedSegment:
    """A recorded decision: these clusters (numbered from the top of the tree) bear this name.

    `sizes` are the sizes the clusters had when they were named; the analysis says so when they
    have changed since.
    """

    name: str
    clusters: tuple[int, ...]
    sizes: tuple[int, ...] = ()
    description: str = ""
    reason: str = ""
    decided_by: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class TableBlock:
    """One block of rows: a question, or a pair of questions side by side under `parts`.

    `only` keeps some of the options, in this order.
    """

    questions: tuple[str, ...]
    label: str = ""
    parts: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class TablePlan:
    """A table: blocks of questions against the segments, or against the options of `by`."""

    code: str
    title: str
    blocks: tuple[TableBlock, ...]
    by: str = "segment"
    measure: Measure = "count"
    in_short: bool = False

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class HeatmapPlan:
    """Heatmaps side by side, one panel for each of `by`, with a block of rows per question."""

    code: str
    title: str
    questions: tuple[str, ...]
    by: tuple[str, ...] = ("segment",)
    measure: Measure = "share"
    in_short: bool = False

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Wave:
    """Counts by region of another run of the survey, typed in with where they come from."""

    label: str
    counts: Mapping[str, int]
    source: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class MapPlan:
    """A map of respondents by region, beside earlier waves on the same scale.

    Without `geojson` the regions are tiles, laid out by `tiles` (column, row). With it they are
    drawn from the file's outlines, matched by the property `key`; `name` is shown.
    """

    code: str
    title: str
    question: str
    label: str = "This survey"
    waves: tuple[Wave, ...] = ()
    tiles: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    geojson: str = ""
    key: str = ""
    name: str = ""
    everyone: bool = False
    in_short: bool = False

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class TrainingNeeds:
    """Which skills each segment is expected to hold: `expected` maps a segment to skill options.

    `activities` maps a skill to the parts of the clustering question whose work needs it; the time
    spent on them without the skill is then the training gap. `route` holds for respondents whom
    training can reach; without it, everyone counts as such.
    """

    question: str
    expected: Mapping[str, tuple[str, ...]]
    activities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    route: Condition | None = None

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class SkillsByBand:
    """Skills whose share is followed across the ordered options of a pay-band question."""

    question: str
    skills: tuple[str, ...]
    band: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Cover:
    """Answers that tell how work is recognised and covered.

    `in_job_description` and `in_quality_system` are single questions whose options in `yes` mean
    recognised and in `no` not; `institution` names the employer, from which sole representatives
    follow; `by` is a question that divides respondents besides their segments.
    """

    in_job_description: str = ""
    in_quality_system: str = ""
    institution: str = ""
    yes: tuple[str, ...] = ("Yes",)
    no: tuple[str, ...] = ("No",)
    by: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Weighting:
    """Known margins of the population that respondents are weighted to.

    `margins` maps questions to the people (or the shares) that give each option in the population,
    `source` says where these come from. `population` is the number of people, needed to judge
    representativeness where margins are shares. `heaviest` trims weights to that multiple of their
    mean.
    """

    margins: Mapping[str, Mapping[str, float]]
    source: str
    population: float = 0.0
    heaviest: float = 0.0

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class FamilyOfTests:
    """Questions tested for differences between groups, with chance findings of the family bounded.

    `by` divides respondents; `level` is the chance of even one false finding in the family.
    """

    name: str
    questions: tuple[str, ...]
    by: str = "segment"
    level: float = 0.05

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class SmallGroups:
    """One option's share in small groups, as counted and drawn towards that of all respondents."""

    code: str
    title: str
    question: str
    option: str
    by: str

    __pydantic_config__ = STRICT


Chapter = Literal[
    "summary",
    "respondents",
    "segments",
    "firmness",
    "tables",
    "skills",
    "training",
    "differences",
    "cover",
    "population",
    "methods",
]


@dataclass(frozen=True)
class Passage:
    """A paragraph of the report in the analysts' own words, at the head of one of its chapters."""

    chapter: Chapter
    text: str

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class Plan:
    """Everything decided about one analysis; file names are relative to the plan's folder.

    `headings` gives chapters of the report other titles than the usual ones.
    """

    title: str
    questionnaire: str
    report_date: date
    subtitle: str = ""
    society: str = ""
    notice: str = ""
    layout: Layout | None = None
    sheet: str = ""
    quality: QualityChecks = field(default_factory=QualityChecks)
    screening: Screening = field(default_factory=Screening)
    recodes: tuple[Recode, ...] = ()
    clustering: Clustering | None = None
    stability: StabilityChecks | None = None
    segments: tuple[NamedSegment, ...] = ()
    strips: tuple[str, ...] = ()
    tables: tuple[TablePlan, ...] = ()
    heatmaps: tuple[HeatmapPlan, ...] = ()
    maps: tuple[MapPlan, ...] = ()
    training: TrainingNeeds | None = None
    skills_by_band: SkillsByBand | None = None
    cover: Cover | None = None
    weighting: Weighting | None = None
    tests: tuple[FamilyOfTests, ...] = ()
    small_groups: tuple[SmallGroups, ...] = ()
    passages: tuple[Passage, ...] = ()
    headings: Mapping[Chapter, str] = field(default_factory=dict)
    rounding: Rounding = "half_up"
    disclosure: str = "lt5_round5"
    folder: Path = Path()

    __pydantic_config__ = STRICT


def read_plan(path: Path) -> Plan:
    """Read and check an analysis plan; it remembers the folder that its file names start from."""
    plan = read_settings(path, Plan, what="plan")
    return replace(plan, folder=path.parent)


def plan_in(text: str) -> Plan:
    """Check an analysis plan that stands in a text; the files it names are looked for nowhere."""
    return settings_in(text, Plan, what="plan", name="as written")
