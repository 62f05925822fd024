"""Every quality rule applied to the answers of one survey."""

from theodolite.survey.answers.answers import Answers
from theodolite.survey.plan import QualityChecks
from theodolite.survey.quality.findings import QualityReport, report
from theodolite.survey.quality.repetition import (
    duplicate_answers,
    duplicate_respondents,
    straight_lines,
)
from theodolite.survey.quality.routing import breaks_off, skip_violations
from theodolite.survey.quality.sums import settle_shares
from theodolite.survey.quality.values import out_of_range, too_fast, unreadable


def check_quality(answers: Answers, checks: QualityChecks) -> tuple[Answers, QualityReport]:
    """Apply every rule; the answers come back whole, with shares settled where that was asked."""
    settled, findings = settle_shares(answers, checks)
    for rule in (
        unreadable(answers),
        out_of_range(answers),
        skip_violations(answers),
        duplicate_respondents(answers),
        duplicate_answers(answers),
        straight_lines(answers, checks),
        breaks_off(answers, checks),
        too_fast(answers, checks),
    ):
        findings.extend(rule)
    return settled, report(findings)
