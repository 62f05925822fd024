"""Published reports, as their readers find them: a list, each at an address that stays."""

from dataclasses import dataclass
from pathlib import Path

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from theodolite.store.models import Release
from theodolite.store.surveys.releases import release_folder
from theodolite.store.surveys.reports import page_in
from theodolite.web.look.parts import Cell, Crumb, Fact, Pages, Table, pages_of
from theodolite.web.permissions import everyone
from theodolite.web.surveys import files
from theodolite.web.surveys.facts import day_words
from theodolite.web.surveys.report_body import ReportBody, body_of, trail_of

AT_ONCE = 50
ANYONE = "anyone"
"""Who downloads without signing in, in the log of exports."""

_COLOURS = {
    Release.State.WAITING: "yellow",
    Release.State.REFUSED: "red",
    Release.State.PUBLISHED: "green",
    Release.State.WITHDRAWN: "grey",
}


@dataclass(frozen=True, slots=True)
class Published:
    """What was let out to whoever looks; the office also sees what waits."""

    table: Table
    number: int
    pages: Pages


@dataclass(frozen=True, slots=True)
class Released:
    """One published report, or the note in its place."""

    crumbs: tuple[Crumb, ...]
    title: str
    number: int
    published: str
    withdrawn: str
    because: str
    body: ReportBody | None
    downloads: tuple[Fact, ...]


@everyone
def published(request: HttpRequest) -> HttpResponse:
    """Every report that one may read, the newest first."""
    shown = Paginator(_seen_by(request).order_by("-asked_at", "-pk"), AT_ONCE)
    page = shown.get_page(request.GET.get("page"))
    table = Table(
        "Published reports, the newest first",
        ("Report", "Number", "Published", "For", "State"),
        tuple(_line(release) for release in page.object_list),
    )
    told = Published(table, shown.count, pages_of(request, page))
    return render(request, "releases/list.html", {"page": told})


@everyone
def release(request: HttpRequest, number: int) -> HttpResponse:
    """The report itself, or why it was withdrawn."""
    found = _release_of(request, number)
    return render(request, "releases/release.html", {"page": _released(found)})


@everyone
def release_figure(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A figure of a published report."""
    return files.figure(release_folder(_standing(request, number)), name)


@everyone
def release_file(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A document of a published report, handed over and logged."""
    found = _standing(request, number)
    by = request.user.key if request.user.is_authenticated else ANYONE
    folder, profile = release_folder(found), found.report.profile
    return files.hand_over(files.Handed(folder, name, str(found), profile, by))


def _seen_by(request: HttpRequest) -> QuerySet[Release]:
    """What whoever looks may see, signed in or not."""
    seen: QuerySet[Release] = (
        Release.objects.visible_to(request.user)
        if request.user.is_authenticated
        else Release.objects.visible_to_all()
    )
    return seen.select_related("report__survey", "report__plan", "report__questionnaire")


def _release_of(request: HttpRequest, number: int) -> Release:
    return get_object_or_404(_seen_by(request), number=number)


def _standing(request: HttpRequest, number: int) -> Release:
    """A release that is still out: of a withdrawn one only the note is there."""
    return get_object_or_404(_seen_by(request), number=number, state=Release.State.PUBLISHED)


def _released(found: Release) -> Released:
    is_out = found.state == Release.State.PUBLISHED
    folder = release_folder(found)
    downloads = tuple(
        Fact(files.WORDS[name], name, href=reverse("releases:file", args=[found.number, name]))
        for name in (files.offered(folder) if is_out else ())
    )
    return Released(
        crumbs=(Crumb("Published reports", reverse("releases:list")),),
        title=found.report.title,
        number=found.number or 0,
        published=day_words(found.decided_at) if found.decided_at else "",
        withdrawn=day_words(found.withdrawn_at) if found.withdrawn_at else "",
        because=found.withdrawn_because,
        body=_body(found, folder) if is_out else None,
        downloads=downloads,
    )


def _body(found: Release, folder: Path) -> ReportBody:
    return body_of(
        page_in(folder),
        trail_of(found.report),
        lambda name: reverse("releases:figure", args=[found.number, name]),
    )


def _line(release: Release) -> tuple[str | Cell, ...]:
    address = (
        reverse("releases:release", args=[release.number])
        if release.number
        else reverse("releases:waiting", args=[release.pk])
    )
    return (
        Cell(release.report.title, href=address),
        str(release.number or ""),
        day_words(release.decided_at) if release.number and release.decided_at else "",
        release.get_audience_display(),
        Cell(release.get_state_display(), tag_colour=_COLOURS[Release.State(release.state)]),
    )
