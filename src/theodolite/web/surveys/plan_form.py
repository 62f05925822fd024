"""The form over a plan's main choices: fields from the choices, and choices from the fields."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.html import escape

from theodolite.evidence.disclosure import PROFILES
from theodolite.settings.errors import CorrectableError, nearest
from theodolite.survey.plan import Plan
from theodolite.survey.plan_choices import SEGMENT, Exhibit, PlanChoices
from theodolite.survey.previewing import MOST_CLUSTERS, Seen
from theodolite.survey.questionnaire import Questionnaire

KINDS = ("tables", "heatmaps", "maps")
_SINGULAR = {"tables": "Table", "heatmaps": "Heatmap", "maps": "Map"}
_MARGIN = re.compile(r"([^:]+):(.+)=\s*([0-9][0-9,]{0,14}(?:\.[0-9]{1,6})?)")
_QUESTIONS = "Codes of questions, with commas between them."


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan may name: clustering questions with their texts, and all questions by code."""

    to_cluster: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]

    @property
    def codes(self) -> frozenset[str]:
        """Everything that may divide respondents or be counted."""
        return frozenset(code for code, _ in self.questions)


def known_to(questionnaire: Questionnaire, plan: Plan) -> Known:
    """The questions that were asked, and those that the plan's recodes make of them."""
    made = ((one.into, one.text or one.name) for one in plan.recodes if one.into)
    asked = ((one.code, one.text) for one in questionnaire.questions)
    parts = tuple((one.code, one.text) for one in questionnaire.questions if one.parts)
    return Known(parts, tuple(dict([*asked, *made]).items()))


@dataclass(frozen=True, slots=True)
class Group:
    """Fields that belong to one table, heatmap or map."""

    heading: str
    fields: tuple[BoundField, ...]


class PlanForm(forms.Form):
    """Title, clusters and their names, exhibits, margins and the rule for what may be shown."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)
    named_for = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label="Title of the report", max_length=200)
    subtitle = forms.CharField(label="Subtitle", max_length=200, required=False)
    notice = forms.CharField(
        label="Notice",
        help_text="Printed on every page, such as who the respondents are.",
        max_length=500,
        required=False,
    )
    question = forms.ChoiceField(label="Group respondents by", required=False)
    k = forms.IntegerField(
        label="Number of clusters",
        min_value=1,
        max_value=MOST_CLUSTERS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    margins = forms.CharField(
        label="Weight respondents to these margins",
        help_text="One a line: question: answer = people. For example: region: Wales = 120.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
    )
    margins_source = forms.CharField(
        label="Where the margins come from", max_length=300, required=False
    )
    disclosure = forms.ChoiceField(
        label="What may be shown in the report",
        choices=[(one.name, one.says) for one in PROFILES.values()],
        widget=forms.RadioSelect,
    )

    def __init__(
        self, data: Mapping[str, Any] | None, known: Known, choices: PlanChoices, version: int
    ) -> None:
        """Show `choices`; what is sent says how many clusters and exhibits there are."""
        self.known, self.choices = known, choices
        super().__init__(data, initial=_initial(choices, version))
        offered = [("", "No grouping"), *known.to_cluster]
        self.fields["question"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField
        self.clusters = _number(data, "k", choices.k) if data else choices.k
        for number in range(1, self.clusters + 1):
            self.fields[f"name_{number}"] = forms.CharField(
                label=f"Name of cluster {number}", max_length=100, required=False
            )
        for kind in KINDS:
            for place in range(self._places(kind)):
                self.fields |= _exhibit_fields(kind, place, self._exhibit(kind, place))

    def names(self) -> tuple[str, ...]:
        """What the clusters are called as the form stands, sent or not."""
        return tuple(
            str(self[f"name_{number}"].value() or "") for number in range(1, self.clusters + 1)
        )

    def names_before(self) -> tuple[str, ...]:
        """The names as they were sent for another number of clusters; none if it is the same."""
        before = _number(self.data, "named_for", self.clusters) if self.is_bound else self.clusters
        if before == self.clusters:
            return ()
        return tuple(str(self.data.get(f"name_{number}", "")) for number in range(1, before + 1))

    def rename(self, names: Iterable[str]) -> None:
        """Let the clusters be called so, whatever was sent."""
        called = {f"name_{number}": name for number, name in enumerate(names, start=1)}
        self.data = {**{name: self.data[name] for name in self.data}, **called}
        self.data["named_for"] = str(self.clusters)

    def tell(self, clusters: Iterable[Seen]) -> None:
        """Say under each name how many are in the cluster, and what they do most."""
        for one in clusters:
            # A hint is shown as it stands, and activities are named by others.
            hint = escape(f"{people(one.size)}; most: {leading(one)}")
            self[f"name_{one.clusters[0]}"].help_text = hint

    def live(self, address: str) -> None:
        """Let scripts ask for the preview when what it shows changes."""
        for name in ("question", "k"):
            sent = {"hx-post": address, "hx-target": "#clusters", "hx-trigger": "change"}
            self.fields[name].widget.attrs.update(sent)
        for number in range(1, self.clusters + 1):
            self.fields[f"name_{number}"].widget.attrs.update(
                {
                    "hx-post": f"{address}?part=segments",
                    "hx-target": "#segments",
                    "hx-trigger": "input changed delay:300ms",
                }
            )

    def name_fields(self) -> tuple[BoundField, ...]:
        """The names of all clusters."""
        return tuple(self[f"name_{number}"] for number in range(1, self.clusters + 1))

    def groups(self, kind: str) -> Iterator[Group]:
        """Every table, heatmap or map there is, and an empty one."""
        for place in range(self._places(kind)):
            exhibit = self._exhibit(kind, place)
            is_new = not exhibit.code
            heading = f"Another {_SINGULAR[kind].lower()}" if is_new else exhibit.title
            fields = [f"{kind}_{place}_{part}" for part in _parts(kind, exhibit)]
            yield Group(heading, tuple(self[name] for name in fields))

    def clean_margins(self) -> dict[str, dict[str, float]]:
        """The margins by question and answer."""
        return dict(margins_in(self.cleaned_data["margins"]))

    def clean(self) -> dict[str, Any]:
        """Every code of a question must be known, with the nearest ones where it is not."""
        for name, value in list(self.cleaned_data.items()):
            if name.endswith(("_questions", "_by", "_question")) and value:
                allowed = self.known.codes | ({SEGMENT} if name.endswith("_by") else frozenset())
                for code in codes_in(value):
                    if code not in allowed:
                        near = nearest(code, sorted(allowed))
                        self.add_error(name, f"There is no question {code!r}. {near}")
            elif name.endswith(("_questions", "_question")) and self._is_wanted(name):
                self.add_error(name, "Name at least one question, or leave the whole out.")
        return self.cleaned_data

    def _is_wanted(self, name: str) -> bool:
        place = name.rpartition("_")[0]
        said = self.cleaned_data
        return bool(said.get(f"{place}_title")) and not said.get(f"{place}_remove")

    def chosen(self, sizes: tuple[int, ...] = ()) -> PlanChoices:
        """The choices that the form makes, once it is valid."""
        said = self.cleaned_data
        return PlanChoices(
            title=said["title"],
            subtitle=said["subtitle"],
            notice=said["notice"],
            disclosure=said["disclosure"],
            question=said["question"],
            k=said["k"] if said["question"] else 1,
            names=self._chosen_names(),
            sizes=sizes,
            tables=self._chosen_exhibits("tables"),
            heatmaps=self._chosen_exhibits("heatmaps"),
            maps=self._chosen_exhibits("maps"),
            margins=said["margins"],
            margins_source=said["margins_source"],
        )

    def _chosen_names(self) -> tuple[str, ...]:
        if not self.cleaned_data["question"]:
            return ()
        names = (self.cleaned_data[f"name_{n}"] for n in range(1, self.cleaned_data["k"] + 1))
        return tuple(" ".join(name.split()) for name in names)

    def _chosen_exhibits(self, kind: str) -> tuple[Exhibit, ...]:
        taken = {one.code for one in getattr(self.choices, kind)}
        chosen: list[Exhibit] = []
        for place in range(self._places(kind)):
            sent = {
                part: self.cleaned_data.get(f"{kind}_{place}_{part}") or ""
                for part in ("code", "title", "questions", "question", "by", "remove")
            }
            if sent["remove"] or not sent["title"]:
                continue
            before = self._exhibit(kind, place)
            code = before.code or _new_code(kind, {*taken, *(one.code for one in chosen)})
            questions = codes_in(sent["questions"] or sent["question"])
            if not before.is_plain:
                questions = before.questions
            chosen.append(
                replace(
                    before,
                    code=code,
                    title=sent["title"],
                    questions=questions,
                    by=codes_in(sent["by"]),
                )
            )
        return tuple(chosen)

    def _exhibit(self, kind: str, place: int) -> Exhibit:
        """The exhibit that the fields of a place are about: found again by its code."""
        sent = self.data.get(f"{kind}_{place}_code", "") if self.is_bound else ""
        there: tuple[Exhibit, ...] = getattr(self.choices, kind)
        if self.is_bound:
            return next((one for one in there if one.code == sent), Exhibit("", "", ()))
        return there[place] if place < len(there) else Exhibit("", "", ())

    def _places(self, kind: str) -> int:
        if not self.is_bound:
            return len(getattr(self.choices, kind)) + 1
        sent = re.compile(rf"{kind}_(\d{{1,3}})_title")
        return max((int(m[1]) + 1 for m in map(sent.fullmatch, self.data) if m), default=0)


def people(number: int) -> str:
    """A number of respondents in words."""
    return f"{number:,} respondent{'' if number == 1 else 's'}"


def leading(seen: Seen) -> str:
    """What some respondents do most, as one says it."""
    return ", ".join(f"{activity} {value:.0f}" for activity, value in seen.leading)


def codes_in(text: str) -> tuple[str, ...]:
    """Codes with commas or spaces between them.

    >>> codes_in("skills,  band , level")
    ('skills', 'band', 'level')
    """
    return tuple(dict.fromkeys(code for code in re.split(r"[,\s]+", text) if code))


def margins_in(text: str) -> Iterator[tuple[str, dict[str, float]]]:
    """Margins as they are typed, question by question; a line that cannot be read is told.

    >>> list(margins_in("region: Wales = 120\\nregion: London = 3,400"))
    [('region', {'Wales': 120.0, 'London': 3400.0})]
    """
    margins: dict[str, dict[str, float]] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            found = _MARGIN.fullmatch(line.strip())
            if found is None:
                raise ValidationError(
                    f"Line {number} is {line.strip()!r}, which is not a margin. Write it as:"
                    " question: answer = people."
                )
            question, answer, told = (one.strip() for one in found.groups())
            margins.setdefault(question, {})[answer] = float(told.replace(",", ""))
    yield from margins.items()


def fault_field(form: PlanForm, problem: CorrectableError) -> str | None:
    """The field that a refusal of the plan is about, where its sentence tells."""
    said = str(problem)
    places = {
        "clustering": "k",
        "egment": "name_1",
        "weighting": "margins",
        "disclosure": "disclosure",
    }
    found = next((field for word, field in places.items() if word in said), None)
    return found if found in form.fields else None


def _initial(choices: PlanChoices, version: int) -> dict[str, Any]:
    lines = (
        f"{question}: {answer} = {number:g}"
        for question, shares in choices.margins.items()
        for answer, number in shares.items()
    )
    shown = {"seen_version": version, "named_for": choices.k, "margins": "\n".join(lines)}
    for name in ("title", "subtitle", "notice", "disclosure", "question", "k", "margins_source"):
        shown[name] = getattr(choices, name)
    for number, name in enumerate(choices.names, start=1):
        shown[f"name_{number}"] = name
    return shown


def _exhibit_fields(kind: str, place: int, one: Exhibit) -> dict[str, forms.Field]:
    name = f"{kind}_{place}"
    made: dict[str, forms.Field] = {
        "code": forms.CharField(initial=one.code, required=False, widget=forms.HiddenInput),
        "title": forms.CharField(label="Title", initial=one.title, required=False, max_length=200),
        "questions": forms.CharField(
            label="Questions",
            initial=", ".join(one.questions),
            required=False,
            help_text=_QUESTIONS,
        ),
        "question": forms.CharField(
            label="Question of regions", initial=", ".join(one.questions), required=False
        ),
        "by": forms.CharField(
            label="Columns by",
            initial=", ".join(one.by) or (SEGMENT if not one.code else ""),
            required=False,
            help_text="segment, or the code of a question.",
        ),
        "remove": forms.BooleanField(label="Leave this out", required=False),
    }
    return {f"{name}_{part}": made[part] for part in _parts(kind, one)}


def _parts(kind: str, one: Exhibit) -> tuple[str, ...]:
    """Which fields an exhibit has; of a table that says more, rows are changed in the text."""
    rows = {"tables": ("questions", "by"), "heatmaps": ("questions", "by"), "maps": ("question",)}
    asked = tuple(part for part in rows[kind] if one.is_plain or part != "questions")
    return ("code", "title", *asked, *(("remove",) if one.code else ()))


def _new_code(kind: str, taken: set[str]) -> str:
    stem = _SINGULAR[kind].lower()
    number = 1
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"


def _number(data: Mapping[str, Any], name: str, otherwise: int) -> int:
    sent = str(data.get(name, ""))
    is_number = sent.isdecimal() and len(sent) < 10
    return min(max(int(sent), 1), MOST_CLUSTERS) if is_number else otherwise
