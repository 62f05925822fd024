"""What is told about the population: how far respondents resemble it, and what that leaves open."""

from collections.abc import Iterator
from itertools import groupby

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.remarks import WEIGHTED
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.estimates import effective_sample
from theodolite.survey.findings import Chapter
from theodolite.survey.population import Population, among_counts, resemblance
from theodolite.survey.representativeness import (
    UNWEIGHTED,
    CannotJudge,
    Difference,
    Representativeness,
    bias_bound,
    standardised_difference,
)
from theodolite.survey.sample import Sample

_MISFIT = (
    "The R-indicator is left out: in some group more people answered than the margins hold, so"
    " they cannot be those of this population."
)


def caveat(sample: Sample) -> str:
    """What is printed under every table and figure: weighted to what, or not at all."""
    if sample.population is None:
        return UNWEIGHTED
    names = [_title(sample, code) for code in sample.population.settings.margins]
    return (
        f"{WEIGHTED} {' and '.join(names).lower()};"
        " counts are of respondents, who chose for themselves to answer."
    )


def population_chapter(sample: Sample) -> Iterator[Chapter]:
    """The chapter on representativeness, where the plan knows margins of the population."""
    if sample.population is not None:
        statements = tuple(_statements(sample, sample.population))
        yield Chapter(
            "population",
            "How far respondents resemble the population",
            statements=statements,
            evidence=(_margins(sample, sample.population),),
            in_short=frozenset({"effective-sample"}),
        )


def _statements(sample: Sample, whole: Population) -> Iterator[Statement]:
    """What weighting leaves and what it cannot mend, told from counts that may be shown."""
    inside = sample.profile.is_inside_use
    is_rounded = not sample.profile.hides_others
    population = whole if inside else among_counts(whole, sample.counted, is_rounded=is_rounded)
    if population is None:
        return
    note = sample.note(*population.settings.margins)
    kept, weights = sample.count(sample.everyone()), population.design.weights
    # Rounded counts of groups need not add up to the rounded number of respondents.
    worth = int(effective_sample(weights) * (kept.count or 0) / len(weights))
    yield Statement(
        code="effective-sample",
        template=(
            "Weighting to {margins} ({source}) makes the respondents ({kept}) worth {worth} drawn"
            " at random."
        ),
        source=note,
        values={
            "margins": " and ".join(_title(sample, one) for one in population.settings.margins),
            "source": population.settings.source,
            "kept": kept,
            "worth": sample.counted(worth),
        },
    )
    try:
        found = resemblance(population)
    except CannotJudge:
        yield Statement("representativeness", _MISFIT, note)
    else:
        yield from [_resemblance(found, note)] if found is not None else []


def _resemblance(found: Representativeness, note: SourceNote) -> Statement:
    """The R-indicator, and what it bounds for the hardest case: an answer that half would give."""
    bound = bias_bound(found, spread=0.5)
    return Statement(
        code="representativeness",
        template=(
            "Before weighting, the R-indicator is {indicator}; it would be 1 if every group had"
            " been equally ready to answer. As far as these margins can tell, an unweighted share"
            " of half may be off by up to {apart} percentage points. If people answered because of"
            " what they would have said, it may be off by up to {worst}, and no margin and no"
            " weighting can tell."
        ),
        source=note,
        values={
            "indicator": f"{found.indicator:.2f}",
            "apart": f"{min(50.0, 100 * bound.seen):.0f}",
            "worst": f"{min(50.0, 100 * bound.worst):.0f}",
        },
    )


def _margins(sample: Sample, population: Population) -> Table:
    blocks = tuple(
        Block(_title(sample, code), _rows(sample, code, list(differences)))
        for code, differences in groupby(population.differences, key=lambda one: one.question)
    )
    missing = [
        f"{_title(sample, code)}: respondents who did not tell keep the share of answers they have."
        for code in population.groups
        if population.has_unanswered(code)
    ]
    return Table(
        "margins",
        "Respondents beside the population",
        ("Respondents", "Population", "Standardised difference"),
        blocks,
        sample.note(*population.settings.margins),
        notes=(
            f"Population: {population.settings.source}.",
            "Differences beyond 0.1 either way are worth a remark (Austin 2009).",
            *missing,
        ),
        rounding=sample.rounding,
    )


def _rows(sample: Sample, code: str, differences: list[Difference]) -> tuple[Row, ...]:
    """One margin: each difference follows from the share beside it as that may be shown.

    Differences of all groups are hidden with the share of one, as the others would tell it, and
    where sums may hide a share later.
    """
    answers = sample.answers.frame[code]
    told = int(answers.is_not_null().sum())
    shares = [sample.share_counted(int((answers == one.group).sum()), told) for one in differences]
    is_told = all(one.shown for one in shares) and not sample.profile.hides_others
    return tuple(
        Row(
            _label(sample, code, one.group),
            (
                (share,),
                (Estimate("share", one.population_share),),
                (_apart(share, one.population_share, is_told=is_told),),
            ),
        )
        for one, share in zip(differences, shares, strict=True)
    )


def _apart(share: Estimate, population_share: float, *, is_told: bool) -> Estimate:
    if not is_told or share.value is None:
        return Estimate("mean", None, shown=is_told)
    apart = standardised_difference(share.value, population_share)
    return Estimate("mean", apart, decimals=2)


def _label(sample: Sample, code: str, group: str) -> str:
    question = sample.answers.questionnaire.question(code)
    return question.option(group).label if question.options else group


def _title(sample: Sample, code: str) -> str:
    return sample.answers.questionnaire.question(code).text
