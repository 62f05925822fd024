"""How the analysis was done: the chapter a careful reader turns to first."""

from collections.abc import Iterator

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.agreement import Agreement
from theodolite.survey.findings import Chapter
from theodolite.survey.plan import Clustering
from theodolite.survey.quality import QualityReport
from theodolite.survey.recoding import RecodeCount
from theodolite.survey.sample import Sample
from theodolite.survey.screening import Screened

_DOUBTS = {
    "unreadable": "A cell that could not be read as an answer",
    "out_of_range": "A number outside the range of its question",
    "not_100": "Shares that do not add up to 100",
    "empty_part": "An empty share counted as 0, because the others add up to 100",
    "rescaled": "Shares rescaled to 100",
    "skip_violation": "An answer to a question that should have been skipped",
    "duplicate_respondent": "A respondent who appears more than once",
    "duplicate_answers": "Answers equal to another respondent's throughout",
    "straight_lining": "The same answer all the way down a grid",
    "break_off": "Nothing answered from some question on",
    "too_fast": "Answered faster than anyone can read",
}

_LINKAGES = {
    "ward": "Ward's linkage (least growth of the variance within groups)",
    "average": "average linkage",
    "complete": "complete linkage",
    "single": "single linkage",
}

_DISTANCES = {
    "euclidean": "Euclidean distance between the answers",
    "hellinger": "Hellinger distance between the shares",
    "clr": "Euclidean distance between centred log-ratios of the shares (Aitchison)",
}


def method_notes(
    sample: Sample,
    screened: Screened,
    quality: QualityReport,
    recodes: tuple[RecodeCount, ...],
) -> Chapter:
    """What was doubted, recoded and decided, with how often."""
    return Chapter(
        "methods",
        "How this was done",
        statements=tuple(_statements(sample, screened)),
        evidence=tuple(_tables(sample, quality, recodes)),
    )


def _statements(sample: Sample, screened: Screened) -> Iterator[Statement]:
    if sample.segments is not None:
        yield _how_clustered(sample, sample.segments.settings)
    if screened.agreement is not None and screened.agreement.kappa is not None:
        yield _agreement(sample, screened.agreement, has_waiting=bool(screened.waiting))


def _agreement(sample: Sample, found: Agreement, *, has_waiting: bool) -> Statement:
    """How far two screeners agreed; kappa only where no count that it follows from is hidden."""
    differed = found.records - found.agreed
    values: dict[str, Estimate | str] = {}
    told = "Two people screened the respondents apart from each other."
    if not sample.counted(differed).shown:
        told += " They differed on a few of them."
    else:
        values["share"] = sample.share_counted(found.agreed, found.records)
        told += " They agreed on {share} of them"
        is_told = all(sample.counted(number).shown for number in found.pairs)
        beyond_chance = _kappa(sample, found) if is_told else {}
        values |= beyond_chance
        if beyond_chance:
            interval = ", 95% interval {low} to {high}" if "low" in beyond_chance else ""
            told += f"; beyond chance their agreement is {{kappa}} (Cohen's kappa{interval})"
        told += "."
    if has_waiting:
        told += " Cases that are not settled yet are kept."
    elif differed:
        told += " Where they differed, the case was settled."
    return Statement("agreement", told, sample.note(), values, rounding=sample.rounding)


def _kappa(sample: Sample, found: Agreement) -> dict[str, Estimate]:
    """Agreement beyond chance: with its interval inside, in public to one decimal only."""
    ends = {"kappa": found.kappa, "low": found.low, "high": found.high}
    decimals = 2 if sample.profile.is_inside_use else 1
    return {
        name: Estimate("mean", round(value, decimals), decimals=decimals)
        for name, value in ends.items()
        if value is not None and (name == "kappa" or sample.profile.is_inside_use)
    }


def _how_clustered(sample: Sample, settings: Clustering) -> Statement:
    return Statement(
        code="how-clustered",
        template=(
            "Respondents were grouped by {linkage} and {distance}, and the tree was cut into"
            " {k} clusters. Equal answers were first put together, so the result does not depend"
            " on the order of the rows."
        ),
        source=sample.note(settings.question),
        values={
            "linkage": _LINKAGES[settings.linkage],
            "distance": _DISTANCES[settings.distance],
            "k": str(settings.k),
        },
    )


def _tables(
    sample: Sample, quality: QualityReport, recodes: tuple[RecodeCount, ...]
) -> Iterator[Table]:
    doubted = {rule: number for rule, number in quality.counts.items() if number}
    if doubted:
        rows = tuple(
            Row(_DOUBTS[rule], ((sample.counted(number),),)) for rule, number in doubted.items()
        )
        yield Table(
            "quality",
            "What was doubted in the answers received",
            ("Times found",),
            (Block("", rows, note="Nobody was dropped for a doubt; the log lists each one."),),
            sample.note(),
        )
    if recodes:
        yield _recoded(sample, recodes)


def _recoded(sample: Sample, recodes: tuple[RecodeCount, ...]) -> Table:
    rows = tuple(
        Row(
            one.name,
            tuple(
                (sample.counted(number),)
                for number in (one.changed, one.unchanged, len(one.unreadable), one.empty)
            ),
        )
        for one in recodes
    )
    return Table(
        "recodes",
        "How answers were recoded",
        ("Changed", "Kept", "Unreadable", "Not answered"),
        (Block("Recode", rows),),
        sample.note(*(one.question for one in recodes)),
    )
