"""The front door: answers and a plan in, findings out."""

from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.source_note import SourceNote
from theodolite.settings.errors import UnusableSettings
from theodolite.survey.answers.answers import RESPONDENT, Answers
from theodolite.survey.chapters import chapters
from theodolite.survey.errors import NobodyLeft
from theodolite.survey.findings import Findings
from theodolite.survey.inputs import Inputs, read_inputs
from theodolite.survey.linked_disclosure import protect_together
from theodolite.survey.method_notes import method_notes
from theodolite.survey.population import weighted_to
from theodolite.survey.quality import QualityReport, check_quality
from theodolite.survey.recoding import RecodeCount, recode
from theodolite.survey.regions import region_map
from theodolite.survey.sample import Sample
from theodolite.survey.screening import Screened, screen
from theodolite.survey.segments import Segments, find_segments


def analyse(source: Any, plan: Path | str, *, disclosure: str = "") -> Findings:
    """Check, recode, screen, cluster and tabulate answers as a plan says.

    `source` is the path of an export, or a data frame (pandas, polars, or any other that narwhals
    knows); `plan` the path of the analysis plan. `disclosure` overrides the plan's profile.
    Anything a person can put right raises a CorrectableError with a sentence that says how.
    """
    return findings_from(read_inputs(source, plan, disclosure=disclosure))


def screen_answers(inputs: Inputs) -> Screened:
    """The first half of an analysis: check, recode and screen, and stop there."""
    checked, _ = check_quality(inputs.answers, inputs.plan.quality)
    recoded, _ = recode(checked, inputs.plan.recodes)
    return screen(recoded, inputs.plan.screening, decisions=inputs.decisions)


def findings_from(inputs: Inputs) -> Findings:
    """The analysis itself: a pure function of what was read."""
    plan = inputs.plan
    checked, quality = check_quality(inputs.answers, plan.quality)
    recoded, recodes = recode(checked, plan.recodes)
    screened = screen(recoded, plan.screening, decisions=inputs.decisions)
    segments = _segments(screened.kept, inputs)
    sample = Sample(
        answers=screened.kept,
        profile=PROFILES[plan.disclosure],
        source=SourceNote(inputs.answers.digest, inputs.settings, version("theodolite")),
        segments=segments,
        rounding=plan.rounding,
        population=weighted_to(screened.kept, plan.weighting) if plan.weighting else None,
    )
    maps = tuple(
        region_map(sample, recoded, one, outlines)
        for one, outlines in zip(plan.maps, inputs.outlines, strict=True)
    )
    methods = method_notes(sample, screened, quality, recodes)
    protected = protect_together(chapters(sample, plan, screened, maps, methods), sample.profile)
    log = _log(inputs, quality, recodes, screened, segments)
    return Findings(
        plan=plan,
        profile=sample.profile,
        source=sample.source,
        chapters=protected.chapters,
        membership=_membership(screened.kept, segments),
        log={**log, "hidden_to_protect_others": list(protected.suppression.places)},
        warnings=(*_warnings(screened, segments), *protected.warnings()),
        frames=inputs.frames,
    )


def _segments(kept: Answers, inputs: Inputs) -> Segments | None:
    if kept.size == 0:
        raise NobodyLeft("The export holds no respondents, so there is nothing to analyse.")
    plan = inputs.plan
    if plan.clustering is None:
        if plan.segments or plan.strips:
            raise UnusableSettings(
                "The plan names segments or strips, but has no [clustering] to find or show them."
                " Add [clustering], or remove [[segments]] and strips."
            )
        return None
    return find_segments(kept, plan.clustering, plan.segments, plan.stability)


def _membership(kept: Answers, segments: Segments | None) -> pl.DataFrame:
    """One line a respondent: cluster and segment, empty where there is none, and how firm they are.

    `tie_unstable` says whether the segment hangs on a tie, `cluster_stability` how often the
    respondent was in that cluster when respondents were drawn again.
    """
    if segments is None:
        return kept.frame.select(RESPONDENT).with_columns(
            pl.lit(None, pl.Int64).alias("cluster"), pl.lit(None, pl.String).alias("segment")
        )
    names = np.array([*segments.names, None], dtype=object)
    return pl.DataFrame(
        {
            RESPONDENT: kept.frame[RESPONDENT],
            "cluster": [int(number) or None for number in segments.clusters],
            "segment": names[segments.membership].tolist(),
        },
        schema_overrides={"cluster": pl.Int64, "segment": pl.String},
    ).with_columns(_firmness(segments))


def _firmness(segments: Segments) -> list[pl.Series]:
    columns = []
    if segments.ties is not None:
        unstable = np.full(len(segments.clustered), None, dtype=object)
        unstable[segments.clustered] = segments.ties.by_k[0].unstable
        columns.append(pl.Series("tie_unstable", unstable.tolist(), dtype=pl.Boolean))
    for one in segments.stability:
        if one.k == segments.settings.k:
            own = segments.clusters[segments.clustered] - 1
            shares = np.full(len(segments.clustered), np.nan)
            shares[segments.clustered] = one.membership[np.arange(len(own)), own].round(3)
            columns.append(pl.Series("cluster_stability", shares, nan_to_null=True))
    return columns


def _warnings(screened: Screened, segments: Segments | None) -> tuple[str, ...]:
    changed = segments.changed if segments is not None else ()
    return (*changed, *screened.warnings)


def _log(
    inputs: Inputs,
    quality: QualityReport,
    recodes: tuple[RecodeCount, ...],
    screened: Screened,
    segments: Segments | None,
) -> Mapping[str, Any]:
    """Everything that was unreadable, doubted, recoded or rejected: about single people."""
    return {
        "data": inputs.answers.digest,
        "settings": inputs.settings,
        "layout": inputs.answers.layout,
        "notes": list(inputs.answers.notes),
        "respondents": inputs.answers.size,
        "kept": screened.kept.size,
        "unreadable": [asdict(cell) for cell in inputs.answers.unreadable],
        "quality": {"counts": quality.counts, "findings": [asdict(f) for f in quality.findings]},
        "recodes": [asdict(count) for count in recodes],
        "rejected": [{"respondent": who, "reason": why} for who, why in screened.rejected],
        "disagreements": [asdict(one) for one in screened.disagreements],
        "agreement": asdict(screened.agreement) if screened.agreement else None,
        "clusters": list(segments.cluster_sizes()) if segments is not None else [],
        "not_clustered": int((~segments.clustered).sum()) if segments is not None else 0,
    }
