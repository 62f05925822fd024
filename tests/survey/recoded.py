"""Questions of every kind, recoded one at a time, and what came of it."""

from typing import Any

from tests.survey.small_answers import small_answers
from theodolite.survey.answers.answers import Answers
from theodolite.survey.plan import Recode
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.recoding import RecodeCount, recode

LEVEL = Question(
    "level",
    "Level",
    "single",
    options=(
        Option("6", "Band 6"),
        Option("7", "Band 7"),
        Option("8a", "Band 8a"),
        Option("other"),
    ),
    columns=("Q5",),
)
TOOLS = Question(
    "tools", "Tools", "multiple", options=tuple(map(Option, ("python", "r", "perl", "ruby")))
)
JOB = Question("job", "Job title", "text")
TYPED = Question("typed", "Share of time spent writing software", "text")
AGE = Question("age", "Age", "number", low=0)
TIME = Question("time", "Time", "scale", parts=(Part("a", "Research"), Part("b"), Part("c")))


def recoded(
    question: Question, columns: dict[str, list[Any]], **settings: Any
) -> tuple[Answers, RecodeCount]:
    given = Recode(name="Recode", question=question.code, **settings)
    answers, (count,) = recode(small_answers([question], columns), (given,))
    return answers, count


def totals(count: RecodeCount) -> tuple[int, int, int, int]:
    return count.changed, count.unchanged, count.empty, len(count.unreadable)


def codes(answers: Answers, question: str) -> list[str]:
    return [option.code for option in answers.questionnaire.question(question).options]
