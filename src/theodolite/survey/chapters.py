"""The chapters of a survey's findings, each from the part of the plan that asks for it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

import numpy as np

from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Flow, RegionMap
from theodolite.evidence.statement import Statement
from theodolite.settings.errors import UnusableSettings, unknown_name
from theodolite.survey.clustermap import clustermap
from theodolite.survey.cover import cover_statements, recognition_tables
from theodolite.survey.differences import differences_chapter
from theodolite.survey.findings import Chapter
from theodolite.survey.firmness import firmness_chapter, tie_statement
from theodolite.survey.plan import Chapter as ChapterName
from theodolite.survey.plan import Plan
from theodolite.survey.population_findings import caveat, population_chapter
from theodolite.survey.profiles import characteristics, mean_shares
from theodolite.survey.sample import Sample
from theodolite.survey.screening import Screened
from theodolite.survey.segments import Segments
from theodolite.survey.tabulation import heatmap, tabulate
from theodolite.survey.training_gap import greatest_gaps, training_gap
from theodolite.survey.training_needs import greatest_needs, skills_by_band, training_needs

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def chapters(
    sample: Sample,
    plan: Plan,
    screened: Screened,
    maps: tuple[RegionMap, ...],
    methods: Chapter,
) -> tuple[Chapter, ...]:
    """Every chapter the plan asks for, with the analysts' passages at their heads."""
    found = [
        _respondents(sample, plan, screened, maps),
        *([_segments(sample, plan)] if sample.segments is not None else []),
        *firmness_chapter(sample, plan),
        *_tables(sample, plan),
        *_skills(sample, plan),
        *differences_chapter(sample, plan),
        *_training(sample, plan),
        *_cover(sample, plan),
        *population_chapter(sample),
    ]
    every = [_summary(found), *found, methods]
    _check_passages(plan, [chapter.code for chapter in every])
    _check_codes([one.code for chapter in every for one in chapter.evidence])
    return tuple(_finished(sample, chapter, plan) for chapter in every)


def _check_passages(plan: Plan, codes: list[str]) -> None:
    for passage in plan.passages:
        if passage.chapter not in codes:
            where = f"the passage {passage.text[:30]!r}…"
            raise unknown_name("chapter in this report", passage.chapter, codes, where=where)


def _check_codes(codes: list[str]) -> None:
    """A code finds one table or figure, and names its file."""
    for code in codes:
        if not _CODE.fullmatch(code):
            raise UnusableSettings(
                f"The code {code!r} cannot name a file. Give that table, heatmap or map a code of"
                " letters, digits, - and _ only."
            )
        if codes.count(code) > 1:
            raise UnusableSettings(
                f"Two tables or figures have the code {code!r}, so one would replace the other."
                " Give each table, heatmap and map in the plan a code of its own."
            )


def _finished(sample: Sample, chapter: Chapter, plan: Plan) -> Chapter:
    """Add what every chapter carries: the analysts' passages, and the caveats on each number."""
    said = caveat(sample)
    caveats = (said,) if sample.profile.is_inside_use else (f"{said} {sample.profile.says}",)
    return replace(
        chapter,
        title=plan.headings.get(cast("ChapterName", chapter.code), chapter.title),
        passages=tuple(one.text for one in plan.passages if one.chapter == chapter.code),
        evidence=tuple(replace(one, notes=(*one.notes, *caveats)) for one in chapter.evidence),
    )


def _summary(found: Iterable[Chapter]) -> Chapter:
    """The sentences of the short version, gathered at the front."""
    leading = [
        statement
        for chapter in found
        for statement in chapter.statements
        if statement.code in chapter.in_short
    ]
    codes = frozenset(one.code for one in leading)
    return Chapter("summary", "Summary", statements=tuple(leading), in_short=codes)


def _respondents(
    sample: Sample, plan: Plan, screened: Screened, maps: tuple[RegionMap, ...]
) -> Chapter:
    received = len(screened.rejected) + screened.kept.size
    flow = Flow(
        code="flow",
        title="Responses received, kept and rejected",
        received=sample.counted(received),
        kept=sample.counted(screened.kept.size),
        rejected=tuple((reason, sample.counted(n)) for reason, n in screened.reasons),
        source=sample.note(),
    )
    short = {"kept", *(one.code for one in plan.maps if one.in_short)}
    return Chapter(
        "respondents",
        "Who answered",
        statements=(_kept(sample, flow),),
        evidence=(flow, *maps),
        in_short=frozenset(short),
    )


def _kept(sample: Sample, flow: Flow) -> Statement:
    return Statement(
        code="kept",
        template="Responses received: {received}; kept for analysis: {kept}.",
        source=sample.note(),
        values={"received": flow.received, "kept": flow.kept},
        rounding=sample.rounding,
    )


def _segments(sample: Sample, plan: Plan) -> Chapter:
    assert plan.clustering is not None, "segments come from a clustering"
    assert sample.segments is not None, "segments were found"
    asked = _counted_questions(plan)
    picture = clustermap(sample, plan.strips)
    return Chapter(
        "segments",
        "Segments of the workforce",
        statements=(
            _found(sample, sample.segments),
            *_left_out(sample, sample.segments),
            *_namings(sample, sample.segments),
            *tie_statement(sample, sample.segments),
            *characteristics(sample, asked),
        ),
        evidence=(
            # Where every segment is too small to be shown, there is no line to draw.
            *([picture] if len(picture.values) else []),
            mean_shares(sample, plan.clustering.question),
        ),
        in_short=frozenset({"segments-found", "left-out", "clustermap"}),
    )


def _found(sample: Sample, segments: Segments) -> Statement:
    several = f"{len(segments.names)} segments" if len(segments.names) > 1 else "one segment"
    values: dict[str, Estimate | str] = {"many": several}
    for i, name in enumerate(segments.names):
        values |= {f"name{i}": name, f"n{i}": sample.count(segments.membership == i)}
    named = [f"{{name{i}}}" for i in range(len(segments.names))]
    listed = ", ".join(f"{{name{i}}} ({{n{i}}})" for i in range(len(segments.names)))
    return Statement(
        code="segments-found",
        template=f"Respondents fall into {{many}} by what they do: {listed}.",
        source=sample.note(segments.settings.question),
        values=values,
        rounding=sample.rounding,
        if_hidden=(
            f"Respondents fall into {{many}} by what they do: {', '.join(named)}."
            " Not every size may be shown."
        ),
    )


def _left_out(sample: Sample, segments: Segments) -> Iterator[Statement]:
    left_out = sample.answers.size - int(segments.clustered.sum())
    if left_out:
        yield Statement(
            code="left-out",
            template="Respondents without a full answer, who belong to no segment: {left_out}.",
            source=sample.note(segments.settings.question),
            values={"left_out": sample.counted(left_out)},
            rounding=sample.rounding,
            if_hidden="A few respondents without a full answer belong to no segment.",
        )


def _namings(sample: Sample, segments: Segments) -> Iterator[Statement]:
    """The recorded decisions that merged clusters, with the reason and who decided."""
    sizes = np.array(segments.cluster_sizes())
    for number, decision in enumerate(segments.decisions, start=1):
        if len(decision.clusters) < 2:
            continue
        parts = {f"c{c}": sample.counted(int(sizes[c - 1])) for c in decision.clusters}
        listed = " and ".join(f"{{c{c}}}" for c in decision.clusters)
        decided = " Decided by: {decided_by}." if decision.decided_by else ""
        yield Statement(
            code=f"merged-{number}",
            template=f"{{name}} merges clusters of {listed} respondents. {{reason}}{decided}",
            source=sample.note(segments.settings.question),
            values={
                **parts,
                "name": decision.name,
                "reason": decision.reason,
                "decided_by": decision.decided_by,
            },
            rounding=sample.rounding,
            # The reason was written by someone who saw the sizes, and may give them away.
            if_hidden=(
                f"{{name}} merges {len(decision.clusters)} clusters, of which at least one"
                f" is too small to be shown; the plan tells why.{decided}"
            ),
        )


def _counted_questions(plan: Plan) -> list[str]:
    """The questions of the plan's tables and heatmaps that are counted, not averaged."""
    of_tables = [
        code
        for table in plan.tables
        if table.measure != "mean"
        for block in table.blocks
        for code in block.questions
    ]
    of_heatmaps = [code for one in plan.heatmaps if one.measure != "mean" for code in one.questions]
    return of_tables + of_heatmaps


def _tables(sample: Sample, plan: Plan) -> Iterator[Chapter]:
    if plan.tables:
        yield Chapter(
            "tables",
            "Answers by segment" if sample.segments is not None else "Answers",
            evidence=tuple(tabulate(sample, table) for table in plan.tables),
            in_short=frozenset(table.code for table in plan.tables if table.in_short),
        )


def _skills(sample: Sample, plan: Plan) -> Iterator[Chapter]:
    bands = plan.skills_by_band
    if plan.heatmaps or bands:
        yield Chapter(
            "skills",
            "Skills and education",
            evidence=(
                *(heatmap(sample, one) for one in plan.heatmaps),
                *((skills_by_band(sample, bands),) if bands else ()),
            ),
            in_short=frozenset(one.code for one in plan.heatmaps if one.in_short),
        )


def _training(sample: Sample, plan: Plan) -> Iterator[Chapter]:
    if plan.training:
        needs = training_needs(sample, plan.training)
        statements = greatest_needs(sample, needs)
        gaps = (training_gap(sample, plan.training),) if plan.training.activities else ()
        yield Chapter(
            "training",
            "Training needs",
            statements=(*statements, *(one for gap in gaps for one in greatest_gaps(sample, gap))),
            evidence=(needs, *gaps),
            in_short=frozenset({needs.code, *(one.code for one in statements)}),
        )


def _cover(sample: Sample, plan: Plan) -> Iterator[Chapter]:
    if plan.cover:
        statements = cover_statements(sample, plan.cover)
        yield Chapter(
            "cover",
            "Recognition and cover",
            statements=statements,
            evidence=recognition_tables(sample, plan.cover),
            in_short=frozenset(one.code for one in statements),
        )
