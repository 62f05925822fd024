"""What rises, the radar, and what is missing or closes: as the last placing found it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.evidence.days import day_in_words
from theodolite.horizon.radar import Edition, difference, read_radar
from theodolite.horizon.radar.edition import Spot
from theodolite.horizon.radar.kept_editions import keep_edition, last_kept
from theodolite.store.findings import (
    Closing,
    Found,
    GapsTold,
    GapTold,
    RadarTold,
    Rise,
    TrendsTold,
    newest,
)
from theodolite.store.models import Account, ListedItem
from theodolite.web.horizon.figures import figures_named
from theodolite.web.horizon.showing import Link, item_address, links_to, topic_address
from theodolite.web.look.parts import Figure
from theodolite.web.permissions import Signed, for_roles, signed_in

MOST_BEHIND = 6
"""How many of the items behind a claim are named."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that rises or fades, and items behind it that the viewer may see."""

    sentence: str
    behind: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TrendsPage:
    """What rises, fades and joins topics up; how sure; and the courses of topics."""

    told: Found[TrendsTold] | None
    rising: tuple[Claim, ...]
    fading: tuple[Claim, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Blip:
    """One blip of the radar with what is behind it and where it was before."""

    number: int
    name: str
    place: str
    sentence: str
    before: str
    movement: str
    behind: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """Blips that did one thing since the last edition."""

    what: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RadarPage:
    """Today's draft of the radar, its blips as a list, and what changed since the last edition."""

    edition: Edition | None
    figure: Figure | None
    blips: tuple[Blip, ...]
    changes: tuple[Change, ...]
    compared_with: str
    may_keep: bool


@dataclass(frozen=True, slots=True)
class GapLine:
    """A topic that is asked for, with what is behind that."""

    gap: GapTold
    href: str
    behind: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """Something that closes, with its page where the viewer may see it."""

    closing: Closing
    href: str


@dataclass(frozen=True, slots=True)
class GapsPage:
    """Topics without guidance of ours, and deadlines: those to come, and those just over."""

    told: Found[GapsTold] | None
    gaps: tuple[GapLine, ...]
    open: tuple[ClosingLine, ...]
    over: tuple[ClosingLine, ...]


@signed_in
def trends(request: Signed) -> HttpResponse:
    """What rises, what fades, what joins topics up, and how far that can be believed."""
    told = newest("trends", TrendsTold, request.user)
    if told is None:
        return render(request, "horizon/trends.html", {"page": TrendsPage(None, (), (), ())})
    drawn = figures_named([one.code for one in told.said.figures], request.user)
    page = TrendsPage(
        told,
        _claims(told.said.rising, request.user),
        _claims(told.said.fading, request.user),
        tuple(drawn[one.code] for one in told.said.figures if one.code in drawn),
    )
    return render(request, "horizon/trends.html", {"page": page})


@signed_in
def radar(request: Signed) -> HttpResponse:
    """The radar of now, beside the last edition that was kept."""
    told = newest("radar", RadarTold, request.user)
    if told is None:
        page = RadarPage(None, None, (), (), "", may_keep=False)
        return render(request, "horizon/radar.html", {"page": page})
    edition = read_radar(told.said.edition.encode(), name="radar", on=told.at.date())
    before = last_kept(settings.FOLDER, before=edition.on)
    changes = difference(edition, before) if before else None
    page = RadarPage(
        edition,
        figures_named([told.said.figure], request.user).get(told.said.figure),
        _blips(edition, request.user),
        _changes(changes) if changes else (),
        before.title + f" ({before.on:%-d %B %Y})" if before else "",
        request.user.has_role("curator"),
    )
    return render(request, "horizon/radar.html", {"page": page})


@require_POST
@for_roles("curator")
def keep_radar(request: Signed) -> HttpResponse:
    """Keep this edition, for later ones to be compared with."""
    told = newest("radar", RadarTold, request.user)
    if told is not None:
        edition = read_radar(told.said.edition.encode(), name="radar", on=told.at.date())
        keep_edition(edition, settings.FOLDER)
        messages.success(request, f"The edition of {edition.on:%-d %B %Y} is kept.")
    return redirect("horizon:radar")


@signed_in
def gaps(request: Signed) -> HttpResponse:
    """Topics that are asked for and that we say nothing on, and what closes when."""
    told = newest("gaps", GapsTold, request.user)
    if told is None:
        return render(request, "horizon/gaps.html", {"page": GapsPage(None, (), (), ())})
    said, today = told.said, timezone.localdate()
    lines = _closing_lines(said.closing, request.user)
    page = GapsPage(
        told,
        tuple(
            GapLine(one, topic_address(one.topic), _behind(one.items, request.user))
            for one in said.gaps
        ),
        tuple(line for line in lines if line.closing.closes >= today),
        tuple(line for line in lines if line.closing.closes < today),
    )
    return render(request, "horizon/gaps.html", {"page": page})


def _claims(rises: Iterable[Rise], viewer: Account) -> tuple[Claim, ...]:
    return tuple(Claim(one.sentence, _behind(one.items, viewer)) for one in rises)


def _behind(identities: Iterable[str], viewer: Account) -> tuple[Link, ...]:
    named = tuple(identities)[:MOST_BEHIND]
    seen = ListedItem.objects.visible_to(viewer).named(named)
    return links_to(named, seen)


def _closing_lines(found: Iterable[Closing], viewer: Account) -> tuple[ClosingLine, ...]:
    listed = tuple(found)
    names = [one.identity for one in listed]
    seen = set(
        ListedItem.objects.visible_to(viewer)
        .filter(identity__in=names)
        .values_list("identity", flat=True)
    )
    return tuple(
        ClosingLine(one, item_address(one.identity) if one.identity in seen else "")
        for one in listed
    )


_MOVED = {"new": "New", "in": "Moved in", "out": "Moved out", "unmoved": ""}


def _blips(edition: Edition, viewer: Account) -> tuple[Blip, ...]:
    ordered = edition.in_order()
    return tuple(_blip(number, spot, viewer) for number, spot in enumerate(ordered, start=1))


def _blip(number: int, spot: Spot, viewer: Account) -> Blip:
    years = "" if spot.years is None else f", about {spot.years:g} years away"
    before = "; ".join(
        f"{one.ring} in {one.edition} ({day_in_words(one.on)})" for one in spot.history
    )
    return Blip(
        number,
        spot.name,
        f"{spot.sector}, {spot.ring}{years}",
        spot.sentence or spot.description,
        before,
        _MOVED[spot.movement],
        _behind(spot.items, viewer),
    )


def _changes(found: object) -> tuple[Change, ...]:
    words = {
        "new": "New",
        "moved_in": "Moved in",
        "moved_out": "Moved out",
        "gone": "No longer on it",
    }
    told = (Change(said, tuple(getattr(found, name))) for name, said in words.items())
    return tuple(one for one in told if one.names)
