"""Sources: how each is, what it was worth, and how it is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.horizon.health import Health, health
from theodolite.horizon.opml_list import list_in_opml, may_be_told
from theodolite.horizon.sources.adding import add_sources
from theodolite.horizon.sources.editing import change_source
from theodolite.horizon.sources.opml import sources_in
from theodolite.horizon.sources.source import Source
from theodolite.horizon.sources.sources_file import SOURCES_FILE
from theodolite.horizon.visits import SCAN, History, histories
from theodolite.horizon.watched import watched_sources
from theodolite.store.exports import Taken, log_export
from theodolite.store.findings import YieldTold, newest
from theodolite.store.history import write_down
from theodolite.store.models import Account, Job, ListedSource
from theodolite.store.queue import ask_for
from theodolite.store.workspace import open_workspace
from theodolite.web.horizon.kinds_of_sources import NAMES
from theodolite.web.horizon.seen import both_versions
from theodolite.web.horizon.showing import Link
from theodolite.web.horizon.source_forms import ChangeSourceForm, NewSourceForm, OpmlForm
from theodolite.web.jobs_shown.wording import name_of, state_of
from theodolite.web.look.parts import Fact
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.sightings.topics import topic_names

KIND = "source"
"""The kind of entry that says that a source was added, changed or asked out of turn."""

_JOBS = ("scan", "place", "rank", "recognise")
_COLOURS = {
    "well": "green",
    "paused": "grey",
    "not yet asked": "grey",
    "slow down": "yellow",
    "budget gone": "yellow",
}
_LAST_VISITS = 10


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source of the list: how it is and what it brought."""

    name: str
    href: str
    kind: str
    state: str
    colour: str
    said: str
    asked: datetime | None
    due: datetime
    items: int
    new: int
    accepted: str
    topics: str


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job about sources, and how far it is."""

    what: str
    state: str
    said: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources, those to look at first, how many the OPML leaves out, and the last jobs."""

    lines: tuple[SourceLine, ...]
    to_look_at: int
    left_out: int
    jobs: tuple[JobLine, ...]


@dataclass(frozen=True, slots=True)
class AddSource:
    """The forms by which sources are added."""

    form: NewSourceForm
    opml: OpmlForm


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit to a source."""

    at: datetime
    outcome: str
    new: int
    said: str


@dataclass(frozen=True, slots=True)
class OneSource:
    """One source with its last visits, and how it is asked."""

    line: SourceLine
    facts: tuple[Fact, ...]
    items: Link | None
    visits: tuple[VisitLine, ...]
    form: ChangeSourceForm
    is_paused: bool


@for_roles("curator")
def sources(request: Signed) -> HttpResponse:
    """Every source and how it is."""
    now, worth = timezone.now(), _worth(request.user)
    known = histories(open_workspace(settings.FOLDER).entries(SCAN), now=now)
    pairs = [(one, known.get(one.name, History())) for one in _listed()]
    lines = [_line(health(one, past, now=now), past, worth) for one, past in pairs]
    lines.sort(key=lambda line: (line.colour != "red", line.colour == "green", line.name))
    ailing = sum(line.colour == "red" for line in lines)
    left_out = sum(not may_be_told(one) for one, _ in pairs)
    page = Sources(tuple(lines), ailing, left_out, _jobs(request.user))
    return render(request, "horizon/sources.html", {"page": page})


@for_roles("curator")
def source(request: Signed) -> HttpResponse:
    """One source: what its visits brought, and how it is asked."""
    page = _page(request)
    return render(request, "horizon/source.html", {"page": page})


@require_POST
@for_roles("curator")
def change(request: Signed) -> HttpResponse:
    """Change how a source is asked: its topics, owner and rhythm, or pause it."""
    found, _ = _asked(request)
    form = ChangeSourceForm(request.POST, source=found.source)
    if not form.is_valid():
        page = _page(request, form)
        return render(request, "horizon/source.html", {"page": page}, status=422)
    if form.would_undo:
        name = found.source.name
        return both_versions(request, form, name=name, href=source_address(name))
    changed = change_source(_list(), found.source.name, form.changes(), seen=found.source)
    _note(request.user, changed.name, {"deed": "changed", "paused": changed.paused})
    messages.success(request, f"{changed.name} is asked as you said from now on.")
    return redirect(source_address(changed.name))


@require_POST
@for_roles("curator")
def ask_now(request: Signed) -> HttpResponse:
    """Have a source asked now, due or not; a job does it."""
    name = _asked(request)[0].source.name
    ask_for("scan", {"sources": [name]}, request.user.key)
    _note(request.user, name, {"deed": "asked now"})
    messages.success(request, f"{name} is asked as soon as a worker is free.")
    return redirect("horizon:sources")


@for_roles("curator")
def add_source(request: Signed) -> HttpResponse:
    """Watch an address; a job asks what it is."""
    if request.method != "POST":
        return _adding(request, NewSourceForm(), OpmlForm())
    form = NewSourceForm(request.POST)
    if not form.is_valid():
        return _adding(request, form, OpmlForm(), status=422)
    ask_for("recognise", form.cleaned_data, request.user.key)
    _note(request.user, form.cleaned_data["address"], {"deed": "added"})
    messages.success(request, "The address is looked at now, and added when it is recognised.")
    return redirect("horizon:sources")


@require_POST
@for_roles("curator")
def add_opml(request: Signed) -> HttpResponse:
    """Watch every feed of a list that a feed reader exported."""
    form = OpmlForm(request.POST, request.FILES)
    if not form.is_valid():
        return _adding(request, NewSourceForm(), form, status=422)
    sent = form.cleaned_data["list"]
    added = add_sources(_list(), sources_in(sent.read(), name=sent.name))
    _note(request.user, sent.name, {"deed": "added", "sources": [one.name for one in added]})
    messages.success(request, f"{len(added)} sources were added. The next scan asks them.")
    return redirect("horizon:sources")


@for_roles("curator")
def opml_file(request: Signed) -> HttpResponse:
    """The list as feed readers read it, once it is written down that it left."""
    told = list_in_opml(_listed())
    taken = Taken("sources.opml", told.content, told.named)
    log_export(taken, by=request.user.key, why="Downloaded from its page", at=timezone.now())
    headers = {"Content-Disposition": 'attachment; filename="sources.opml"'}
    return HttpResponse(told.content, content_type="text/x-opml; charset=utf-8", headers=headers)


def source_address(name: str) -> str:
    """The page of a source."""
    return f"{reverse('horizon:source')}?of={quote(name, safe='')}"


def _adding(
    request: Signed, form: NewSourceForm, opml: OpmlForm, status: int = 200
) -> HttpResponse:
    page = AddSource(form, opml)
    return render(request, "horizon/add_source.html", {"page": page}, status=status)


def _page(request: Signed, form: ChangeSourceForm | None = None) -> OneSource:
    found, history = _asked(request)
    worth = _worth(request.user)
    return OneSource(
        _line(found, history, worth),
        _facts(found, worth.get(found.source.name)),
        _items_of(found.source.name),
        tuple(
            VisitLine(one.at, one.outcome, one.new, one.said)
            for one in reversed(history.visits[-_LAST_VISITS:])
        ),
        form or ChangeSourceForm(source=found.source),
        found.source.paused,
    )


def _items_of(name: str) -> Link | None:
    """The search for what a source brought; nothing where it brought nothing yet."""
    if not ListedSource.objects.filter(name=name).exists():
        return None
    return Link(
        "Everything it brought", f"{reverse('horizon:search')}?source={quote(name, safe='')}"
    )


def _facts(found: Health, worth: YieldTold | None) -> tuple[Fact, ...]:
    names = topic_names()
    told = (
        ("Address", found.source.address),
        ("Kind", NAMES[found.source.kind]),
        ("Watched for", ", ".join(names.get(one, one) for one in found.source.topics)),
        ("Whom to tell", found.source.owner),
        ("Last read", _when(found.last_well)),
        ("Asked next", _when(found.due) if not found.source.paused else "Not while it is paused"),
        ("Held so far", f"{found.items:,} items, {found.new:,} of them new"),
        ("Kept of it", _kept(worth)),
    )
    return tuple(Fact(name, words) for name, words in told if words)


def _kept(worth: YieldTold | None) -> str:
    if worth is None:
        return ""
    ahead = f", usually {worth.lead_days:,.0f} days ahead" if worth.lead_days is not None else ""
    return (
        f"{worth.accepted:,} of {worth.items:,} items; first to bring {worth.first:,} of them,"
        f" alone with {worth.alone:,}{ahead}"
    )


def _when(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%-d %B %Y, %H:%M}" if moment else ""


def _list() -> Path:
    path: Path = settings.FOLDER / SOURCES_FILE
    return path


def _listed() -> tuple[Source, ...]:
    return tuple(watched_sources(settings.FOLDER)) if _list().exists() else ()


def _asked(request: Signed) -> tuple[Health, History]:
    """How the source is that was asked for, and its history; no other's is read."""
    name, now = request.POST.get("of") or request.GET.get("of", ""), timezone.now()
    for one in _listed():
        if one.name == name:
            entries = open_workspace(settings.FOLDER).entries(SCAN, about=name)
            history = histories(entries, now=now).get(name, History())
            return health(one, history, now=now), history
    raise Http404(f"There is no source {name!r}.")


def _worth(viewer: Account) -> dict[str, YieldTold]:
    found = newest("yields", tuple[YieldTold, ...], viewer)
    return {one.source: one for one in found.said} if found else {}


def _line(found: Health, history: History, worth: dict[str, YieldTold]) -> SourceLine:
    names, mine = topic_names(), worth.get(found.source.name)
    return SourceLine(
        found.source.name,
        source_address(found.source.name),
        NAMES[found.source.kind],
        found.state.capitalize(),
        _COLOURS.get(found.state, "red"),
        found.said,
        history.visits[-1].at if history.visits else None,
        found.due,
        found.items,
        found.new,
        f"{mine.accepted:,} of {mine.items:,}" if mine else "",
        ", ".join(names.get(one, one) for one in found.source.topics),
    )


def _jobs(viewer: Account) -> tuple[JobLine, ...]:
    rows: Iterable[Job] = Job.objects.visible_to(viewer).filter(kind__in=_JOBS).order_by("-pk")[:5]
    return tuple(
        JobLine(name_of(one), state_of(one).words, one.error or one.said, one.asked_at)
        for one in rows
    )


def _note(by: Account, name: str, detail: dict[str, object]) -> None:
    with transaction.atomic():
        write_down(KIND, name, by.key, detail, at=timezone.now())
