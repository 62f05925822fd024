"""Made-up surveys in the workspace, as far along as a test wants them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import polars as pl
from django.db import transaction

from tests.web.conftest import make_account
from theodolite.store import survey_files
from theodolite.store.models import Account, Screening, Survey
from theodolite.store.surveys.answers import analysis_answers
from theodolite.store.surveys.files_saved import file_of, save_text
from theodolite.store.surveys.making import make_survey
from theodolite.store.surveys.parsing import Parsed
from theodolite.store.surveys.screening import Judgement, SetUp, begin, decide, to_screen
from theodolite.store.surveys.settling import Settled, conflicts, settle
from theodolite.store.surveys.uploads import Arrival, keep_arrival
from theodolite.survey.answers import read_export
from theodolite.survey.answers.opening import export_in
from theodolite.survey.drafting import draft_questionnaire
from theodolite.survey.synthetic import write_reconstruction
from theodolite.survey.synthetic.respondents import REJECTED_POSTS

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
CRITERIA = "Role outside scientific computing\nAnswers that cannot be meant"
REASON = CRITERIA.splitlines()[0]


@cache
def exported() -> Path:
    """The folder of a made-up export: answers.csv with its questionnaire, plan and decisions."""
    folder = Path(mkdtemp(prefix="theodolite-export-"))
    write_reconstruction(folder)
    return folder


@cache
def parsed() -> Parsed:
    export = read_export(exported() / "answers.csv")
    return Parsed(export, draft_questionnaire(export))


SMALL = """Respondent ID,Your name,E-mail address,Post,Hours a week,Comment
REG-1001,Ada Example,ada@example.org,Scientist,20,I lead the group at Elsewhere
REG-1002,Ben Example,ben@example.org,Scientist,0,
REG-1003,Cy Example,cy@example.org,Engineer,37,Nothing to add
REG-1004,Di Example,di@example.org,Engineer,about ten,"=HYPERLINK(""x"")"
REG-1005,Ed Example,ed@example.org,Porter,5,Nothing to add.
REG-1006,Flo Example,flo@example.org,Scientist,40,
"""
"""Six made-up people with names, numbers and typed words; one typed hours that are no number."""

SMALL_QUESTIONNAIRE = """title = "Small"

[respondent]
id = "Respondent ID"

[[questions]]
code = "post"
text = "Post"
kind = "single"
columns = ["Post"]
options = ["Scientist", "Engineer", "Porter"]

[[questions]]
code = "hours"
text = "Hours a week"
kind = "number"
columns = ["Hours a week"]
low = 1
high = 80

[[questions]]
code = "comment"
text = "Comment"
kind = "text"
columns = ["Comment"]
"""

SMALL_RULE = """
[[screening.rules]]
reason = "No hours"
when = { question = "hours", at_most = 0 }
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A survey, and the people who work on it."""

    survey: Survey
    analyst: Account
    first: Account
    second: Account
    adjudicator: Account


def uploaded_survey(*, title: str = "Workforce survey 2026") -> Made:
    """125 made-up respondents, with the questionnaire and plan that fit them."""
    people = [make_account("analyst"), make_account(), make_account(), make_account()]
    analyst = people[0]
    survey = make_survey(title, by=analyst.key, at=NOW)
    with (exported() / "answers.csv").open("rb") as export:
        key = survey_files.take_in(export)
    arrival = Arrival(survey.key, key, "answers.csv", analyst.key, date(2031, 1, 1))
    with transaction.atomic():
        keep_arrival(arrival, parsed(), at=NOW)
    for name in ("questionnaire", "plan"):
        text = (exported() / f"{name}.toml").read_text("utf-8")
        save_text(file_of(survey, name), text, seen_version=1, by=analyst.key, at=NOW)
    return Made(survey, *people)


def small_survey() -> Made:
    """Six respondents, one of whom a rule rejects; nothing typed has been read by anyone."""
    people = [make_account("analyst"), make_account(), make_account(), make_account()]
    survey = make_survey("Small", by=people[0].key, at=NOW)
    key = survey_files.take_in(BytesIO(SMALL.encode()))
    arrival = Arrival(survey.key, key, "small.csv", people[0].key, date(2031, 1, 1))
    export = export_in(SMALL.encode(), "small.csv")
    with transaction.atomic():
        keep_arrival(arrival, Parsed(export, SMALL_QUESTIONNAIRE), at=NOW)
    plan = file_of(survey, "plan")
    save_text(plan, plan.text + SMALL_RULE, seen_version=1, by=people[0].key, at=NOW)
    return Made(survey, *people)


def upload_again(made: Made, text: str) -> None:
    """Replace the answers of the small survey by those in a text."""
    key = survey_files.take_in(BytesIO(text.encode()))
    arrival = Arrival(made.survey.key, key, "again.csv", made.analyst.key, date(2031, 1, 1))
    with transaction.atomic():
        keep_arrival(arrival, Parsed(export_in(text.encode(), "again.csv"), ""), at=NOW)


def small_screening() -> tuple[Made, Screening]:
    """The small survey with two screeners, who have decided nothing yet."""
    made = small_survey()
    people = SetUp(CRITERIA, made.first.key, made.second.key, made.adjudicator.key)
    return made, begin(made.survey, people, by=made.analyst.key, at=NOW)


def screening_begun(*, title: str = "Workforce survey 2026") -> tuple[Made, Screening]:
    """An uploaded survey whose two screeners can begin to decide."""
    made = uploaded_survey(title=title)
    people = SetUp(CRITERIA, made.first.key, made.second.key, made.adjudicator.key)
    return made, begin(made.survey, people, by=made.analyst.key, at=NOW)


def screened_survey(*, title: str = "Workforce survey 2026") -> Made:
    """125 respondents of whom 113 are kept: rules, two screeners, three differences settled.

    All 121 whom no rule rejects are decided on by both. They reject eight in the end, and had
    differed on three of the others.
    """
    made, screening = screening_begun(title=title)
    everyone = to_screen(made.survey)
    outside = posts_outside(made.survey)
    kept = [one for one in everyone if one not in outside]
    doubts = {made.first.key: set(kept[:2]), made.second.key: {kept[2]}}
    for screener, doubted in doubts.items():
        for one in everyone:
            verdict = "reject" if one in outside or one in doubted else "keep"
            reason = CRITERIA.splitlines()[0] if verdict == "reject" else ""
            decide(screening, screener, Judgement(one, verdict, reason), at=NOW)
    for pair in conflicts(screening):
        settle(screening, pair.respondent, Settled("keep", ""), by=made.adjudicator.key, at=NOW)
    return made


def posts_outside(survey: Survey) -> frozenset[str]:
    """The respondents whose post is outside scientific computing."""
    answers = analysis_answers(survey)
    outside = pl.col("post").is_in(REJECTED_POSTS)
    return frozenset(answers.frame.filter(outside)["respondent"])


def judge(screening: Screening, screener: str, rejected: set[str] | None = None) -> None:
    """Let a screener decide on everyone, rejecting some."""
    for one in to_screen(screening.survey):
        verdict = "reject" if one in (rejected or set()) else "keep"
        decide(screening, screener, Judgement(one, verdict, REASON), at=NOW)


def at(made: Made, page: str = "") -> str:
    """The address of a page of a survey's screening."""
    return f"/surveys/{made.survey.key}/screening/{page}"


def shown(page: str) -> str:
    """The respondent whom a page asks about."""
    found = re.search(r"<h1>Respondent ([0-9a-f-]+)</h1>", page)
    assert found is not None
    return found[1]
