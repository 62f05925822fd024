"""Released reports and their tables, as printed; what was not released is not there."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Path, Router

from theodolite.store.exports import Taken, log_export
from theodolite.store.models import Release
from theodolite.store.surveys.releases import release_folder
from theodolite.store.surveys.reports import page_in
from theodolite.web.api.gate import BearerToken, account_of
from theodolite.web.api.shapes import (
    Number,
    ReportRow,
    ReportShape,
    ReportTable,
    WholeReport,
)

router = Router(tags=["Surveys"], auth=BearerToken("read:surveys"))

Printed = Mapping[str, Any]


@router.get("reports", response=list[ReportShape])
def list_reports(request: HttpRequest) -> list[ReportShape]:
    """List the reports that were let out to the token's owner, the newest first."""
    found = Release.objects.visible_to(account_of(request)).let_out().order_by("-number")
    return [_shape(one) for one in found.select_related("report")]


@router.get("reports/{number}", response=WholeReport)
def one_report(request: HttpRequest, number: Path[Number]) -> WholeReport:
    """One report with its tables. That they were read is written down, as of every export."""
    account = account_of(request)
    seen = Release.objects.visible_to(account).let_out().select_related("report")
    release = seen.filter(number=number).first()
    if release is None:
        raise Http404(f"There is no released report {number}, or not for this token.")
    is_out = release.state == Release.State.PUBLISHED
    tables = list(tables_of(page_in(release_folder(release)))) if is_out else []
    whole = WholeReport(**_shape(release).dict(), tables=tables)
    if is_out:
        log_export(_taken(release, whole), by=account.key, why="API", at=timezone.now())
    return whole


def tables_of(page: Printed) -> Iterator[ReportTable]:
    """Every table of a report as its page holds it, those under figures included."""
    for chapter in page["chapters"]:
        for block in chapter["blocks"]:
            if block["type"] == "printedtable":
                yield _table(block)
            for table in block.get("tables", ()):
                yield _table(table)


def _table(printed: Printed) -> ReportTable:
    return ReportTable(
        name=printed["name"],
        title=printed["title"],
        columns=printed["columns"],
        width=printed["width"],
        rows=[
            ReportRow(
                group=body["label"],
                label=line["label"],
                parts=body["parts"],
                span=body["span"],
                cells=line["cells"],
            )
            for body in printed["bodies"]
            for line in body["lines"]
        ],
        notes=printed["notes"],
    )


def _taken(release: Release, whole: WholeReport) -> Taken:
    content = json.dumps(whole.dict(), default=str).encode()
    rows = sum(len(table.rows) for table in whole.tables)
    return Taken(f"{release}, tables", content, rows, profile=release.report.profile)


def _shape(release: Release) -> ReportShape:
    assert release.number, "only what has a number was let out"
    return ReportShape(
        number=release.number,
        title=release.report.title,
        audience=release.audience,
        state=release.state,
        published_at=release.decided_at,
        withdrawn_because=release.withdrawn_because,
        profile=release.report.profile,
    )
