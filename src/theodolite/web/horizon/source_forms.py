"""The forms by which a curator adds and changes sources."""

from typing import Any
from urllib.parse import urlsplit

from django import forms

from theodolite.horizon.errors import UnknownSource
from theodolite.horizon.fetch.addresses import destination
from theodolite.horizon.fetch.refusals import UnsafeAddress
from theodolite.horizon.sources.recognising import recognise_address
from theodolite.horizon.sources.source import Source
from theodolite.web.horizon.kinds_of_sources import NAMES
from theodolite.web.horizon.seen import SeenForm
from theodolite.web.sightings.topics import topic_names

_SCHEMES = ("http", "https", "webcal")
_LARGEST_LIST = 1_000_000


class TopicsForm(forms.Form):
    """What a source is watched for, and who is told when it falls silent."""

    topics = forms.MultipleChoiceField(
        label="Topics it is watched for",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    owner = forms.CharField(
        label="Whom to tell when it falls silent",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        """Topics are the framework's."""
        super().__init__(*given, **named)
        topics: Any = self.fields["topics"]
        topics.choices = list(topic_names().items())


class NewSourceForm(TopicsForm):
    """An address to watch from now on; a job finds out what it is."""

    address = forms.CharField(
        label="Address",
        help_text="Of a feed, a page that links to one, a search, a calendar, or a list in OPML.",
        max_length=2_000,
        error_messages={
            "required": "Give the address that a browser shows, as https://example.org"
        },
        widget=forms.TextInput(attrs={"autocomplete": "url", "inputmode": "url"}),
    )
    name = forms.CharField(
        label="What to call it",
        help_text="Left open, it is called as it calls itself.",
        required=False,
        max_length=200,
    )
    kind = forms.ChoiceField(
        label="What it is",
        help_text="Only needed where that is not recognised.",
        required=False,
        choices=[("", "Find out"), *(one for one in NAMES.items() if one[0] != "file")],
    )
    field_order = ("address", "name", "kind", "topics", "owner")

    def clean_address(self) -> str:
        """A public address; files and mailboxes are added by whoever runs the server.

        Where a host's name leads is looked at when it is asked.
        """
        sent: str = self.cleaned_data["address"].strip()
        try:
            scheme = urlsplit(sent).scheme.lower()
            if scheme in _SCHEMES:
                recognise_address(sent)
                destination(sent.replace("webcal:", "https:", 1))
        except (UnknownSource, UnsafeAddress, ValueError) as problem:
            raise forms.ValidationError(str(problem)) from None
        if scheme not in _SCHEMES:
            raise forms.ValidationError(
                "Give an address on the web, beginning with https://. Files and mailboxes are"
                " added on the server, with horizon add-source."
            )
        return sent


class OpmlForm(forms.Form):
    """A list of feeds as a feed reader exports it."""

    list = forms.FileField(
        label="A list in OPML",
        help_text="As feed readers export it; up to 1 MB.",
        error_messages={"required": "Choose the file that your feed reader exported"},
        widget=forms.FileInput(attrs={"accept": ".opml,.xml"}),
    )

    def clean_list(self) -> Any:
        """No larger than a list can be."""
        sent = self.cleaned_data["list"]
        if sent.size > _LARGEST_LIST:
            raise forms.ValidationError("The list is larger than 1 MB. Export fewer feeds at once.")
        return sent


class ChangeSourceForm(SeenForm, TopicsForm):
    """How a source is asked, and for what."""

    every_hours = forms.FloatField(
        label="Ask it every so many hours",
        min_value=0.25,
        max_value=24 * 366,
        widget=forms.NumberInput(
            attrs={"class": "nhsuk-input--width-5", "inputmode": "decimal", "step": "any"}
        ),
    )
    paused = forms.BooleanField(
        label="Pause it", help_text="It stays in the list and is not asked.", required=False
    )

    def __init__(self, *given: Any, source: Source, **named: Any) -> None:
        """What holds now stands in the form."""
        now = {name: getattr(source, name) for name in ("owner", "every_hours", "paused")}
        super().__init__(*given, now={"topics": sorted(source.topics), **now}, **named)

    def changes(self) -> dict[str, Any]:
        """The values as the list of sources has them."""
        said = {name: self.cleaned_data[name] for name in ("owner", "every_hours", "paused")}
        return {**said, "topics": tuple(self.cleaned_data["topics"])}
