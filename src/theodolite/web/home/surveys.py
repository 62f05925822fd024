"""What surveys want: respondents to screen, differences to settle, releases to decide on."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from theodolite.store.models import Account, Assessment, Release, Screening
from theodolite.store.surveys.settling import conflicts, settled, settlers
from theodolite.web.home.attention import Attention, some

NEWS_DAYS = 30
"""How long a published report is news."""


def respondents_to_screen(account: Account, *, now: datetime) -> Attention | None:
    """Surveys in which one's own decisions are still wanted; they open once both have decided."""
    named = Q(first=account.key) | Q(second=account.key)
    is_open = Assessment.objects.filter(screening=OuterRef("pk"), is_open=True)
    mine = Screening.objects.visible_to(account).filter(named).exclude(Exists(is_open))
    found = list(mine.select_related("survey").order_by("begun_at", "pk"))
    if not found:
        return None
    own = Assessment.objects.visible_to(account).filter(screening__in=found, screener=account.key)
    words = some(len(found), "survey to screen", "surveys to screen")
    note = f"You have decided on {own.count()} so far"
    return Attention(len(found), words, reverse("surveys:my_screenings"), note)


def differences_to_settle(account: Account, *, now: datetime) -> Attention | None:
    """Respondents on whom two screeners differ and this account has a say."""
    found = list(_unsettled(account))
    if not found:
        return None
    number = sum(count for _, count in found)
    words = some(number, "difference to settle", "differences to settle")
    href = reverse("surveys:conflicts", args=[found[0][0].survey.key])
    return Attention(number, words, href, "Screeners differ on whom to keep")


def releases_to_decide_on(account: Account, *, now: datetime) -> Attention | None:
    """Reports that somebody else wants to let out."""
    waiting = Release.objects.visible_to(account).filter(state=Release.State.WAITING)
    waiting = waiting.exclude(asked_by=account.key).exclude(report__by=account.key)
    first = waiting.order_by("asked_at", "pk").select_related("report__survey").first()
    if first is None:
        return None
    number = waiting.count()
    words = some(number, "release awaits your decision", "releases await your decision")
    href = reverse("releases:waiting", args=[first.pk])
    return Attention(number, words, href, str(first.report.survey))


def published_lately(account: Account, *, now: datetime) -> Attention | None:
    """Reports that were let out for this account to read."""
    out = Release.objects.visible_to(account).filter(state=Release.State.PUBLISHED)
    found = out.filter(decided_at__gte=now - timedelta(days=NEWS_DAYS))
    first = found.order_by("-decided_at", "pk").select_related("report").first()
    if first is None:
        return None
    number = found.count()
    words = some(number, "report is new", "reports are new")
    return Attention(number, words, reverse("releases:list"), first.report.title)


def _unsettled(account: Account) -> Iterator[tuple[Screening, int]]:
    is_open = Assessment.objects.filter(screening=OuterRef("pk"), is_open=True)
    begun = Screening.objects.visible_to(account).filter(Exists(is_open))
    for one in begun.select_related("survey").order_by("begun_at", "pk"):
        if account.key in settlers(one) and _may_differ(one) and (left := len(conflicts(one))):
            yield one, left


def _may_differ(screening: Screening) -> bool:
    """Whether more differ than were settled, which is known without reading any answers."""
    decided = screening.assessments.filter(is_open=True).values("respondent")
    differing = decided.annotate(verdicts=Count("verdict", distinct=True)).filter(verdicts=2)
    number: int = differing.count()
    return number > len(settled(screening))
