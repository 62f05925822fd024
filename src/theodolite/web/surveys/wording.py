"""What kinds of questions and quality rules are called on pages."""

from collections.abc import Mapping

from theodolite.survey.plan import QualityChecks
from theodolite.survey.questionnaire import Kind

KIND_WORDS: Mapping[Kind, str] = {
    "single": "One answer of several",
    "multiple": "Several answers of several",
    "share": "Shares that add up to 100",
    "scale": "A scale",
    "number": "A number",
    "text": "Typed freely",
    "place": "A place",
}
"""Every kind of question, in the order offered."""

RULE_WORDS: Mapping[str, str] = {
    "unreadable": "Cell that cannot be read",
    "out_of_range": "Out of range",
    "not_100": "Shares that do not add up to 100",
    "empty_part": "Share left empty",
    "rescaled": "Shares rescaled to 100",
    "skip_violation": "Answered though not asked",
    "duplicate_respondent": "Respondent there twice",
    "duplicate_answers": "Same answers as another",
    "straight_lining": "Same number all the way down",
    "break_off": "Broke off",
    "too_fast": "Answered too fast",
}
"""What each quality rule finds, in a few words."""


def what_is_done(rule: str, checks: QualityChecks) -> str:
    """What happens to an answer that a rule doubts, as the plan's settings say."""
    if rule == "not_100" and checks.rescale:
        return (
            f"Left as it is: only sums within {checks.rescale_within:g} points of 100 are rescaled."
        )
    return _DONE[rule]


_DONE: Mapping[str, str] = {
    "unreadable": "Counts as not answered, until the questionnaire lists it or a recode reads it.",
    "out_of_range": "Stays as it is; reject the respondent or correct the bounds if it is wrong.",
    "not_100": "Left as it is; the plan does not rescale shares.",
    "empty_part": "An empty share counts as 0.",
    "rescaled": "Rescaled to 100, as the plan says.",
    "skip_violation": "Stays as it is.",
    "duplicate_respondent": "Both stay; the screeners decide on them as one.",
    "duplicate_answers": "Stays; the screeners decide.",
    "straight_lining": "Stays; the screeners decide.",
    "break_off": "What was answered stays; the screeners decide.",
    "too_fast": "Stays; the screeners decide.",
}
