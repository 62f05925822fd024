"""Forms that tell what their reader saw, and both versions where somebody changed it meanwhile."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from theodolite.web.look.parts import BothValues, Changed, sent_by
from theodolite.web.permissions import Signed

CHANGED_MEANWHILE = 409

_SEEN = "seen_version"


class SeenForm(forms.Form):
    """A form in which what holds now stands; it is sent with a digest of what stood in it."""

    seen_version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, now: Mapping[str, Any], **named: Any) -> None:
        """`now` are the values that hold, by the names of the fields."""
        digest = sha256(json.dumps(now, sort_keys=True).encode()).hexdigest()
        named["initial"] = {**now, _SEEN: int(digest[:12], 16)}
        super().__init__(*given, **named)

    @property
    def would_undo(self) -> bool:
        """Whether something else held when the form was shown, and would be changed back."""
        return _SEEN in self.changed_data and bool(self.differing())

    def differing(self) -> tuple[BothValues, ...]:
        """The fields in which it says something else than what holds now."""
        return tuple(
            BothValues(
                str(self.fields[name].label),
                _told(self.fields[name], self.initial.get(name)),
                _told(self.fields[name], self.cleaned_data[name]),
            )
            for name in self.changed_data
            if name != _SEEN
        )


@dataclass(frozen=True, slots=True)
class BothVersions:
    """What two people changed, and where it is kept."""

    name: str
    href: str
    changed: Changed


def both_versions(request: Signed, form: SeenForm, *, name: str, href: str) -> HttpResponse:
    """The page that refuses a form which would change back what its reader did not see."""
    changed = Changed("This", form.differing(), form.initial[_SEEN], sent_by(request), href)
    page = BothVersions(name, href, changed)
    return render(request, "horizon/both_versions.html", {"page": page}, status=CHANGED_MEANWHILE)


def _told(field: Any, value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    names = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(names.get(one, one)) for one in values)
