"""The pages from the plan to a published report, as those see them who come there."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from tests.web.conftest import make_account
from tests.web.security.answers import FOR_ALL
from tests.web.sight import People, Sight
from tests.web.surveys.made import NOW, Made
from tests.web.surveys.reported import another_report, approved, asked, reported_survey
from theodolite.store.models import Job, Release, Report
from theodolite.store.surveys import releases
from theodolite.store.surveys.reports import ask_for_report

Arguments = Callable[[People], Mapping[str, Any]]


@cache
def _made_for(analyst: str) -> tuple[Made, Report]:
    return reported_survey()


def _made(people: People) -> tuple[Made, Report]:
    """One survey with a report for all sights of these people."""
    return _made_for(people["analyst"].key)


def _survey(people: People) -> Mapping[str, Any]:
    return {"key": _made(people)[0].survey.key}


def _report(people: People, **more: str) -> Mapping[str, Any]:
    made, report = _made(people)
    return {"key": made.survey.key, "report": report.key, **more}


def _figure(people: People) -> Mapping[str, Any]:
    return _report(people, name="flow.svg")


def _file(people: People) -> Mapping[str, Any]:
    return _report(people, name="report.pdf")


def _inside(people: People) -> Mapping[str, Any]:
    made, _ = _made(people)
    return {"key": made.survey.key, "report": another_report(made, "none").key}


def _in_state(state: str) -> Arguments:
    def made(people: People) -> Mapping[str, Any]:
        about, _ = _made(people)
        report = ask_for_report(about.survey, "lt5_round5", by=about.analyst.key, at=NOW)
        said = {"state": state, "error": "The plan cannot be carried out." * (state == "failed")}
        Job.objects.filter(pk=report.job_id).update(share=0.4, said="Drawing the figures", **said)
        return {"key": about.survey.key, "report": report.key}

    return made


def _release(people: People, state: str = "waiting", audience: str = "public") -> Release:
    made, _ = _made(people)
    release = asked(another_report(made), made.analyst, audience)
    if state == "refused":
        return releases.refuse(release, by="someone", reason="Not yet.", at=NOW)
    if state in ("published", "withdrawn"):
        release = approved(release, make_account("administrator"))
    if state == "withdrawn":
        releases.withdraw(release, by="someone", because="A wrong base.", at=NOW)
    return release


def _waiting(state: str, **more: str) -> Arguments:
    return lambda people: {"release": _release(people, state).pk, **more}


def _out(state: str, audience: str = "public", **more: str) -> Arguments:
    return lambda people: {"number": _release(people, state, audience).number, **more}


PAGES = (
    Sight("surveys:plan", "analyst", _survey),
    Sight("surveys:plan", "analyst", _survey, send={"title": "", "k": "40"}, state="mistakes"),
    Sight("surveys:plan_text", "analyst", _survey),
    Sight("surveys:plan_text", "analyst", _survey, query="?version=1", state="an earlier version"),
    Sight("surveys:plan_text", "analyst", _survey, send={"text": "no plan"}, state="mistakes"),
    Sight("surveys:plan_versions", "analyst", _survey),
    Sight("surveys:plan_version", "analyst", lambda people: {**_survey(people), "number": 2}),
    Sight("surveys:reports", "analyst", _survey),
    Sight("surveys:report", "analyst", _report),
    Sight("surveys:report", "analyst", _inside, state="inside use"),
    Sight("surveys:report", "analyst", _in_state("running"), state="being made"),
    Sight("surveys:report", "analyst", _in_state("failed"), state="failed"),
    Sight("releases:list", "stranger", state="nothing to read"),
    Sight("releases:list", "administrator"),
    Sight("releases:waiting", "administrator", _waiting("waiting")),
    Sight("releases:waiting", "administrator", _waiting("waiting"), send={}, state="mistakes"),
    Sight("releases:waiting", "analyst", _waiting("refused"), state="refused"),
    Sight("releases:withdraw", "analyst", _waiting("published")),
    Sight("releases:release", "stranger", _out("published")),
    Sight("releases:release", "member", _out("withdrawn"), state="withdrawn"),
)
FILES = (
    Sight("surveys:report_figure", "analyst", _figure),
    Sight("surveys:report_file", "analyst", _file),
    Sight("releases:waiting_figure", "administrator", _waiting("waiting", name="flow.svg")),
    Sight("releases:figure", "stranger", _out("published", name="flow.svg")),
    Sight("releases:file", "stranger", _out("published", name="report.html")),
)
ACTIONS = ("surveys:plan_preview",)
MADE = {"surveys:plan_preview": _survey}
WHO_MAY = {
    "releases:list": FOR_ALL,
    "releases:release": FOR_ALL,
    "releases:figure": FOR_ALL,
    "releases:file": FOR_ALL,
}
