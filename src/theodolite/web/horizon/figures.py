"""Figures as files: drawn by a job, served with their digest so that nobody fetches one twice."""

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.urls import reverse

from theodolite.store.models import Account, Drawing
from theodolite.web.look.parts import Figure, Table
from theodolite.web.permissions import Signed, signed_in

AGE = 365 * 24 * 3600
"""For how many seconds a figure may be kept; its address changes with its content."""


@signed_in
def figure(request: Signed, code: str, digest: str) -> HttpResponse:
    """A figure as SVG, under an address that tells its content."""
    drawing = get_object_or_404(Drawing.objects.visible_to(request.user), code=code)
    tag = f'"{drawing.digest}"'
    if request.headers.get("If-None-Match") == tag:
        return _kept(HttpResponseNotModified(), tag)
    answer = HttpResponse(drawing.svg, content_type="image/svg+xml; charset=utf-8")
    return _kept(answer, tag, is_named=digest == drawing.digest[:16])


def _kept(answer: HttpResponse, tag: str, *, is_named: bool = True) -> HttpResponse:
    """With how long it may be kept: only by the reader, and for ever if the address tells all."""
    answer.headers["ETag"] = tag
    age = f"max-age={AGE}, immutable" if is_named else "no-cache"
    answer.headers["Cache-Control"] = f"private, {age}"
    return answer


def figures_named(codes: list[str], viewer: Account) -> dict[str, Figure]:
    """The figures of these codes that were drawn and may be seen, ready for a page."""
    rows = Drawing.objects.visible_to(viewer).filter(code__in=codes)
    return {row.code: _figure(row) for row in rows}


def _figure(row: Drawing) -> Figure:
    return Figure(
        title=row.title,
        alt=row.alt,
        picture=reverse("horizon:figure", args=[row.code, row.digest[:16]]),
        table=Table(
            row.table["caption"],
            tuple(row.table["columns"]),
            tuple(tuple(line) for line in row.table["rows"]),
        ),
    )
