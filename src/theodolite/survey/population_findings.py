"""What is told about the population: how far respondents resemble it, and what that leaves open."""

from collections.abc import Iterator
from itertools import groupby

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.estimates import effective_sample
from theodolite.survey.findings import Chapter
from theodolite.survey.population import Population
from theodolite.survey.representativeness import UNWEIGHTED, Difference, Representativeness
from theodolite.survey.sample import Sample


def caveat(sample: Sample) -> str:
    """What is printed under every table and figure: weighted to what, or not at all."""
    if sample.population is None:
        return UNWEIGHTED
    names = [_title(sample, code) for code in sample.population.settings.margins]
    return (
        f"Shares and means are weighted to the population's {' and '.join(names).lower()};"
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


def _statements(sample: Sample, population: Population) -> Iterator[Statement]:
    weights = population.design.weights
    worth = int(effective_sample(weights))
    note = sample.note(*population.settings.margins)
    yield Statement(
        code="effective-sample",
        template=(
            "Weighting to {margins} ({source}) makes the {kept} respondents worth {worth} drawn at"
            " random."
        ),
        source=note,
        values={
            "margins": " and ".join(_title(sample, one) for one in population.settings.margins),
            "source": population.settings.source,
            "kept": sample.count(sample.everyone()),
            "worth": sample.counted(worth),
        },
    )
    if population.resemblance is not None:
        yield _resemblance(population.resemblance, note)


def _resemblance(found: Representativeness, note: SourceNote) -> Statement:
    """The R-indicator, and what it bounds for the hardest case: an answer that half would give."""
    apart = 50 * found.spread / found.response_rate
    return Statement(
        code="representativeness",
        template=(
            "Before weighting, the R-indicator is {indicator}; it would be 1 if every group had"
            " been equally ready to answer. As far as these margins can tell, an unweighted share"
            " of half may be off by up to {apart} percentage points. If people answered because of"
            " what they would have said, no margin and no weighting can tell."
        ),
        source=note,
        values={"indicator": f"{found.indicator:.2f}", "apart": f"{min(50.0, apart):.0f}"},
    )


def _margins(sample: Sample, population: Population) -> Table:
    blocks = tuple(
        Block(_title(sample, code), tuple(_row(sample, code, one) for one in differences))
        for code, differences in groupby(population.differences, key=lambda one: one.question)
    )
    missing = [
        f"{_title(sample, code)}: respondents who did not tell keep the share of answers they have."
        for code, number in population.unanswered.items()
        if number
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


def _row(sample: Sample, code: str, difference: Difference) -> Row:
    """The difference follows from the shares beside it, so it is hidden when one of them is."""
    answers = sample.answers.frame[code]
    told = int(answers.is_not_null().sum())
    share = sample.share_counted(int((answers == difference.group).sum()), told)
    apart = Estimate("mean", difference.standardised, decimals=1 if share.base != told else 2)
    population = Estimate("share", difference.population_share)
    shown = apart if share.shown else Estimate("mean", None, shown=False)
    question = sample.answers.questionnaire.question(code)
    label = question.option(difference.group).label if question.options else difference.group
    return Row(label, ((share,), (population,), (shown,)))


def _title(sample: Sample, code: str) -> str:
    return sample.answers.questionnaire.question(code).text
