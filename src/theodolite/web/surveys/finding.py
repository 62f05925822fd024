"""The survey or screening that an address names, if whoever asks may see it."""

from django.shortcuts import get_object_or_404

from theodolite.store.models import Screening, Survey
from theodolite.web.permissions import Signed


def survey_of(request: Signed, key: str) -> Survey:
    """The survey with this key; not found for those who may not see it."""
    survey: Survey = get_object_or_404(Survey.objects.visible_to(request.user), key=key)
    return survey


def screening_of(request: Signed, key: str) -> Screening:
    """The screening of the survey with this key; not found for those who have no part in it."""
    visible = Screening.objects.visible_to(request.user).select_related("survey")
    screening: Screening = get_object_or_404(visible, survey__key=key)
    return screening
