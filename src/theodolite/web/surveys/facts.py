"""What a page tells of a survey in a few lines."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from theodolite.store.models import DataSet, Screening, Survey
from theodolite.web.look.parts import Fact
from theodolite.web.surveys.forms import LAYOUTS


def facts_of(survey: Survey) -> tuple[Fact, ...]:
    """What the survey is for, what answers it has, and until when they are kept."""
    facts = [Fact("What it is for", survey.about)] if survey.about else []
    facts.append(Fact("Begun", day_words(survey.made_at)))
    data_set = survey.data_set
    upload = reverse("surveys:upload", args=[survey.key])
    if data_set is None:
        return (*facts, Fact("Answers", "None yet: upload the export", href=upload))
    return (*facts, *data_set_facts(data_set), *_file_facts(survey), _screening_fact(survey))


def _file_facts(survey: Survey) -> Iterator[Fact]:
    for file in survey.files.order_by("-name"):
        words = f"Version {file.version}, saved on {day_words(file.saved_at)}"
        href = reverse(f"surveys:{file.name}", args=[survey.key])
        yield Fact(file.get_name_display(), words, href=href)


def _screening_fact(survey: Survey) -> Fact:
    screening = Screening.objects.filter(survey=survey).first()
    href = reverse("surveys:screening", args=[survey.key])
    if screening is None:
        return Fact("Screening", "Not begun: name two screeners", href=href)
    is_open = screening.assessments.filter(is_open=True).exists()
    return Fact("Screening", "Both have decided" if is_open else "Going on", href=href)


def data_set_facts(data_set: DataSet) -> tuple[Fact, ...]:
    """What is known of uploaded answers without reading them."""
    return (
        Fact("Answers", data_set.name),
        Fact("Respondents", f"{data_set.respondents:,}"),
        Fact("Columns", f"{data_set.columns:,}"),
        Fact("Written by", dict(LAYOUTS).get(data_set.layout, data_set.layout)),
        Fact("Uploaded", day_words(data_set.received_at)),
        Fact("Kept until", date_words(data_set.retain_until)),
    )


def day_words(at: datetime) -> str:
    """The day of a moment, as it was here: 25 November 2026."""
    return date_words(localtime(at).date())


def date_words(day: date) -> str:
    """A day in words: 25 November 2026."""
    return date_format(day, "j F Y")


def moment_words(at: datetime) -> str:
    """A moment as it was here: 25 November 2026, 14:05."""
    return date_format(localtime(at), "j F Y, H:i")
