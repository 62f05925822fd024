"""How two surveys fit together: the file that says which of their questions mean the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Literal

from theodolite.evidence.rounding import Rounding
from theodolite.settings.errors import UnusableSettings
from theodolite.settings.settings_file import STRICT, read_settings
from theodolite.survey.conditions import Condition
from theodolite.survey.plan import Recode
from theodolite.survey.questionnaire import Layout

Kind = Literal["people", "posts"]
"""Bottom-up, one row for each person; or top-down, one row for each department."""


@dataclass(frozen=True)
class Working:
    """How much of a whole-time post each person works.

    `fractions` gives it for the options of a single-answer question; for a number question,
    `whole` is the number that stands for a whole-time post, such as 37.5 hours.
    """

    question: str
    fractions: Mapping[str, float] = field(default_factory=dict)
    whole: float = 1.0

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class MappedSurvey:
    """One of the two surveys: how to read it, whom to keep, and which questions play which part.

    `only` keeps the respondents for whom every condition holds, after the recodes. `institution`
    names the employer and `person` the question that tells the same person in both surveys
    (`respondent` for the export's own numbers). For departments, `posts` is the number of staff
    they report and `whole_time` the whole-time equivalents. For people, whole-time equivalents
    come from the `activities` among the parts of the question `time` (all of them if none is
    named), and `working`.
    """

    label: str
    kind: Kind
    questionnaire: str
    layout: Layout | None = None
    sheet: str = ""
    recodes: tuple[Recode, ...] = ()
    only: tuple[Condition, ...] = ()
    institution: str = ""
    person: str = ""
    posts: str = ""
    whole_time: str = ""
    time: str = ""
    activities: tuple[str, ...] = ()
    working: Working | None = None

    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        """Refuse parts that belong to the other kind of survey."""
        misplaced = ("time", "working") if self.kind == "posts" else ("posts", "whole_time")
        for name in misplaced:
            if getattr(self, name):
                other = "people" if self.kind == "posts" else "posts"
                raise UnusableSettings(
                    f"The survey {self.label!r} is of kind {self.kind!r}, but gives {name!r},"
                    f" which only a survey of {other} has. Remove it, or change the kind."
                )


@dataclass(frozen=True)
class MappedOption:
    """One answer under a name of its own, with the options that stand for it in each survey."""

    name: str
    first: tuple[str, ...]
    second: tuple[str, ...]

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class MappedQuestion:
    """A question asked in both surveys: its code in each, and how their options fit.

    Without `options` it is compared by its means; `code.part` picks one part of a grid. Answers
    that no option maps are left out, and counted. Changes of one `family` are tested together;
    `note` says what a reader must know, such as that the wording changed.
    """

    name: str
    first: str
    second: str
    options: tuple[MappedOption, ...] = ()
    unit: str = ""
    family: str = "changes"
    note: str = ""

    __pydantic_config__ = STRICT


@dataclass(frozen=True)
class SurveyMapping:
    """Everything decided about one comparison; file names are relative to the mapping's folder.

    `aliases` maps other spellings of an institution to the one to list it by. `people` says
    whether the two surveys reached different people. `seed` starts the bootstrap.
    """

    title: str
    report_date: date
    first: MappedSurvey
    second: MappedSurvey
    questions: tuple[MappedQuestion, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    people: Literal["different", "unknown"] = "unknown"
    subtitle: str = ""
    society: str = ""
    notice: str = ""
    disclosure: str = "lt5_round5"
    rounding: Rounding = "half_up"
    seed: int = 1
    folder: Path = Path()

    __pydantic_config__ = STRICT

    def __post_init__(self) -> None:
        """Refuse surveys, questions or answers that could not be told apart."""
        _check_apart([self.first.label, self.second.label], "surveys")
        _check_apart([one.name for one in self.questions], "questions")
        for question in self.questions:
            _check_apart([one.name for one in question.options], f"options of {question.name!r}")


def read_mapping(path: Path) -> SurveyMapping:
    """Read and check a mapping file; it remembers the folder that its file names start from."""
    mapping = read_settings(path, SurveyMapping, what="mapping")
    return replace(mapping, folder=path.parent)


def _check_apart(names: list[str], what: str) -> None:
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise UnusableSettings(
            f"Two {what} of the mapping are called {twice[0]!r}. Give each a name of its own."
        )
