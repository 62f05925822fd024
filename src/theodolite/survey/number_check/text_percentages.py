"""Every percentage in running text: judged by the first rule that can, or not checked and why."""

from collections.abc import Callable, Iterator

from theodolite.survey.number_check.claims import Claim, is_rough, percentages
from theodolite.survey.number_check.facts import Facts
from theodolite.survey.number_check.named_bases import judge_named_base
from theodolite.survey.number_check.named_rows import judge_cell, judge_row
from theodolite.survey.number_check.stated_bases import judge_ratio, judge_stated_base
from theodolite.survey.number_check.undeclared import shares_untold
from theodolite.survey.number_check.verdicts import Unchecked, Verdict

_RULES: tuple[Callable[[Claim, Facts], Verdict | None], ...] = (
    judge_ratio,
    judge_row,
    judge_cell,
    judge_stated_base,
    judge_named_base,
)


def check_text_percentages(facts: Facts) -> Iterator[Verdict]:
    """Give every percentage one verdict; those that another module judges are left to it."""
    elsewhere = {(claim.sentence, claim.start) for claim, _ in shares_untold(facts)}
    for sentence in facts.sentences:
        for claim in percentages(sentence):
            if (sentence, claim.start) not in elsewhere:
                yield _judge(claim, facts)


def _judge(claim: Claim, facts: Facts) -> Verdict:
    where, printed = claim.sentence.where, claim.snippet()
    if facts.step > 1:
        why = f"Counts are rounded to the nearest {facts.step}, so shares cannot be held to them."
        return Unchecked(where, printed, why)
    if is_rough(claim):
        return Unchecked(where, printed, "It is told as approximate, as a bound or as a change.")
    for rule in _RULES:
        if verdict := rule(claim, facts):
            return verdict
    return Unchecked(where, printed, "No count or base stands near it that the tables hold.")
