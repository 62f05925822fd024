"""The questionnaire or plan as someone else saved it meanwhile, beside what one has written."""

from django.http import HttpRequest

from theodolite.store.editing import ChangedMeanwhile
from theodolite.store.models import SurveyFile
from theodolite.survey.drafting.correcting import blocks_in
from theodolite.web.look.parts import BothValues, Changed

_NOT_SENT_AGAIN = {"csrfmiddlewaretoken", "seen_version"}


def both_versions(found: ChangedMeanwhile, request: HttpRequest, *, href: str) -> Changed:
    """Both versions of a questionnaire, question by question, where they differ."""
    theirs, yours = found.theirs, found.yours
    assert isinstance(theirs, SurveyFile)
    assert isinstance(yours, SurveyFile)
    kept, written = blocks_in(theirs.text), blocks_in(yours.text)
    fields = tuple(
        BothValues(code or "Above the questions", kept.get(code, ""), written.get(code, ""))
        for code in dict.fromkeys([*kept, *written])
        if kept.get(code) != written.get(code)
    )
    sent = tuple(
        (name, str(value))
        for name, values in request.POST.lists()
        if name not in _NOT_SENT_AGAIN
        for value in values
    )
    return Changed(str(theirs), fields, theirs.version, sent, href)
