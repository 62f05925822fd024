"""Surveys, the data sets uploaded for them, and the two files that say what is done with these."""

from datetime import date
from typing import Self

from django.db import models

from theodolite.store.editing import Versioned
from theodolite.store.models.account import random_key
from theodolite.store.visibility import Viewer, Visible

OFFICE = "analyst"
"""The role that works on surveys; whoever screens is named for each survey."""


class Surveys(Visible):
    """Surveys and what belongs to them, which analysts work on."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Analysts see all; what others may see of a survey is a release, a thing of its own."""
        return self if viewer.has_role(OFFICE) else self.none()


class Survey(Versioned):
    """One run of a survey; `key` names it in addresses and on the disk, and tells nothing."""

    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    title = models.CharField(max_length=200)
    about = models.TextField("what it is for", blank=True)
    made_by = models.CharField(max_length=32)
    made_at = models.DateTimeField()

    objects = Surveys.as_manager()

    def __str__(self) -> str:
        return self.title

    @property
    def data_set(self) -> "DataSet | None":
        """The answers that are worked on: the newest ones that are still kept."""
        return self.data_sets.filter(deleted_at=None).order_by("-received_at", "-pk").first()


class DataSet(models.Model):
    """Answers as they were uploaded, until `retain_until`; the files themselves are on the disk.

    `name` is what the file was called where it came from: words to be shown, never a path.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="data_sets")
    key = models.CharField(max_length=32, unique=True, default=random_key, editable=False)
    name = models.CharField(max_length=200)
    layout = models.CharField(max_length=20)
    size = models.PositiveBigIntegerField("size in bytes")
    sha256 = models.CharField(max_length=64)
    respondents = models.PositiveIntegerField()
    columns = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    by = models.CharField(max_length=32)
    retain_until = models.DateField()
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = Surveys.as_manager()

    def __str__(self) -> str:
        return self.name

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been deleted by now."""
        return self.deleted_at is None and self.retain_until < today


class SurveyFile(Versioned):
    """A file in which an analyst says what was asked, or what is to be done with the answers."""

    class Name(models.TextChoices):
        """The files of a survey."""

        QUESTIONNAIRE = "questionnaire", "Questionnaire"
        PLAN = "plan", "Plan"

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="files")
    name = models.CharField(max_length=20, choices=Name.choices)
    text = models.TextField()
    saved_by = models.CharField(max_length=32)
    saved_at = models.DateTimeField()

    objects = Surveys.as_manager()

    class Meta:
        """One of each name a survey."""

        constraints = (models.UniqueConstraint(fields=["survey", "name"], name="file_once"),)

    def __str__(self) -> str:
        return f"The {self.get_name_display().lower()} of {self.survey}"


class SurveyFileVersion(models.Model):
    """What such a file said after one save, so that every save can be gone back to."""

    file = models.ForeignKey(SurveyFile, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    by = models.CharField(max_length=32)
    at = models.DateTimeField()

    objects = Surveys.as_manager()

    class Meta:
        """Each number once a file."""

        constraints = (models.UniqueConstraint(fields=["file", "number"], name="version_once"),)

    def __str__(self) -> str:
        return f"{self.file}, version {self.number}"


class PassedText(models.Model):
    """That a person has read typed answers and lets them into the analysis.

    `respondent` names one answer: who typed it, with a code of the words, so that other words of
    the same person do not pass with it. Without it all answers to the question pass, those still
    to come included.
    """

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="passed_texts")
    question = models.CharField(max_length=200)
    respondent = models.CharField(max_length=32, blank=True)
    by = models.CharField(max_length=32)
    at = models.DateTimeField()

    objects = Surveys.as_manager()

    class Meta:
        """Passed once."""

        constraints = (
            models.UniqueConstraint(fields=["survey", "question", "respondent"], name="text_once"),
        )

    def __str__(self) -> str:
        return f"{self.question} of {self.respondent or 'everyone'}"
