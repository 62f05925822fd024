"""Who screens a survey by which criteria, what each decided, and how differences were settled."""

import secrets
from typing import Self

from django.db import models
from django.db.models import Q

from theodolite.store.editing import Versioned
from theodolite.store.models.survey import OFFICE, Survey
from theodolite.store.visibility import Viewer, Visible


class Verdict(models.TextChoices):
    """What a person can decide about a respondent."""

    KEEP = "keep", "Keep"
    REJECT = "reject", "Reject"


class Screenings(Visible):
    """Screenings, seen by analysts and by the people named in them."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Analysts see all; others those in which they screen or settle."""
        if viewer.has_role(OFFICE):
            return self
        if not viewer.is_active:
            return self.none()
        key = viewer.key
        return self.filter(Q(first=key) | Q(second=key) | Q(adjudicator=key))


class Screening(Versioned):
    """Two people who decide on each respondent for themselves, and who settles where they differ.

    People are named by the keys of their accounts. `criteria` holds one reason for rejection a
    line, besides the plan's rules. Without an adjudicator the two settle together: what both then
    say holds.
    """

    survey = models.OneToOneField(Survey, models.CASCADE, related_name="screening")
    criteria = models.TextField()
    first = models.CharField("first screener", max_length=32)
    second = models.CharField("second screener", max_length=32)
    adjudicator = models.CharField(max_length=32, blank=True)
    begun_at = models.DateTimeField()

    objects = Screenings.as_manager()

    def __str__(self) -> str:
        return f"The screening of {self.survey}"

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons for rejection to choose from, in order of precedence."""
        lines = (" ".join(line.split()) for line in self.criteria.splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))


def _named(viewer: Viewer) -> Q:
    """Things of screenings that the viewer has to do with."""
    if viewer.has_role(OFFICE):
        return Q()
    key = viewer.key
    screens = Q(screening__first=key) | Q(screening__second=key)
    return screens | Q(screening__adjudicator=key)


class Assessments(Visible):
    """Decisions of single screeners, which stay their own until all are made."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Everyone sees their own; others' once they are open, to those named and to analysts."""
        if not viewer.is_active:
            return self.none()
        return self.filter(Q(screener=viewer.key) | (Q(is_open=True) & _named(viewer)))


def random_salt() -> str:
    """What makes a sealed decision impossible to guess from its digest."""
    return secrets.token_hex(16)


class Assessment(models.Model):
    """What one screener decided on one respondent.

    It is closed to all others, analysts included, until both screeners have decided on everyone:
    then `is_open` holds, and it can no longer be taken back. With `salt` anyone can check it
    against the digest in the history, which itself tells nothing.
    """

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="assessments")
    respondent = models.CharField(max_length=32)
    screener = models.CharField(max_length=32)
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    reason = models.CharField(max_length=200, blank=True)
    salt = models.CharField(max_length=32, default=random_salt, editable=False)
    decided_at = models.DateTimeField()
    is_open = models.BooleanField(default=False)

    objects = Assessments.as_manager()

    class Meta:
        """One decision a screener and respondent."""

        constraints = (
            models.UniqueConstraint(
                fields=["screening", "screener", "respondent"], name="assessed_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.respondent}: {self.verdict}"


class Settlements(Visible):
    """Settled differences, seen by those named and by analysts."""

    def visible_to(self, viewer: Viewer) -> Self:
        """All of a screening that one has to do with."""
        return self.filter(_named(viewer)) if viewer.is_active else self.none()


class Settlement(models.Model):
    """What someone says should hold where the two screeners differ.

    That of the adjudicator holds; where there is none, what both screeners say alike.
    """

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="settlements")
    respondent = models.CharField(max_length=32)
    by = models.CharField(max_length=32)
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    reason = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField()

    objects = Settlements.as_manager()

    class Meta:
        """One word a person and respondent."""

        constraints = (
            models.UniqueConstraint(fields=["screening", "by", "respondent"], name="settled_once"),
        )

    def __str__(self) -> str:
        return f"{self.respondent}: {self.verdict}"
