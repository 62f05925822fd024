"""The society's survey: uploaded, screened by two people, analysed, and one report let out."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from theodolite.jobs.worker import run_due
from theodolite.reports.reading.release import read_release
from theodolite.store.models import Account, Screening, Survey
from theodolite.store.surveys.answers import analysis_answers
from theodolite.store.surveys.files_saved import file_of, save_text
from theodolite.store.surveys.making import make_survey
from theodolite.store.surveys.receiving import receive, take_in
from theodolite.store.surveys.releases import approve, as_published, ask_to_release
from theodolite.store.surveys.reports import ask_for_report
from theodolite.store.surveys.screening import Judgement, SetUp, begin, decide, to_screen
from theodolite.store.surveys.settling import Settled, conflicts, settle
from theodolite.store.surveys.uploads import Arrival
from theodolite.survey.synthetic.respondents import REJECTED_POSTS

KEPT_UNTIL_YEAR = 5
CRITERIA = "Role outside scientific computing\nAnswers that cannot be meant"


@dataclass(frozen=True, slots=True)
class Office:
    """Who does what about the survey."""

    analyst: Account
    first: Account
    second: Account
    second_analyst: Account


def survey(export: Path, office: Office, *, at: datetime) -> Survey:
    """A survey as far along as it gets: published for members under the usual rule."""
    made = make_survey(
        "Workforce survey", "Rebuilt from published tables.", by=office.analyst.key, at=at
    )
    _upload(made, export, office.analyst, at=at)
    _screen(made, office, at=at)
    _release(made, office, at=at)
    return made


def _upload(made: Survey, export: Path, analyst: Account, *, at: datetime) -> None:
    with (export / "answers.csv").open("rb") as answers:
        key = take_in(answers)
    until = date(at.year + KEPT_UNTIL_YEAR, 1, 1)
    receive(Arrival(made.key, key, "answers.csv", analyst.key, until), at=at)
    for name in ("questionnaire", "plan"):
        text = (export / f"{name}.toml").read_text("utf-8")
        # The plan of the export names a file of decisions; here people decide on pages.
        save_text(file_of(made, name), text, seen_version=1, by=analyst.key, at=at)


def _screen(made: Survey, office: Office, *, at: datetime) -> None:
    set_up = SetUp(CRITERIA, office.first.key, office.second.key, office.second_analyst.key)
    screening = begin(made, set_up, by=office.analyst.key, at=at)
    everyone = to_screen(made)
    outside = _outside(made)
    doubted = {office.first.key: everyone[0], office.second.key: everyone[1]}
    for screener, doubt in doubted.items():
        for respondent in everyone:
            judgement = _judged(respondent, rejects=respondent in outside or respondent == doubt)
            decide(screening, screener, judgement, at=at)
    _settle_most(screening, office.second_analyst, at=at)


def _judged(respondent: str, *, rejects: bool) -> Judgement:
    reason = CRITERIA.splitlines()[0] if rejects else ""
    return Judgement(respondent, "reject" if rejects else "keep", reason)


def _settle_most(screening: Screening, adjudicator: Account, *, at: datetime) -> None:
    for pair in conflicts(screening):
        settle(screening, pair.respondent, Settled("keep", ""), by=adjudicator.key, at=at)


def _outside(made: Survey) -> frozenset[str]:
    frame = analysis_answers(made).frame
    posts = zip(frame["respondent"].to_list(), frame["post"].to_list(), strict=True)
    return frozenset(who for who, post in posts if post in REJECTED_POSTS)


def _release(made: Survey, office: Office, *, at: datetime) -> None:
    report = ask_for_report(made, "lt5_round5", by=office.analyst.key, at=at)
    run_due()
    report.refresh_from_db()
    why = "For members to see who answered."
    asked = ask_to_release(report, "members", by=office.analyst.key, why=why, at=at)
    with as_published(report) as folder:
        approve(asked, read_release(folder), by=office.second_analyst.key, at=at)
