"""The population that respondents are weighted to, and how well they resemble it unweighted."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

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

    `differences` sets the unweighted shares beside the population's; `resemblance` judges them
    together, where the size of the population is known. `unanswered` counts, for each margin, the
    respondents who did not tell their group: they keep their share of the answers.
    """

    design: Design
    settings: Weighting
    differences: tuple[Difference, ...]
    resemblance: Representativeness | None
    unanswered: Mapping[str, int]


def weighted_to(answers: Answers, settings: Weighting) -> Population:
    """Rake the respondents to the plan's margins (and trim), and judge them beforehand."""
    known = {code: _groups(answers, code, margin) for code, margin in settings.margins.items()}
    unanswered = {code: groups.count(NO_ANSWER) for code, groups in known.items()}
    targets = {
        code: _with_unanswered(margin, unanswered[code] / answers.size)
        for code, margin in settings.margins.items()
    }
    design = rake(simple(answers.size), known, targets)
    if settings.heaviest:
        design = trim(design, upper=settings.heaviest * float(design.weights.mean()))
    return Population(
        design=design,
        settings=settings,
        differences=_differences(known, settings),
        resemblance=_resemblance(design, settings),
        unanswered=unanswered,
    )


def _groups(answers: Answers, code: str, margin: Mapping[str, float]) -> list[str]:
    question = answers.questionnaire.question(code, where="[weighting]")
    for option in margin:
        if question.options:
            question.option(option)
    return [NO_ANSWER if one is None else str(one) for one in answers.frame[code].to_list()]


def _with_unanswered(margin: Mapping[str, float], missing: float) -> dict[str, float]:
    """Shares of the population, leaving those who did not answer the share they have."""
    whole = sum(margin.values())
    shares = {option: size / whole * (1 - missing) for option, size in margin.items()}
    return shares | ({NO_ANSWER: missing} if missing else {})


def _differences(known: Mapping[str, list[str]], settings: Weighting) -> tuple[Difference, ...]:
    """Each group among those who told it, beside its share in the population."""
    found: list[Difference] = []
    for code, margin in settings.margins.items():
        told = [one for one in known[code] if one != NO_ANSWER]
        found += standardised_differences({code: told}, {code: dict(margin)})
    return tuple(found)


def _resemblance(design: Design, settings: Weighting) -> Representativeness | None:
    people = settings.population or max(
        sum(margin.values()) for margin in settings.margins.values()
    )
    if people <= len(design.weights):
        return None
    scaled = design.weights * (people / np.sum(design.weights))
    return representativeness(propensities(np.maximum(scaled, 1.0)))
