"""By which criteria respondents are screened, as every page of a screening shows them."""

from dataclasses import dataclass

from theodolite.store.models import Screening
from theodolite.store.surveys.files_saved import plan_of
from theodolite.survey.matching import in_words


@dataclass(frozen=True, slots=True)
class Criteria:
    """The plan's rules, which are applied already, and the reasons that people judge by."""

    rules: tuple[str, ...]
    reasons: tuple[str, ...]


def criteria_of(screening: Screening) -> Criteria:
    """The criteria of one screening."""
    rules = plan_of(screening.survey).screening.rules
    return Criteria(
        tuple(f"{rule.reason}: {in_words(rule.when)}" for rule in rules), screening.reasons
    )
