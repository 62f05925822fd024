"""The population that respondents are weighted to, and how well they resemble it unweighted."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from theodolite.evidence.estimate import Estimate
from theodolite.survey.answers.answers import Answers
from theodolite.survey.estimates import Design, simple
from theodolite.survey.plan import Weighting
from theodolite.survey.representativeness import (
    Difference,
    Representativeness,
    propensities,
    representativeness,
    standardised_differences,
)
from theodolite.survey.weighting import rake, trim

NO_ANSWER = "(no answer)"


@dataclass(frozen=True)
class Population:
    """Respondents weighted to known margins.

    `groups` holds for each margin the group of every respondent; those who did not tell it keep
    their share of the answers. `raked` has the weights before any were trimmed. `differences` sets
    the unweighted shares, of those who told their group, beside the population's.
    """

    design: Design
    raked: Design
    settings: Weighting
    groups: Mapping[str, tuple[str, ...]]
    differences: tuple[Difference, ...]

    def has_unanswered(self, code: str) -> bool:
        """Whether some respondents did not tell their group of this margin."""
        return NO_ANSWER in self.groups[code]


def weighted_to(answers: Answers, settings: Weighting) -> Population:
    """Rake the respondents to the plan's margins, and trim the heaviest weights if it says so."""
    groups = {code: _groups(answers, code, margin) for code, margin in settings.margins.items()}
    return _weighted(groups, settings)


def among_counts(
    population: Population, counted: Callable[[int], Estimate], *, is_rounded: bool
) -> Population | None:
    """The population, had each cell of its margins as many respondents as may be told.

    What is computed from it tells no more than those counts do; None where one is hidden. Where
    counts are not rounded, sums may hide more of them later, so nothing is computed at all.
    """
    cells = Counter(zip(*population.groups.values(), strict=True))
    told = [(cell, counted(cells[cell])) for cell in sorted(cells)]
    if not is_rounded or not all(number.shown for _, number in told):
        return None
    people = [cell for cell, number in told for _ in range(number.count or 0)]
    groups = dict(zip(population.groups, zip(*people, strict=True), strict=True))
    return _weighted(groups, population.settings)


def resemblance(population: Population) -> Representativeness | None:
    """Judge how evenly people answered; None where nothing tells how many there are.

    Raises CannotJudge where more people of a group answered than its margin holds.
    """
    settings, weights = population.settings, population.raked.weights
    people = settings.population or max(
        sum(margin.values()) for margin in settings.margins.values()
    )
    if people <= len(weights) or len(weights) < 2:
        return None
    return representativeness(propensities(weights, population=people))


def _weighted(groups: Mapping[str, tuple[str, ...]], settings: Weighting) -> Population:
    size = len(next(iter(groups.values())))
    targets = {
        code: _with_unanswered(margin, groups[code].count(NO_ANSWER) / size)
        for code, margin in settings.margins.items()
    }
    raked = design = rake(simple(size), groups, targets)
    if settings.heaviest:
        design = trim(raked, upper=settings.heaviest * float(raked.weights.mean()))
    return Population(design, raked, settings, groups, _differences(groups, settings))


def _groups(answers: Answers, code: str, margin: Mapping[str, float]) -> tuple[str, ...]:
    question = answers.questionnaire.question(code, where="[weighting]")
    for option in margin:
        if question.options:
            question.option(option)
    return tuple(NO_ANSWER if one is None else str(one) for one in answers.frame[code].to_list())


def _with_unanswered(margin: Mapping[str, float], missing: float) -> dict[str, float]:
    """Shares of the population, leaving those who did not answer the share they have."""
    whole = sum(margin.values())
    shares = {option: size / whole * (1 - missing) for option, size in margin.items()}
    return shares | ({NO_ANSWER: missing} if missing else {})


def _differences(
    groups: Mapping[str, tuple[str, ...]], settings: Weighting
) -> tuple[Difference, ...]:
    """Each group among those who told it, beside its share in the population."""
    found: list[Difference] = []
    for code, margin in settings.margins.items():
        told = [one for one in groups[code] if one != NO_ANSWER]
        found += standardised_differences({code: told}, {code: dict(margin)})
    return tuple(found)
