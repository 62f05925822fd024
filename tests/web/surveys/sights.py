"""The pages from a new survey to its screening, as those see them who come there."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from tests.web.security.answers import FOR_MEMBERS, NOT_THERE, only
from tests.web.sight import People, Sight
from tests.web.surveys.made import (
    CRITERIA,
    NOW,
    Made,
    small_survey,
    uploaded_survey,
)
from theodolite.store.models import Job, Screening
from theodolite.store.surveys.making import make_survey
from theodolite.store.surveys.receiving import KIND
from theodolite.store.surveys.screening import Judgement, SetUp, begin, decide, to_screen

Arguments = Callable[[People], Mapping[str, Any]]


@cache
def _uploaded(analyst: str) -> Made:
    return uploaded_survey()


@cache
def _small(analyst: str) -> Made:
    return small_survey()


def _survey(people: People) -> Mapping[str, Any]:
    return {"key": _uploaded(people["analyst"].key).survey.key}


def _typed(people: People) -> Mapping[str, Any]:
    return {"key": _small(people["analyst"].key).survey.key}


def _empty(people: People) -> Mapping[str, Any]:
    return {"key": make_survey("Begun", by=people["analyst"].key, at=NOW).key}


def _screening(people: People, *, first: str = "member", third: str = "curator") -> Screening:
    """A screening of a small survey of its own by two of the people, settled by a third."""
    named = (people[first].key, people["council"].key, people[third].key)
    return begin(small_survey().survey, SetUp(CRITERIA, *named), by=people["analyst"].key, at=NOW)


def _begun(people: People) -> Mapping[str, Any]:
    return {"key": _screening(people).survey.key}


def _half_way(people: People) -> Mapping[str, Any]:
    screening = _screening(people)
    _decide(screening, screening.first, to_screen(screening.survey)[:2])
    return {"key": screening.survey.key}


def _all_decided(people: People) -> Mapping[str, Any]:
    screening = _screening(people)
    _decide(screening, screening.first, to_screen(screening.survey))
    return {"key": screening.survey.key}


def _open(people: People) -> Mapping[str, Any]:
    screening = _screening(people)
    everyone = to_screen(screening.survey)
    _decide(screening, screening.first, everyone)
    _decide(screening, screening.second, everyone[1:])
    judgement = Judgement(everyone[0], "reject", CRITERIA.splitlines()[0])
    decide(screening, screening.second, judgement, at=NOW)
    return {"key": screening.survey.key}


def _decide(screening: Screening, screener: str, respondents: tuple[str, ...]) -> None:
    for one in respondents:
        decide(screening, screener, Judgement(one, "keep"), at=NOW)


def _reading(state: str, **said: Any) -> Arguments:
    def made(people: People) -> Mapping[str, Any]:
        survey = _survey(people)["key"]
        by = people["analyst"].key
        job = Job.objects.create(
            kind=KIND, detail={"survey": survey}, by=by, due_at=NOW, state=state, **said
        )
        return {"key": survey, "job": job.pk}

    return made


_TWO = {"first": "a@example.org", "second": "b@example.org", "criteria": "Unclear"}

PAGES = (
    Sight("surveys:list", "analyst"),
    Sight("surveys:new", "analyst"),
    Sight("surveys:new", "analyst", send={"title": ""}, state="mistakes"),
    Sight("surveys:overview", "analyst", _survey),
    Sight("surveys:overview", "analyst", _empty, state="nothing there yet"),
    Sight("surveys:upload", "analyst", _survey),
    Sight("surveys:upload", "analyst", _empty, send={"retain_until": ""}, state="mistakes"),
    Sight("surveys:reading", "analyst", _reading("running", share=0.4, said="Reading")),
    Sight("surveys:reading", "analyst", _reading("failed", error="Too large."), state="refused"),
    Sight("surveys:questionnaire", "analyst", _survey),
    Sight("surveys:questionnaire", "analyst", _empty, state="nothing there yet", status=422),
    Sight("surveys:question", "analyst", _survey, query="?code=primary"),
    Sight(
        "surveys:question",
        "analyst",
        _survey,
        query="?code=primary",
        send={"text": ""},
        state="mistakes",
    ),
    Sight("surveys:questionnaire_text", "analyst", _survey),
    Sight("surveys:questionnaire_text", "analyst", _typed, send={"text": "x"}, state="mistakes"),
    Sight("surveys:questionnaire_versions", "analyst", _survey),
    Sight(
        "surveys:questionnaire_version", "analyst", lambda people: {**_survey(people), "number": 2}
    ),
    Sight("surveys:texts", "analyst", _survey),
    Sight("surveys:typed", "analyst", _survey, query="?code=institution"),
    Sight("surveys:quality", "analyst", _survey),
    Sight("surveys:quality", "analyst", _typed, query="?rule=too_fast", state="nothing found"),
    Sight("surveys:screening", "analyst", _half_way),
    Sight("surveys:screening", "analyst", _open, state="open"),
    Sight("surveys:screening_set_up", "analyst", _survey),
    Sight("surveys:screening_set_up", "analyst", _begun, send=_TWO, state="mistakes"),
    Sight("surveys:my_screenings"),
    Sight("surveys:my_screenings", "group_chair", state="nothing to do"),
    Sight("surveys:assess", "member", _half_way),
    Sight("surveys:assess", "member", _all_decided, state="all decided"),
    Sight("surveys:decided", "member", _half_way),
    Sight("surveys:conflicts", "curator", _open),
    Sight("surveys:conflicts", "analyst", _open, state="only looking"),
    Sight("surveys:conflicts", "member", _begun, state="not open"),
)
ACTIONS = ("surveys:pass_text", "surveys:take_back", "surveys:open_decisions")
MADE = {
    "surveys:pass_text": _typed,
    "surveys:take_back": _begun,
    "surveys:open_decisions": _begun,
}
_SCREENERS = only("member", "council")
WHO_MAY = {
    "surveys:my_screenings": FOR_MEMBERS,
    "surveys:assess": {**_SCREENERS, "analyst": 403, "curator": 403},
    "surveys:take_back": {**_SCREENERS, "analyst": 403, "curator": 403},
    "surveys:decided": {**_SCREENERS, "analyst": 403, "curator": 403},
    "surveys:open_decisions": only("member", "council", "curator", "analyst", others=NOT_THERE),
    "surveys:conflicts": only("member", "council", "curator", "analyst", others=NOT_THERE),
}
