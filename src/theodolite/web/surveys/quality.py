"""What is doubtful about the answers: counted by kind, listed, and to be taken out as a table."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode

from theodolite.store.exports import Taken, log_export
from theodolite.store.models import Survey
from theodolite.store.surveys.doubts import Doubts, doubts_of
from theodolite.store.surveys.files_saved import questionnaire_of
from theodolite.survey.quality import QualityFinding
from theodolite.web.look.parts import Cell, Pages, Table, pages_of
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.privacy.downloads import download
from theodolite.web.privacy.forms import ReasonForm
from theodolite.web.surveys.finding import survey_of
from theodolite.web.surveys.quality_filter import FilterForm
from theodolite.web.surveys.steps import Place, place_in
from theodolite.web.surveys.wording import RULE_WORDS, what_is_done
from theodolite.web.table_files import csv_of

AT_ONCE = 50
COLUMNS = ("Respondent", "Row of the file", "Question", "What", "Weight", "Detail")
_COLOURS = {"error": "red", "warning": "orange", "note": "grey"}


@dataclass(frozen=True, slots=True)
class Quality:
    """Counts by rule, the findings that were asked for, and what was noted while reading."""

    place: Place
    respondents: int
    counts: Table
    notes: tuple[str, ...]
    filters: FilterForm
    found: Table
    number: int
    pages: Pages
    form: ReasonForm


@for_roles("analyst")
def quality(request: Signed, key: str) -> HttpResponse:
    """Every finding with what will be done about it; posted with a reason, the same as a table."""
    survey = survey_of(request, key)
    doubts = doubts_of(survey)
    filters = FilterForm.over(request.GET, questionnaire_of(survey))
    findings = filters.chosen(doubts.report.findings)
    reason = ReasonForm(request.POST or None)
    if reason.is_valid():
        return _taken_out(request, survey, findings, reason.cleaned_data["why"])
    told = _page(request, survey, doubts, filters, findings, reason)
    return render(request, "surveys/quality.html", {"page": told})


def _taken_out(
    request: Signed, survey: Survey, findings: tuple[QualityFinding, ...], why: str
) -> HttpResponse:
    lines = [_plain(one) for one in findings]
    content = csv_of(COLUMNS, lines)
    what = f"Quality findings of {survey.title}"[:200]
    taken = Taken(what, content, len(lines), chosen=request.GET.urlencode())
    log_export(taken, by=request.user.key, why=why, at=timezone.now())
    return download(content, "quality-findings.csv", "text/csv; charset=utf-8")


def _page(
    request: HttpRequest,
    survey: Survey,
    doubts: Doubts,
    filters: FilterForm,
    findings: tuple[QualityFinding, ...],
    reason: ReasonForm,
) -> Quality:
    shown = Paginator(findings, AT_ONCE)
    page = shown.get_page(request.GET.get("page"))
    lines = tuple(tuple(map(_cell, _plain(one))) for one in page.object_list)
    return Quality(
        place=place_in(survey, "surveys:quality"),
        respondents=doubts.respondents,
        counts=_counts(doubts),
        notes=doubts.notes,
        filters=filters,
        found=Table("Findings, by kind and then by row", COLUMNS, lines),
        number=len(findings),
        pages=pages_of(request, page),
        form=reason,
    )


def _plain(one: QualityFinding) -> tuple[str | int, ...]:
    """One finding, as the page and the file both tell it."""
    return (one.respondent, one.row, one.question, RULE_WORDS[one.rule], one.severity, one.detail)


def _cell(value: str | int) -> Cell:
    if isinstance(value, int):
        return Cell(str(value), is_number=True)
    return Cell(value, tag_colour=_COLOURS.get(value, ""))


def _counts(doubts: Doubts) -> Table:
    lines = tuple(
        (
            Cell(RULE_WORDS[rule], href=f"?{urlencode({'rule': rule})}#findings" if count else ""),
            Cell(f"{count:,}", is_number=True),
            what_is_done(rule, doubts.checks),
        )
        for rule, count in doubts.report.counts.items()
    )
    columns = ("What was found", "How often", "What is done about it")
    return Table("Findings, counted", columns, lines, numbers=("How often",))
