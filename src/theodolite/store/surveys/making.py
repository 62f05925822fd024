"""Begin a survey."""

from datetime import datetime

from django.db import transaction

from theodolite.store.history import write_down
from theodolite.store.models import Survey


def make_survey(title: str, about: str = "", *, by: str, at: datetime) -> Survey:
    """A survey without answers yet, with its line in the history."""
    with transaction.atomic():
        survey: Survey = Survey.objects.create(title=title, about=about, made_by=by, made_at=at)
        write_down("survey begun", survey.key, by, {"title": title}, at=at)
    return survey
