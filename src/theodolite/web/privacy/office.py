"""The office's pages on personal data: one person's, what left, and what is kept how long."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats, timezone
from django.views.decorators.http import require_POST

from theodolite.store.backup import BACKUPS, backups_in
from theodolite.store.exports import Taken, log_export
from theodolite.store.models import Account, DataSet, Export
from theodolite.store.queue import ask_for
from theodolite.store.subjects import Subject, find_subject
from theodolite.web.exporting import exported
from theodolite.web.look.parts import Cell, Fact, Pages, Table, pages_of
from theodolite.web.permissions import Signed, for_roles
from theodolite.web.privacy.downloads import download
from theodolite.web.privacy.forms import ReasonForm, SubjectForm
from theodolite.web.privacy.wording import held_in_words

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Looked:
    """Whom an administrator looks for, and what was found of them."""

    form: SubjectForm
    reason: ReasonForm
    subject: str = ""
    email: str = ""
    held: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Exports:
    """What left, newest first."""

    table: Table
    pages: Pages


@dataclass(frozen=True, slots=True)
class Kept:
    """Data sets with the day they are deleted, and the backups there are."""

    data_sets: Table
    backups: Table
    most_backups: int


@for_roles("administrator")
def subject(request: Signed) -> HttpResponse:
    """Find all that is held of one person."""
    form = SubjectForm(request.GET or None)
    page = Looked(form, ReasonForm())
    if form.is_bound and form.is_valid():
        page = _looked(form, find_subject(form.cleaned_data["subject"]))
    return render(request, "privacy/subject.html", {"page": page})


@require_POST
@for_roles("administrator")
def take_out(request: Signed) -> HttpResponse:
    """Hand one person's data over, for them."""
    reason, found = _asked(request)
    if not reason.is_valid():
        return render(request, "privacy/subject.html", {"page": _looked(None, found, reason)})
    taken = Taken("data of one person", found.as_json(), len(found.held), chosen=found.key)
    log_export(taken, by=request.user.key, why=reason.cleaned_data["why"], at=timezone.now())
    return download(taken.content, "subject.json", "application/json")


@require_POST
@for_roles("administrator")
def erase(request: Signed) -> HttpResponse:
    """Erase one person, as a job that writes down why."""
    reason, found = _asked(request)
    if not reason.is_valid():
        return render(request, "privacy/subject.html", {"page": _looked(None, found, reason)})
    asked = {"subject": found.key or found.email, "why": reason.cleaned_data["why"]}
    ask_for("erase", asked, request.user.key)
    messages.success(request, "It is being erased, in every backup too.")
    return redirect("privacy:subject")


@for_roles("administrator")
def exports(request: Signed) -> HttpResponse:
    """Every export: who, when, why, what."""
    found = Export.objects.visible_to(request.user).order_by("-at", "-pk")
    page = Paginator(found, AT_ONCE).get_page(request.GET.get("page"))
    table = _listed(list(page.object_list))
    if (file := exported(request, "exports", table)) is not None:
        return file
    shown = Exports(table, pages_of(request, page))
    return render(request, "privacy/exports.html", {"page": shown})


@for_roles("administrator")
def kept(request: Signed) -> HttpResponse:
    """What is kept until when."""
    return render(request, "privacy/kept.html", {"page": _kept()})


@require_POST
@for_roles("administrator")
def ask_now(request: Signed, kind: str) -> HttpResponse:
    """Have a backup made, or what is over deleted, now instead of tonight."""
    ask_for(kind, {}, request.user.key)
    messages.success(request, "It has been asked for and begins in a moment.")
    return redirect("privacy:kept")


def _asked(request: Signed) -> tuple[ReasonForm, Subject]:
    return ReasonForm(request.POST), find_subject(request.POST.get("subject", ""))


def _looked(form: SubjectForm | None, found: Subject, reason: ReasonForm | None = None) -> Looked:
    name = found.key or found.email
    return Looked(
        form or SubjectForm(initial={"subject": name}),
        reason or ReasonForm(),
        subject=name,
        email=found.email,
        held=held_in_words(found.counts()),
    )


def _listed(found: list[Export]) -> Table:
    names = dict(
        Account.objects.filter(key__in={one.by for one in found}).values_list("key", "email")
    )
    rows = tuple(
        (
            formats.date_format(timezone.localtime(one.at), "j F Y, H:i"),
            names.get(one.by, one.by),
            one.what,
            one.why,
            one.chosen,
            one.profile,
            str(one.rows),
            one.sha256[:12],
        )
        for one in found
    )
    columns = ("When", "Who", "What", "Why", "Chosen by", "Disclosure rule", "Rows", "SHA-256")
    return Table("Exports", columns, rows, numbers=("Rows",))


def _kept() -> Kept:
    today = timezone.localdate()
    sets = DataSet.objects.select_related("survey").order_by("deleted_at", "retain_until")
    data_sets = tuple(
        (
            one.survey.title,
            one.name,
            formats.date_format(one.retain_until, "j F Y"),
            Cell(*_fate(one, overdue=one.is_overdue(today))),
        )
        for one in sets
    )
    backups = tuple(
        (formats.date_format(timezone.localtime(one.made_at), "j F Y, H:i"), str(len(one.files)))
        for one in reversed(backups_in(settings.FOLDER / BACKUPS))
    )
    return Kept(
        Table("Answers of surveys", ("Survey", "Data set", "Kept until", "Stands"), data_sets),
        Table("Backups", ("Made", "Files"), backups, numbers=("Files",)),
        settings.INSTALLATION.keep.backups,
    )


def _fate(one: DataSet, *, overdue: bool) -> tuple[str, str, str]:
    if one.deleted_at:
        return f"Deleted {formats.date_format(one.deleted_at, 'j F Y')}", "", "grey"
    return ("To be deleted tonight", "", "orange") if overdue else ("Kept", "", "green")
