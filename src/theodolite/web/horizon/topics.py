"""The framework's topics: how much there is of each, how it goes, and its items."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render

from theodolite.evidence.framework import Topic
from theodolite.store.finding import Query, find
from theodolite.store.findings import Found, TopicCount, TopicsTold, TrendsTold, newest
from theodolite.web.horizon.figures import figures_named
from theodolite.web.horizon.searching import (
    AT_ONCE,
    COLUMNS,
    Shown,
    files_of,
    page_asked,
    pages_around,
    rows_of,
    shown,
    told,
)
from theodolite.web.horizon.showing import topic_address
from theodolite.web.look.parts import Figure, Pages
from theodolite.web.permissions import Signed, signed_in
from theodolite.web.sightings.topics import topics_of_society
from theodolite.web.table_files import file_of, format_asked


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic with its counts and whether it rises or fades."""

    topic: Topic
    href: str
    count: TopicCount
    goes: str
    colour: str


@dataclass(frozen=True, slots=True)
class Topics:
    """All topics of the framework."""

    lines: tuple[TopicLine, ...]
    told: Found[TopicsTold] | None


@dataclass(frozen=True, slots=True)
class OneTopic:
    """One topic: what it is about, its course, what is said of it, and its newest items."""

    topic: Topic
    figure: Figure | None
    sentences: tuple[str, ...]
    lines: tuple[Shown, ...]
    told: str
    pages: Pages
    files: tuple[tuple[str, str], ...]


@signed_in
def topics(request: Signed) -> HttpResponse:
    """The framework, with how much there is of each topic."""
    counted = newest("topics", TopicsTold, request.user)
    trends = newest("trends", TrendsTold, request.user)
    counts = {one.code: one for one in counted.said.counts} if counted else {}
    goes = _directions(trends)
    lines = tuple(
        TopicLine(
            topic,
            topic_address(topic.code),
            counts.get(topic.code, TopicCount(topic.code, 0, 0, 0)),
            *goes.get(topic.code, ("Steady", "grey")),
        )
        for topic in topics_of_society()
    )
    return render(request, "horizon/topics.html", {"page": Topics(lines, counted)})


@signed_in
def topic(request: Signed) -> HttpResponse:
    """One topic and its items, newest first."""
    about = _topic_asked(request)
    number = page_asked(request)
    found = find(Query(topic=about.code), request.user, start=(number - 1) * AT_ONCE, count=AT_ONCE)
    kind = format_asked(request.GET.get("format"))
    if kind is not None:
        return file_of(f"topic-{about.code}", kind, COLUMNS, rows_of(found.lines))
    trends = newest("trends", TrendsTold, request.user)
    code, sentences = _course(trends, about.code)
    page = OneTopic(
        about,
        figures_named([code], request.user).get(code),
        sentences,
        tuple(shown(line) for line in found.lines),
        told(found.total, is_cut=found.is_cut),
        pages_around(request, number, found.total),
        files_of(request),
    )
    return render(request, "horizon/topic.html", {"page": page})


def _topic_asked(request: Signed) -> Topic:
    asked = request.GET.get("of", "")
    for one in topics_of_society():
        if one.code == asked:
            return one
    raise Http404(f"There is no topic {asked!r}.")


def _directions(trends: Found[TrendsTold] | None) -> Mapping[str, tuple[str, str]]:
    if trends is None:
        return {}
    fading = {one.code: ("Fading", "orange") for one in trends.said.fading if one.code}
    return fading | {one.code: ("Rising", "green") for one in trends.said.rising if one.code}


def _course(trends: Found[TrendsTold] | None, topic: str) -> tuple[str, tuple[str, ...]]:
    """The code of a topic's figure, and what is said of it."""
    if trends is None:
        return "", ()
    code = next((one.code for one in trends.said.figures if one.topic == topic), "")
    alerts = (*trends.said.rising, *trends.said.fading)
    return code, tuple(one.sentence for one in alerts if one.code == topic)
