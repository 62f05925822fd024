"""The pages of members about their sightings."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from theodolite.store.models import Account, Sighting
from theodolite.web.accounts.mailed_link import person_for, send_link, spend
from theodolite.web.exporting import exported
from theodolite.web.look.parts import Crumb, Fact, Pages, pages_of
from theodolite.web.permissions import Signed, everyone, signed_in
from theodolite.web.sightings.forms import AnswerForm, LinkForm, SightingForm, draft_of
from theodolite.web.sightings.giving import give, set_naming
from theodolite.web.sightings.listing import Line, line_of, lines_of, table_of_mine
from theodolite.web.sightings.outcomes import outcomes_of
from theodolite.web.sightings.showing import facts_of

DRAFT = "sighting"
"""Where the session keeps a form that was sent before its member had signed in."""

PURPOSE = "your sighting"
"""What a link by e-mail is for, as its letter calls it."""

AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Mine:
    """The sightings of whoever looks."""

    lines: tuple[Line, ...]
    pages: Pages


@dataclass(frozen=True, slots=True)
class New:
    """The form, and whether we know whose it is."""

    form: SightingForm
    is_known: bool


@dataclass(frozen=True, slots=True)
class LinkAsked:
    """The form to have a link sent, and whether one is on its way if there is such an account."""

    form: LinkForm
    is_sent: bool


@dataclass(frozen=True, slots=True)
class One:
    """One sighting, and what whoever looks may do with it."""

    crumbs: tuple[Crumb, ...]
    line: Line
    facts: tuple[Fact, ...]
    key: str
    is_mine: bool
    may_be_named: bool
    form: AnswerForm | None


@signed_in
def mine(request: Signed) -> HttpResponse:
    """What I told the society of, and what became of it."""
    given = Sighting.objects.visible_to(request.user).filter(account=request.user)
    shown = Paginator(
        given.select_related("account", "read_by").order_by("-given_at", "-pk"), AT_ONCE
    )
    page = shown.get_page(request.GET.get("page"))
    lines = lines_of(page.object_list, today=timezone.localdate())
    if (file := exported(request, "my-sightings", table_of_mine(lines))) is not None:
        return file
    return render(request, "sightings/mine.html", {"page": Mine(lines, pages_of(request, page))})


@everyone
def new(request: HttpRequest) -> HttpResponse:
    """Tell of something; whoever is not known yet is asked to sign in, and finds it as it was."""
    account = person_for(request, purpose=PURPOSE)
    if request.method != "POST":
        return _shown(request, SightingForm(initial=request.session.get(DRAFT)), account)
    if account is None:
        request.session[DRAFT] = draft_of(request.POST)
        if "by_mail" in request.POST:
            return redirect("sightings:link")
        return redirect_to_login(reverse("sightings:new"))
    form = SightingForm(request.POST)
    if not form.is_valid():
        return _shown(request, form, account)
    with transaction.atomic():
        spend(request, purpose=PURPOSE)
        taken = give(form.told(), account, at=timezone.now())
    request.session.pop(DRAFT, None)
    if not request.user.is_authenticated:
        return render(request, "sightings/thanks.html")
    if taken.is_new:
        messages.success(request, "Thank you. Your sighting has arrived and will be answered.")
    else:
        messages.info(
            request,
            "You told us of this before, and it still waits for its answer. It stays as it was.",
        )
    return redirect("sightings:one", taken.sighting.key)


@everyone
def link(request: HttpRequest) -> HttpResponse:
    """Have a link sent by e-mail, by which a member sends one sighting without signing in."""
    form = LinkForm(request.POST or None)
    is_sent = form.is_bound and form.is_valid()
    if is_sent:
        send_link(request, form.cleaned_data["email"], purpose=PURPOSE, page="sightings:new")
    return render(request, "sightings/link.html", {"page": LinkAsked(form, is_sent)})


@signed_in
def one(request: Signed, key: str) -> HttpResponse:
    """One sighting: where it stands and its answer."""
    sighting = get_object_or_404(Sighting.objects.visible_to(request.user), key=key)
    return render(request, "sightings/one.html", {"page": page_of(sighting, request)})


@require_POST
@signed_in
def naming(request: Signed, key: str) -> HttpResponse:
    """Give or take back the leave to be named."""
    mine = Sighting.objects.visible_to(request.user).filter(account=request.user)
    sighting = get_object_or_404(mine, key=key)
    may = request.POST.get("may_be_named") == "yes"
    set_naming(sighting, may_be_named=may, at=timezone.now())
    messages.success(
        request, "You may be named with it now." if may else "You are not named with it any more."
    )
    return redirect("sightings:one", key)


def page_of(sighting: Sighting, request: Signed, form: AnswerForm | None = None) -> One:
    """The page of one sighting, with the answer's form for a curator where none is given yet."""
    outcome = outcomes_of([sighting.identity]).get(sighting.identity, "")
    is_curator = request.user.has_role("curator")
    may_answer = is_curator and sighting.answered_at is None
    blank = AnswerForm(initial={"decision": outcome})
    back = ("Sightings awaiting an answer", "awaiting") if is_curator else ("My sightings", "mine")
    return One(
        crumbs=(Crumb(back[0], reverse(f"sightings:{back[1]}")),),
        line=line_of(sighting, outcome, today=timezone.localdate()),
        facts=facts_of(sighting, is_curator=is_curator),
        key=sighting.key,
        is_mine=sighting.account_id == request.user.pk,
        may_be_named=sighting.may_be_named,
        form=(form or blank) if may_answer else None,
    )


def _shown(request: HttpRequest, form: SightingForm, account: Account | None) -> HttpResponse:
    page, status = New(form, account is not None), 422 if form.is_bound else 200
    return render(request, "sightings/new.html", {"page": page}, status=status)
