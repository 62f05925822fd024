"""Two people screen a survey, each blind to the other until both have decided on everyone."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from theodolite.settings.errors import CorrectableError
from theodolite.store.editing import save_if_unchanged
from theodolite.store.history import write_down
from theodolite.store.models import Account, Assessment, Screening, Survey, SurveyFile
from theodolite.store.names import names_of
from theodolite.store.surveys.answers import analysis_inputs, mark_of
from theodolite.store.surveys.files_saved import file_of
from theodolite.store.surveys.settling import decisions_of
from theodolite.survey.analysis import screen_answers
from theodolite.survey.answers.answers import RESPONDENT
from theodolite.survey.decisions import Decisions
from theodolite.survey.screening import Screened

_FORMULA = re.compile(r"^[\s=+\-@＝＋－＠]+")
_LATER_FORMULA = re.compile(r";[\s=+\-@＝＋－＠]+")


class ScreeningRefused(CorrectableError):
    """A decision, or the set-up of a screening, that would spoil what two people decide."""


@dataclass(frozen=True, slots=True)
class SetUp:
    """Who is to screen by which criteria; people are named by the keys of their accounts."""

    criteria: str
    first: str
    second: str
    adjudicator: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one screener says of one respondent."""

    respondent: str
    verdict: str
    reason: str = ""


def begin(survey: Survey, set_up: SetUp, *, by: str, at: datetime) -> Screening:
    """Name the two screeners and the criteria; from now on they can decide."""
    _check_people(set_up)
    try:
        with transaction.atomic():
            screening: Screening = Screening.objects.create(
                survey=survey,
                criteria=set_up.criteria,
                first=set_up.first,
                second=set_up.second,
                adjudicator=set_up.adjudicator,
                begun_at=at,
            )
            _note_set_up(screening, by=by, at=at)
    except IntegrityError:
        raise ScreeningRefused(
            f"Someone else has set up the screening of {survey} meanwhile, so yours was not"
            " kept. Look at theirs, and change it if needed."
        ) from None
    return screening


def change(
    screening: Screening, set_up: SetUp, *, seen_version: int, by: str, at: datetime
) -> Screening:
    """Change criteria or people; whoever has begun to decide stays a screener, unless they left.

    What someone decided who left stays closed, and counts no more.
    """
    with transaction.atomic():
        held: Screening = Screening.objects.select_for_update().get(pk=screening.pk)
        _check_people(set_up, there={held.first, held.second, held.adjudicator})
        for key in {held.first, held.second} - {set_up.first, set_up.second}:
            _check_may_go(held, key)
        screening.criteria, screening.adjudicator = set_up.criteria, set_up.adjudicator
        screening.first, screening.second = set_up.first, set_up.second
        save_if_unchanged(screening, seen_version=seen_version)
        _note_set_up(screening, by=by, at=at)
    return screening


def to_screen(survey: Survey) -> tuple[str, ...]:
    """The respondents whom no rule of the plan rejects, each once, in an order that tells nothing.

    Pseudonyms are digests, so their own order is as good as drawn by lot.
    """
    plan = file_of(survey, SurveyFile.Name.PLAN).text
    return _left_by_rules(survey.key, mark_of(survey), plan)


@lru_cache(maxsize=64)
def _left_by_rules(key: str, mark: str, plan: str) -> tuple[str, ...]:
    """Kept by answers and plan, because every decision asks for it."""
    survey = Survey.objects.get(key=key)
    kept = screen_answers(analysis_inputs(survey, Decisions(()), plan=plan)).kept
    return tuple(sorted(set(kept.frame[RESPONDENT])))


def screened(survey: Survey) -> Screened:
    """Who is kept and who is not, by rules and by what the screeners have openly decided."""
    return screen_answers(analysis_inputs(survey, decisions_of(survey)))


def own_assessments(screening: Screening, screener: str) -> dict[str, Assessment]:
    """What one screener has decided, by respondent, the latest last."""
    own = screening.assessments.filter(screener=screener).order_by("decided_at", "pk")
    return {one.respondent: one for one in own}


def decide(screening: Screening, screener: str, judgement: Judgement, *, at: datetime) -> None:
    """Keep a screener's decision with its sealed line in the history, in one transaction.

    The last decision of all opens everyone's.
    """
    # Reading the answers for the first time takes a while, in which others should be able to write.
    to_screen(screening.survey)
    with transaction.atomic():
        held = _held(screening, screener)
        _check_not_open(held, screener, judgement.respondent)
        everyone = to_screen(held.survey)
        _check_judgement(judgement, everyone)
        held.assessments.filter(screener=screener, respondent=judgement.respondent).delete()
        made = Assessment.objects.create(
            screening=held,
            respondent=judgement.respondent,
            screener=screener,
            verdict=judgement.verdict,
            reason=judgement.reason if judgement.verdict == "reject" else "",
            decided_at=at,
        )
        told = {"sealed": sealed(made.salt, made.verdict, made.reason)}
        write_down("screening assessed", _subject(held, made.respondent), screener, told, at=at)
        _open_if_complete(held, by=screener, at=at)


def undo(screening: Screening, screener: str, respondent: str, *, at: datetime) -> None:
    """Take one's own decision back, as long as it is not open."""
    with transaction.atomic():
        held = _held(screening, screener)
        _check_not_open(held, screener, respondent)
        taken, _ = held.assessments.filter(screener=screener, respondent=respondent).delete()
        if taken:
            write_down("screening undone", _subject(held, respondent), screener, {}, at=at)


def sealed(salt: str, verdict: str, reason: str) -> str:
    """The digest by which a decision is written down before anyone else may know it."""
    return sha256(f"{salt}\n{verdict}\n{reason}".encode()).hexdigest()


def clean_reason(words: str) -> str:
    """A reason in one line that no spreadsheet takes for a formula, nor what follows a semicolon.

    >>> clean_reason("  = retired,\\n last year "), clean_reason("moved; - 5 years ago")
    ('retired, last year', 'moved; 5 years ago')
    """
    line = _FORMULA.sub("", " ".join(words.split()))
    return _LATER_FORMULA.sub("; ", line)[:200].strip()


def can_open(screening: Screening) -> bool:
    """Whether both have decided on everyone by now, though neither decision was the last.

    So it is where the plan or the answers have changed, and those left out are screened no more.
    """
    return _closed(screening).exists() and _is_complete(screening)


def open_all(screening: Screening, *, by: str, at: datetime) -> None:
    """Open what both have decided, if they have decided on everyone."""
    to_screen(screening.survey)
    with transaction.atomic():
        held: Screening = Screening.objects.select_for_update().get(pk=screening.pk)
        if not _is_complete(held):
            raise ScreeningRefused(
                "Not everyone has been decided on by both screeners, so nothing was opened."
                " Wait until they have."
            )
        _open_if_complete(held, by=by, at=at)


def _open_if_complete(screening: Screening, *, by: str, at: datetime) -> None:
    if not _is_complete(screening):
        return
    opened = _closed(screening).update(is_open=True)
    write_down("screening opened", screening.survey.key, by, {"assessments": opened}, at=at)


def _is_complete(screening: Screening) -> bool:
    everyone = set(to_screen(screening.survey))
    return all(
        everyone <= set(own_assessments(screening, screener))
        for screener in (screening.first, screening.second)
    )


def _closed(screening: Screening) -> QuerySet[Assessment]:
    both = (screening.first, screening.second)
    closed: QuerySet[Assessment] = screening.assessments.filter(is_open=False, screener__in=both)
    return closed


def _held(screening: Screening, screener: str) -> Screening:
    """The screening, held against the other screener until this transaction ends."""
    held: Screening = Screening.objects.select_for_update().get(pk=screening.pk)
    if screener not in (held.first, held.second):
        raise ScreeningRefused(
            "You are not one of the two screeners of this survey any more, so your decision was not"
            " kept. Ask the analyst who set the screening up."
        )
    return held


def _check_not_open(screening: Screening, screener: str, respondent: str) -> None:
    decided = screening.assessments.filter(screener=screener, respondent=respondent, is_open=True)
    if decided.exists():
        raise ScreeningRefused(
            f"The decisions on {respondent} are open: both screeners have seen each other's, so"
            " neither can be changed. Where they differ, settle them among the conflicts."
        )


def _check_judgement(judgement: Judgement, everyone: tuple[str, ...]) -> None:
    if judgement.respondent not in everyone:
        raise ScreeningRefused(
            f"{judgement.respondent} is not among the {len(everyone)} respondents to be screened:"
            " the answers or the rules have changed. Go on with the next one."
        )
    if judgement.verdict == "reject" and not judgement.reason:
        raise ScreeningRefused(
            f"{judgement.respondent} cannot be rejected without a reason."
            " Choose a criterion, or write why."
        )


def _check_people(set_up: SetUp, there: Collection[str] = ()) -> None:
    """Different people, of whom those who are not `there` already can sign in."""
    people = [key for key in (set_up.first, set_up.second, set_up.adjudicator) if key]
    if len(set(people)) < len(people):
        raise ScreeningRefused(
            "One person is named twice, but two screeners decide apart from each other, and a third"
            " person settles. Name different people; without an adjudicator the two settle."
        )
    for key in people:
        if key not in there and not _can_sign_in(key):
            raise ScreeningRefused(
                f"{names_of([key])[key]} cannot sign in any more, so nothing can be asked of them."
                " Name someone else, or ask an administrator to let them in again."
            )


def _can_sign_in(key: str) -> bool:
    return bool(Account.objects.filter(key=key, is_active=True).exists())


def _check_may_go(screening: Screening, key: str) -> None:
    made = screening.assessments.filter(screener=key)
    if made.filter(is_open=True).exists() or (made.exists() and _can_sign_in(key)):
        raise ScreeningRefused(
            f"{names_of([key])[key]} has decided on {made.count()} respondents already, so no one"
            " else can take that place. Keep both screeners; the adjudicator and the criteria can"
            " be changed."
        )


def _note_set_up(screening: Screening, *, by: str, at: datetime) -> None:
    told = {
        "criteria": screening.criteria,
        "first": screening.first,
        "second": screening.second,
        "adjudicator": screening.adjudicator,
    }
    write_down("screening set up", screening.survey.key, by, told, at=at)


def _subject(screening: Screening, respondent: str) -> str:
    return f"{screening.survey.key}/{respondent}"
