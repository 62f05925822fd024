"""What two texts of a questionnaire or a plan have different, and both where two people saved."""

from collections.abc import Iterator

from django.http import HttpRequest

from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.models import SurveyFile
from theodolite.survey.drafting.correcting import blocks_in
from theodolite.survey.plan_choices import differences
from theodolite.web.look.parts import BothValues, Changed, both_shown


def both_versions(found: ChangedMeanwhile, request: HttpRequest, *, href: str) -> Changed:
    """Both versions of a file that someone else saved meanwhile, where they differ."""
    theirs, yours = found.theirs, found.yours
    assert isinstance(theirs, SurveyFile)
    assert isinstance(yours, SurveyFile)
    fields = differing(theirs.name, theirs.text, yours.text)
    return both_shown(theirs, fields, request, href=href)


def differing(name: str, before: str, after: str) -> tuple[BothValues, ...]:
    """Where two texts of a file differ: settings of a plan, questions of a questionnaire."""
    told = _settings if name == SurveyFile.Name.PLAN else _questions
    return tuple(told(before, after))


def _settings(before: str, after: str) -> Iterator[BothValues]:
    for one in differences(before, after):
        yield BothValues(one.place, one.before, one.after)


def _questions(before: str, after: str) -> Iterator[BothValues]:
    old, new = blocks_in(before), blocks_in(after)
    for code in dict.fromkeys([*old, *new]):
        if old.get(code) != new.get(code):
            yield BothValues(code or "Above the questions", old.get(code, ""), new.get(code, ""))
