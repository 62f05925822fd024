"""Watch-lists: searches under a name, alone or with a group, and what of them is new."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.store import watching
from theodolite.store.consents import WATCHED, consent_of, set_consent
from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.finding import find
from theodolite.store.models import Account, Group, WatchList
from theodolite.web.horizon.searching import (
    AT_ONCE,
    COLUMNS,
    SearchForm,
    Shown,
    files_of,
    page_asked,
    pages_around,
    rows_of,
    shown,
    told,
)
from theodolite.web.look.parts import Changed, Pages, changed_between
from theodolite.web.permissions import Signed, signed_in
from theodolite.web.sightings.topics import topic_names
from theodolite.web.table_files import file_of, format_asked


@dataclass(frozen=True, slots=True)
class ListLine:
    """A watch-list: what it watches, whose it is, and how much is new to whoever looks."""

    name: str
    href: str
    watches: str
    whose: str
    new: str


@dataclass(frozen=True, slots=True)
class Lists:
    """All watch-lists that one may see."""

    lines: tuple[ListLine, ...]


@dataclass(frozen=True, slots=True)
class OneList:
    """A watch-list with what fits, and how much of it came since the last visit."""

    name: str
    key: str
    watches: str
    whose: str
    new: str
    is_mine: bool
    lines: tuple[Shown, ...]
    told: str
    pages: Pages
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChangedList:
    """The form of a list that is there, or both versions where it was changed meanwhile."""

    name: str
    href: str
    form: "ChangeWatchForm | None"
    changed: Changed | None = None


@dataclass(frozen=True, slots=True)
class NewList:
    """The form of a new watch-list."""

    form: "WatchForm"


class WatchForm(SearchForm):
    """A search, a name for it, and whom to share it with."""

    name = forms.CharField(
        label="Name of the list",
        max_length=120,
        error_messages={"required": "Give the list a name to find it again"},
    )
    group = forms.ModelChoiceField(
        Group.objects.none(), label="Share it with", required=False, empty_label="Nobody"
    )
    by_mail = forms.ChoiceField(
        label="Shall we write to you of what is new on all that you watch?",
        help_text="You can change this under Digests, and end it by a link in each letter.",
        choices=[("yes", "Once a week, if there is anything"), ("no", "Not at all")],
        widget=forms.RadioSelect,
        error_messages={"required": "Say whether we shall write to you"},
    )
    field_order = ("name", "words", "topic", "kind", "source", "group", "by_mail")

    def __init__(self, *given: Any, viewer: Account, **named: Any) -> None:
        """Groups are those one belongs to; decisions and days are not watched."""
        super().__init__(*given, sees_all=False, **named)
        del self.fields["since"], self.fields["until"]
        # Nothing is chosen for whoever was never asked: a box ticked beforehand is no leave.
        if viewer.consents.filter(purpose=WATCHED).exists():
            agreed = consent_of(viewer, WATCHED, timezone.now()) is not None
            self.fields["by_mail"].initial = "yes" if agreed else "no"
        mine: QuerySet[Group] = Group.objects.filter(memberships__account=viewer)
        group: Any = self.fields["group"]
        group.queryset = mine.order_by("name")

    def clean(self) -> dict[str, Any]:
        """A list watches something."""
        said = super().clean() or {}
        if not any(said.get(name) for name in ("words", "topic", "kind", "source")):
            raise forms.ValidationError("Say what to watch: words, a topic, a kind or a source")
        return said


class ChangeWatchForm(WatchForm):
    """What a list is called, looks for and is shared with, as of the version that was opened."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *given: Any, viewer: Account, **named: Any) -> None:
        """Whether to be written to is asked once, when a list is made."""
        super().__init__(*given, viewer=viewer, **named)
        del self.fields["by_mail"]

    def onto(self, kept: WatchList) -> WatchList:
        """The list with what was sent, not saved yet."""
        for name in CHANGEABLE:
            setattr(kept, name, self.cleaned_data[name])
        return kept


CHANGEABLE = ("name", "words", "topic", "kind", "source", "group")
"""What can be changed of a list."""


@signed_in
def watch_lists(request: Signed) -> HttpResponse:
    """What I and my groups watch, and what of it is new."""
    rows = WatchList.objects.visible_to(request.user).select_related("owner", "group")
    lines = tuple(_line(one, request.user) for one in rows.order_by("name", "pk"))
    return render(request, "horizon/watch_lists.html", {"page": Lists(lines)})


@signed_in
def new_watch_list(request: Signed) -> HttpResponse:
    """Watch a search from now on."""
    if request.method != "POST":
        form = WatchForm(initial=request.GET.dict(), viewer=request.user)
        return render(request, "horizon/new_watch_list.html", {"page": NewList(form)})
    form = WatchForm(request.POST, viewer=request.user)
    if not form.is_valid():
        page = NewList(form)
        return render(request, "horizon/new_watch_list.html", {"page": page}, status=422)
    now, agrees = timezone.now(), form.cleaned_data.pop("by_mail") == "yes"
    kept = watching.save(WatchList(**form.cleaned_data), request.user, at=now)
    set_consent(request.user, WATCHED, agrees=agrees, at=now)
    messages.success(request, f"“{kept.name}” is watched from now on.")
    return redirect("horizon:watch_list", kept.key)


@signed_in
def watch_list(request: Signed, key: str) -> HttpResponse:
    """What a watch-list holds; looking at it makes all of it known."""
    kept = get_object_or_404(WatchList.objects.visible_to(request.user), key=key)
    number = page_asked(request)
    query = watching.query_of(kept)
    found = find(query, request.user, start=(number - 1) * AT_ONCE, count=AT_ONCE)
    kind = format_asked(request.GET.get("format"))
    if kind is not None:
        return file_of("watch-list", kind, COLUMNS, rows_of(found.lines))
    now = timezone.now()
    line = _line(kept, request.user, during=now)
    page = OneList(
        line.name, kept.key, line.watches, line.whose, line.new,
        kept.owner_id == request.user.pk,
        tuple(shown(one) for one in found.lines),
        told(found.total, is_cut=found.is_cut),
        pages_around(request, number, found.total),
        files_of(request),
    )  # fmt: skip
    watching.note_visit(kept, request.user, at=now)
    return render(request, "horizon/watch_list.html", {"page": page})


@signed_in
def change_watch_list(request: Signed, key: str) -> HttpResponse:
    """Change what one's own watch-list is called, looks for and is shared with."""
    kept = _mine(request, key)
    if request.method != "POST":
        now = {name: getattr(kept, name) for name in CHANGEABLE} | {"seen_version": kept.version}
        return _changing(request, kept, ChangeWatchForm(initial=now, viewer=request.user))
    form = ChangeWatchForm(request.POST, viewer=request.user)
    if not form.is_valid():
        return _changing(request, kept, form, status=422)
    seen = form.cleaned_data["seen_version"]
    try:
        watching.change(form.onto(kept), request.user, seen_version=seen, at=timezone.now())
    except ChangedMeanwhile as found:
        return _changing(request, kept, None, found, status=409)
    messages.success(request, f"“{kept.name}” is watched as you said from now on.")
    return redirect("horizon:watch_list", kept.key)


def _changing(
    request: Signed,
    kept: WatchList,
    form: ChangeWatchForm | None,
    found: ChangedMeanwhile | None = None,
    status: int = 200,
) -> HttpResponse:
    href = reverse("horizon:watch_list", args=[kept.key])
    changed = changed_between(found, request, href=href, names=CHANGEABLE) if found else None
    page = ChangedList(str(found.theirs if found else kept), href, form, changed)
    return render(request, "horizon/change_watch_list.html", {"page": page}, status=status)


def _mine(request: Signed, key: str) -> WatchList:
    mine = WatchList.objects.visible_to(request.user).filter(owner=request.user)
    kept: WatchList = get_object_or_404(mine, key=key)
    return kept


@require_POST
@signed_in
def remove_watch_list(request: Signed, key: str) -> HttpResponse:
    """Take one's own watch-list away."""
    kept = _mine(request, key)
    watching.take_away(kept, request.user, at=timezone.now())
    messages.success(request, f"“{kept.name}” is watched no more.")
    return redirect("horizon:watch_lists")


def _line(kept: WatchList, viewer: Account, *, during: datetime | None = None) -> ListLine:
    seen = watching.last_visit(kept, viewer, during=during)
    new = watching.new_since(kept, viewer, seen)
    shared = f", shared with {kept.group}" if kept.group else ""
    owner = "Yours" if kept.owner_id == viewer.pk else f"Of {kept.owner}"
    return ListLine(
        kept.name,
        reverse("horizon:watch_list", args=[kept.key]),
        _watches(kept),
        f"{owner}{shared}",
        _new(new, is_first=seen is None),
    )


def _watches(kept: WatchList) -> str:
    """What is looked for, in words."""
    topic = topic_names().get(kept.topic, kept.topic)
    said = (kept.words and f"“{kept.words}”", topic, kept.kind, kept.source)
    return ", ".join(one for one in said if one)


def _new(number: int, *, is_first: bool) -> str:
    """How much is new, in words.

    >>> _new(0, is_first=False), _new(100, is_first=False), _new(3, is_first=True)
    ('Nothing new', '100 or more new', '3 here, none seen yet')
    """
    if is_first:
        return f"{number}{' or more' if number >= 100 else ''} here, none seen yet"
    if not number:
        return "Nothing new"
    return f"{number}{' or more' if number >= 100 else ''} new"
