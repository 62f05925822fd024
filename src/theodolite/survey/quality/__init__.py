"""Doubt answers by rule: every finding is listed and counted, and no respondent is dropped."""

from theodolite.survey.quality.check import check_quality
from theodolite.survey.quality.findings import (
    RULES,
    QualityFinding,
    QualityReport,
    findings_frame,
)

__all__ = ["RULES", "QualityFinding", "QualityReport", "check_quality", "findings_frame"]
