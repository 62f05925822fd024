"""The history: what was done by whom, and whether anybody tampered with it."""

import json
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from theodolite.store.history import Verified, verify
from theodolite.store.models import Account, Entry
from theodolite.web.administration.deeds import deed_of, kinds_called
from theodolite.web.administration.forms import HistoryForm
from theodolite.web.administration.subjects import doers_of, keys_of, subjects_of
from theodolite.web.exporting import exported
from theodolite.web.look.parts import Pages, Table, pages_of
from theodolite.web.permissions import Signed, for_roles

PAGE = 50

_TOLD = ("account", "group", "invitation", "member", "sessions", "left")
"""Kinds whose detail is shown, by their first word; what others hold is for their own pages."""


@dataclass(frozen=True, slots=True)
class History:
    """One page of the history."""

    form: HistoryForm
    number: int
    table: Table
    pages: Pages


@for_roles("administrator")
def history(request: Signed) -> HttpResponse:
    """Find lines of the history, newest first."""
    form = HistoryForm(request.GET)
    form.is_valid()
    found = _chosen(form.cleaned_data, request.user)
    shown = Paginator(found.order_by("-number"), PAGE).get_page(request.GET.get("page"))
    table = _table(list(shown), request.user)
    if (file := exported(request, "history", table)) is not None:
        return file
    page = History(form, shown.paginator.count, table, pages_of(request, shown))
    return render(request, "administration/history.html", {"page": page})


@for_roles("administrator")
@require_POST
def verify_history(request: Signed) -> HttpResponse:
    """Follow the chain of the history from its first line to its last."""
    found = verify()
    if found.broken_at is None:
        messages.success(request, _whole(found))
    else:
        messages.error(
            request,
            f"The history does not fit from line {found.broken_at} on: somebody changed or removed"
            " a line past this program. Compare with a backup, and tell whoever answers for data.",
        )
    return redirect("administration:history")


def _whole(found: Verified) -> str:
    erased = f", {found.erased} of them with their detail erased by right" if found.erased else ""
    return f"The history is whole: {found.entries} lines{erased}, each fitting the one before."


def _chosen(asked: dict[str, str], viewer: Account) -> QuerySet[Entry]:
    entries: QuerySet[Entry] = Entry.objects.visible_to(viewer)
    if kind := asked.get("kind"):
        called = Q(kind__icontains=kind) | Q(kind__in=kinds_called(kind))
        entries = entries.filter(called)
    if asked.get("person"):
        entries = entries.filter(by__in=keys_of(asked["person"], viewer))
    if asked.get("subject"):
        entries = entries.filter(subject__in=keys_of(asked["subject"], viewer))
    return entries


def _table(entries: list[Entry], viewer: Account) -> Table:
    subjects = subjects_of(entries, viewer)
    doers = doers_of(entry.by for entry in entries)
    rows = tuple(
        (
            str(entry.number),
            f"{localtime(entry.at):%-d %B %Y, %H:%M}",
            deed_of(entry),
            subjects[entry.subject],
            doers[entry.by],
            _detail(entry),
        )
        for entry in entries
    )
    return Table("History", ("Line", "When", "What was done", "About", "By", "Detail"), rows)


def _detail(entry: Entry) -> str:
    if entry.detail is None:
        return "erased"
    if not entry.kind.startswith(_TOLD):
        return ""
    told: dict[str, object] = json.loads(entry.detail)
    return "; ".join(f"{name}: {_plain(value)}" for name, value in told.items())


def _plain(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
