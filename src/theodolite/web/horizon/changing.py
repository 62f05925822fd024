"""What a curator changes about an item: where it belongs, and what it is to others."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.horizon.archive import Entry
from theodolite.horizon.duplicates.decisions import KIND as MERGE
from theodolite.horizon.duplicates.decisions import LINK, decided, joined, kept_apart, undone
from theodolite.store.models import ListedItem
from theodolite.store.relisting import correct, entries_about, say
from theodolite.store.workspace import open_workspace
from theodolite.web.horizon.correcting import APART, SAME, CorrectionForm, LinkForm
from theodolite.web.horizon.items import page_of, row_by_number
from theodolite.web.horizon.seen import both_versions
from theodolite.web.horizon.showing import item_address
from theodolite.web.permissions import Signed, for_roles


@require_POST
@for_roles("curator")
def correct_place(request: Signed) -> HttpResponse:
    """Say where an item belongs; others are placed better by it from the next placing on."""
    row = row_by_number(request, request.POST.get("item", ""))
    form = CorrectionForm(request.POST, row=row)
    if not form.is_valid():
        page = page_of(row, request.user, corrections=form)
        return render(request, "horizon/item.html", {"page": page}, status=422)
    href = item_address(row.identity)
    if form.would_undo:
        return both_versions(request, form, name=row.title, href=href)
    said = form.said(request.user.key)
    correct(row, said, at=timezone.now())
    if said:
        messages.success(request, "It belongs where you said, and others are placed by it, too.")
    else:
        messages.info(request, "Nothing was changed, for that is what was known before.")
    return redirect(href)


@require_POST
@for_roles("curator")
def link(request: Signed) -> HttpResponse:
    """Say that an item is the same as another, not the same, or related to it."""
    row = row_by_number(request, request.POST.get("item", ""))
    form = LinkForm(request.POST, row=row)
    if not form.is_valid():
        page = page_of(row, request.user, link=form)
        return render(request, "horizon/item.html", {"page": page}, status=422)
    other: ListedItem = form.cleaned_data["other"]
    entry = _entry(row, other, form.cleaned_data["relation"], request.user.key)
    say([entry], open_workspace(settings.FOLDER), {*row.records, *other.records})
    messages.success(request, f"Written down: {entry_told(form.cleaned_data['relation'], other)}.")
    return redirect(item_address(row.identity))


@require_POST
@for_roles("curator")
def separate(request: Signed) -> HttpResponse:
    """Take one record out of a merge; it is not merged so again without a person."""
    row = row_by_number(request, request.POST.get("item", ""))
    record, by, now = request.POST.get("record", ""), request.user.key, timezone.now()
    if record not in row.records:
        messages.error(request, "That record is not part of this item any more. Look again.")
        return redirect(item_address(row.identity))
    before = decided(entries_about((MERGE,), row.records))
    others = [one for one in row.records if one != record]
    entries = [undone(record, one, before, by=by, at=now) for one in others]
    say(entries, open_workspace(settings.FOLDER), row.records)
    messages.success(request, f"{record} is an item of its own from now on.")
    return redirect(item_address(record))


def entry_told(relation: str, other: ListedItem) -> str:
    """The relation in words."""
    return f"it is {relation} “{other.title}”"


def _entry(row: ListedItem, other: ListedItem, relation: str, by: str) -> Entry:
    one, two, now = row.identity, other.identity, timezone.now()
    if relation == SAME:
        return joined(one, two, by=by, at=now)
    if relation == APART:
        return kept_apart(one, two, by=by, at=now)
    return Entry(LINK, one, by, now, {"relation": relation, "target": two, "why": ""})
