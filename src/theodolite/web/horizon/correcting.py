"""The forms by which a curator says where an item belongs, and what it is to other items."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from theodolite.horizon.placing import Correction
from theodolite.horizon.placing.corrections import NONE_OF_THESE, Aspect, answers
from theodolite.horizon.placing.placed import CANNOT_TELL
from theodolite.store.models import ListedItem
from theodolite.web.horizon.seen import SeenForm
from theodolite.web.sightings.topics import framework_of_society

SAME, APART = "the same as", "not the same as"
"""What merges or keeps apart, beside the relations that only link."""

RELATIONS = (
    SAME,
    APART,
    "preprint of",
    "published as",
    "corrects",
    "corrected by",
    "retracts",
    "retracted by",
    "replaces",
    "replaced by",
    "reports on",
    "related",
)

_ASPECTS: tuple[Aspect, ...] = ("horizon", "outlook", "readiness")


class CorrectionForm(SeenForm):
    """Where an item belongs: its topics, how far it looks ahead, and what it means for us."""

    topics = forms.MultipleChoiceField(
        label="It belongs to",
        help_text="Untick all if it belongs to none of them.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    horizon = forms.ChoiceField(label="How far ahead it looks", required=False)
    outlook = forms.ChoiceField(label="Threat or opportunity", required=False)
    readiness = forms.ChoiceField(label="Readiness (1 to 9)", required=False)

    def __init__(self, *given: Any, row: ListedItem, **named: Any) -> None:
        """Choices are the framework's; what holds now is chosen."""
        now = {str(name): getattr(row, name) or CANNOT_TELL for name in _ASPECTS}
        super().__init__(*given, now={"topics": sorted(row.topics), **now}, **named)
        self.row, framework = row, framework_of_society()
        known = answers(framework) if framework else {}
        self._offer(
            "topics", [(one.code, one.name) for one in framework.topics] if framework else []
        )
        for name in _ASPECTS:
            self._offer(name, [(answer, answer) for answer in known.get(name, (CANNOT_TELL,))])

    def said(self, by: str) -> list[Correction]:
        """What differs from what was known before."""
        return [*self._topics(by), *self._judgements(by)]

    def _topics(self, by: str) -> Iterator[Correction]:
        ticked, before = set(self.cleaned_data["topics"]), set(self.row.topics)
        identity = self.row.identity
        if before and not ticked:
            yield Correction(identity, "topic", NONE_OF_THESE, by=by)
            return
        for code in sorted(ticked - before):
            yield Correction(identity, "topic", code, by=by)
        for code in sorted(before - ticked):
            yield Correction(identity, "topic", code, holds=False, by=by)

    def _judgements(self, by: str) -> Iterator[Correction]:
        for aspect in _ASPECTS:
            answer = self.cleaned_data[aspect]
            if answer and answer != (getattr(self.row, aspect) or CANNOT_TELL):
                yield Correction(self.row.identity, aspect, answer, by=by)

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = list(choices)


class LinkForm(forms.Form):
    """What the item is to another one."""

    relation = forms.ChoiceField(label="This is", choices=[(one, one) for one in RELATIONS])
    other = forms.CharField(
        label="The other item",
        help_text="Its DOI, its address, or its identity as its page shows it.",
        max_length=600,
        error_messages={"required": "Say which other item: its DOI, address or identity"},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *given: Any, row: ListedItem, **named: Any) -> None:
        """`row` is the item that is linked."""
        super().__init__(*given, **named)
        self.row = row

    def clean_other(self) -> ListedItem:
        """The other item, as any of its names tells it."""
        sent = self.cleaned_data["other"].strip()
        bare = sent.removeprefix("https://doi.org/")
        names = [sent, bare, f"doi:{bare.lower()}", f"url:{sent}", f"pmid:{sent}", f"arxiv:{sent}"]
        found = ListedItem.objects.named(names).first()
        if found is None:
            raise forms.ValidationError(
                "There is no such item here. Search for it, and copy its identity from its page."
            )
        if found.pk == self.row.pk:
            raise forms.ValidationError(
                "That is this item itself. Name another one; to part records that were merged, use"
                " “Not a duplicate” beside the record."
            )
        row: ListedItem = found
        return row
