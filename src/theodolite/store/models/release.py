"""Reports as they were made from a survey, and those of them that were let out, or were not."""

from typing import Self

from django.db import models
from django.db.models import Q

from theodolite.store.models.account import random_key
from theodolite.store.models.job import Job
from theodolite.store.models.survey import DataSet, Survey, SurveyFileVersion, Surveys
from theodolite.store.visibility import Viewer, Visible


class Report(models.Model):
    """One run of the analysis: what it was made from, by whom, and what came of it.

    `key` names its folder and tells nothing. The digests are those of its source notes, set when
    it is done; `attack` is what an attack on its publishable files found, nothing where the
    profile is for inside use.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="reports")
    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    plan = models.ForeignKey(SurveyFileVersion, models.PROTECT, related_name="+")
    questionnaire = models.ForeignKey(SurveyFileVersion, models.PROTECT, related_name="+")
    data_set = models.ForeignKey(DataSet, models.PROTECT, related_name="reports")
    profile = models.CharField(max_length=40)
    by = models.CharField(max_length=32)
    asked_at = models.DateTimeField()
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    title = models.TextField(blank=True)
    data = models.CharField(max_length=64, blank=True)
    settings = models.CharField(max_length=64, blank=True)
    decisions = models.CharField(max_length=64, blank=True)
    code = models.CharField(max_length=40, blank=True)
    warnings = models.JSONField(default=list)
    attack = models.JSONField(null=True)

    objects = Surveys.as_manager()

    def __str__(self) -> str:
        return f"Report {self.pk} on {self.survey}"


class Releases(Visible):
    """Releases, seen by the office, and once they are out by those they are for."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Analysts and administrators see all; others what was let out to them."""
        if viewer.has_role("analyst", "administrator"):
            return self
        audiences = [Release.Audience.PUBLIC]
        if viewer.is_active:
            audiences.append(Release.Audience.MEMBERS)
        if viewer.has_role("council"):
            audiences.append(Release.Audience.COUNCIL)
        return self.let_out().filter(audience__in=audiences)

    def visible_to_all(self) -> Self:
        """What anyone may see, signed in or not."""
        return self.let_out().filter(audience=Release.Audience.PUBLIC)

    def let_out(self) -> Self:
        """Those with a number: published, and perhaps withdrawn since."""
        return self.filter(Q(number__isnull=False))


class Release(models.Model):
    """That a report is to be let out: to whom, who asked, who decided, and under which number.

    `number` makes its address and is never given twice; a withdrawn release keeps it, and says
    why it is gone.
    """

    class Audience(models.TextChoices):
        """Whom a release is for."""

        COUNCIL = "council", "The council"
        MEMBERS = "members", "All members"
        PUBLIC = "public", "Everyone, without signing in"

    class State(models.TextChoices):
        """Where a release stands."""

        WAITING = "waiting", "Waiting for approval"
        REFUSED = "refused", "Refused"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    report = models.ForeignKey(Report, models.PROTECT, related_name="releases")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    audience = models.CharField(max_length=10, choices=Audience.choices)
    asked_by = models.CharField(max_length=32)
    asked_at = models.DateTimeField()
    why = models.TextField(blank=True)
    decided_by = models.CharField(max_length=32, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    number = models.PositiveIntegerField(null=True, unique=True)
    registered_as = models.PositiveIntegerField(null=True)
    withdrawn_by = models.CharField(max_length=32, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    objects = Releases.as_manager()

    class Meta:
        """A report waits, or is out, at most once."""

        constraints = (
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(state__in=["waiting", "published"]),
                name="report_let_out_once",
            ),
        )

    def __str__(self) -> str:
        return f"Release {self.number}" if self.number else f"Release of {self.report}"
