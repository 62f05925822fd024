"""The verbs of the survey area."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast, get_args

import typer

from theodolite.cli.clustermap import draw_rows
from theodolite.cli.columns import Columns, Sheet, columns_named
from theodolite.cli.new_files import new_file
from theodolite.cli.printing import ATTENTION, Json, tell, warn
from theodolite.cli.waiting import waiting
from theodolite.settings.errors import unknown_name

if TYPE_CHECKING:
    from theodolite.survey.quality import QualityFinding
    from theodolite.survey.questionnaire import Layout

# Every command imports what it needs inside, so that asking for help stays quick.

LISTED = 20
"""How many findings are listed for people; `--json` has them all."""

commands = typer.Typer(no_args_is_help=True, help="From a survey export to a report.")

AnswersFile = Annotated[Path, typer.Argument(metavar="ANSWERS", help="The survey tool's export.")]
PlanFile = Annotated[Path, typer.Option("--plan", help="The analysis plan (TOML).")]
LayoutName = Annotated[
    str,
    typer.Option(
        "--layout",
        help="limesurvey, qualtrics, smartsurvey, msforms, spss or plain; guessed if not given.",
    ),
]


@commands.command("draft-questionnaire")
def draft(
    answers: AnswersFile,
    out: Annotated[Path | None, typer.Option(help="Where to write it; printed if absent.")] = None,
    layout: LayoutName = "",
    sheet: Sheet = "",
    *,
    as_json: Json = False,
) -> None:
    """Draft a questionnaire file from an export, for you to correct."""
    from theodolite.survey.answers import read_export
    from theodolite.survey.drafting import draft_questionnaire

    export = read_export(answers, layout=_layout(layout), sheet=sheet)
    text = draft_questionnaire(export)
    if out is not None:
        with new_file(out) as file:
            file.write(text.encode())
    result = {"layout": export.layout, "columns": len(export.columns), "questionnaire": text}
    tell(
        result,
        [text if out is None else f"Drafted {out}. Read it and correct it."],
        as_json=as_json,
    )


@commands.command("check")
def check(
    answers: AnswersFile,
    questionnaire: Annotated[Path, typer.Option(help="The questionnaire file (TOML).")],
    layout: LayoutName = "",
    sheet: Sheet = "",
    *,
    as_json: Json = False,
) -> None:
    """List every answer that cannot be read or is in doubt."""
    from theodolite.survey.answers import read_answers
    from theodolite.survey.plan import QualityChecks
    from theodolite.survey.quality import check_quality
    from theodolite.survey.questionnaire import read_questionnaire

    asked = read_questionnaire(questionnaire)
    read = read_answers(answers, asked, layout=_layout(layout), sheet=sheet)
    _, report = check_quality(read, QualityChecks())
    result = {
        "respondents": read.size,
        "layout": read.layout,
        "notes": list(read.notes),
        "counts": dict(report.counts),
        "findings": [asdict(finding) for finding in report.findings],
    }
    tell(result, _quality_lines(read.size, report.findings), as_json=as_json)
    if any(finding.severity == "error" for finding in report.findings):
        raise typer.Exit(ATTENTION)


def _quality_lines(respondents: int, findings: "tuple[QualityFinding, ...]") -> Iterator[str]:
    yield f"{respondents} respondents, {len(findings)} findings."
    for rule, number in Counter(finding.rule for finding in findings).items():
        yield f"  {rule}: {number}"
    for finding in findings[:LISTED]:
        yield f"{finding.severity:<8} row {finding.row}: {finding.detail}"
    if len(findings) > LISTED:
        yield f"… and {len(findings) - LISTED} more; --json lists them all."


@commands.command("screen")
def screen(answers: AnswersFile, plan: PlanFile, *, as_json: Json = False) -> None:
    """Say who is kept and who is rejected, why, and how far the two screeners agree."""
    from theodolite.survey.analysis import screen_answers
    from theodolite.survey.inputs import read_inputs

    result = screen_answers(read_inputs(answers, plan))
    agreement = result.agreement
    tell(
        {
            "received": result.received,
            "kept": result.kept.size,
            "reasons": dict(result.reasons),
            "rejected": [{"respondent": who, "reason": why} for who, why in result.rejected],
            "agreement": asdict(agreement) if agreement else None,
            "disagreements": [asdict(one) for one in result.disagreements],
            "waiting": [one.respondent for one in result.waiting],
        },
        [
            f"{result.received} received, {result.kept.size} kept.",
            *(f"  rejected, {reason}: {number}" for reason, number in result.reasons),
            *([f"Cohen's kappa {agreement.kappa:.2f}"] if agreement and agreement.kappa else []),
        ],
        as_json=as_json,
    )
    warn(result.warnings)
    if result.waiting:
        raise typer.Exit(ATTENTION)


@commands.command("cluster")
def cluster(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Any table: CSV, Excel or SPSS.")],
    columns: Columns,
    k: Annotated[int, typer.Option("-k", help="How many clusters.")],
    linkage: Annotated[str, typer.Option(help="ward, average, complete or single.")] = "ward",
    distance: Annotated[str, typer.Option(help="euclidean, hellinger or clr.")] = "euclidean",
    figure: Annotated[
        Path | None, typer.Option(help="Where to draw the clustermap: a name in .svg or .png.")
    ] = None,
    *,
    sheet: Sheet = "",
    as_json: Json = False,
) -> None:
    """Group the rows of any table by some of its columns, whatever their order."""
    from theodolite.survey.clustered import grouped, read_rows
    from theodolite.survey.clustering import Distance, Linkage

    names = columns_named(columns)
    rule = cast("Linkage", _one_of(linkage, Linkage, "--linkage"))
    measure = cast("Distance", _one_of(distance, Distance, "--distance"))
    rows = read_rows(file, names, sheet=sheet)
    with waiting("Growing the tree") as progress:
        found = grouped(rows, k=k, linkage=rule, distance=measure, progress=progress)
    if figure is not None:
        draw_rows(found, names, file, figure)
    left_out = int((found.membership == 0).sum())
    tell(
        {
            "sizes": list(found.sizes),
            "heights": found.heights.tolist() if as_json else [],
            "membership": [int(n) or None for n in found.membership] if as_json else [],
        },
        [f"Cluster {i}: {size} rows" for i, size in enumerate(found.sizes, start=1)],
        as_json=as_json,
    )
    if left_out:
        warn([f"{left_out} rows lack a value in one of the columns and are in no cluster."])


@commands.command("analyse")
def analyse(
    answers: AnswersFile,
    plan: PlanFile,
    out: Annotated[Path, typer.Option(help="The folder to write; replaced if it is ours.")],
    disclosure: Annotated[
        str, typer.Option(help="A disclosure profile instead of the plan's, such as lt5_round5.")
    ] = "",
    *,
    as_json: Json = False,
) -> None:
    """Carry out an analysis plan and write the report with everything behind it."""
    from theodolite.reports.survey_folder import write_survey_folder
    from theodolite.survey.analysis import analyse as analyse_survey

    findings = analyse_survey(answers, plan, disclosure=disclosure)
    files = write_survey_folder(findings, out)
    tell(
        {
            "folder": str(out),
            "files": [str(path.relative_to(out)) for path in files],
            "disclosure": findings.profile.name,
            "warnings": list(findings.warnings),
        },
        [f"The report is {out / 'report.html'}", f"What else is there: {out / 'CONTENTS.txt'}"],
        as_json=as_json,
    )
    warn(findings.warnings)


def _layout(name: str) -> "Layout | None":
    from theodolite.survey.questionnaire import Layout

    return cast("Layout", _one_of(name, Layout, "--layout")) if name else None


def _one_of(name: str, names: object, option: str) -> str:
    """The name itself when it is one of the literal `names`."""
    known = get_args(names)
    if name not in known:
        raise unknown_name("choice", name, known, where=option)
    return name
