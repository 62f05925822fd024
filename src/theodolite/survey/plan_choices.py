"""The main choices of a plan, read out of its text and written back without touching the rest."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Table

from theodolite.settings.written_toml import give_end, put, take_out, taken_end
from theodolite.survey.plan import Plan, plan_in
from theodolite.survey.previewing import segments_named

SEGMENT = "segment"
"""How a plan calls the segments where it says what divides respondents."""


@dataclass(frozen=True)
class Exhibit:
    """A table, heatmap or map: its code, title, questions, and what divides respondents.

    `is_plain` says that its questions may be changed here: one block each, and nothing more said.
    """

    code: str
    title: str
    questions: tuple[str, ...]
    by: tuple[str, ...] = ()
    is_plain: bool = True


@dataclass(frozen=True)
class PlanChoices:
    """What most plans differ in; all else of a plan is reached by its text.

    `names` has a name for each cluster, equal names being merged; `sizes` are those that the
    clusters had when they were named, empty where these were not looked at. `margins` gives for
    each question how many of the population gave each answer.
    """

    title: str
    subtitle: str = ""
    notice: str = ""
    disclosure: str = "lt5_round5"
    question: str = ""
    k: int = 1
    names: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()
    tables: tuple[Exhibit, ...] = ()
    heatmaps: tuple[Exhibit, ...] = ()
    maps: tuple[Exhibit, ...] = ()
    margins: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    margins_source: str = ""


def choices_in(text: str) -> PlanChoices:
    """The main choices that a plan's text makes."""
    plan = plan_in(text)
    clustering, weighting = plan.clustering, plan.weighting
    return PlanChoices(
        title=plan.title,
        subtitle=plan.subtitle,
        notice=plan.notice,
        disclosure=plan.disclosure,
        question=clustering.question if clustering else "",
        k=clustering.k if clustering else 1,
        names=_names(plan),
        tables=tuple(
            Exhibit(
                one.code,
                one.title,
                tuple(question for block in one.blocks for question in block.questions),
                (one.by,) if one.by else (),
                is_plain=all(
                    len(block.questions) == 1 and not (block.label or block.parts or block.only)
                    for block in one.blocks
                ),
            )
            for one in plan.tables
        ),
        heatmaps=tuple(
            Exhibit(one.code, one.title, one.questions, one.by) for one in plan.heatmaps
        ),
        maps=tuple(Exhibit(one.code, one.title, (one.question,)) for one in plan.maps),
        margins=weighting.margins if weighting else {},
        margins_source=weighting.source if weighting else "",
    )


def with_choices(text: str, choices: PlanChoices) -> str:
    """The plan's text with these choices; comments and all other settings stay as they are."""
    before = choices_in(text)
    heads = ("title", "subtitle", "notice", "disclosure")
    changed = {name: getattr(choices, name) for name in heads}
    document = tomlkit.parse(
        _with_heads(
            text, {name: one for name, one in changed.items() if one != getattr(before, name)}
        )
    )
    _cluster(document, choices, before)
    for name in ("tables", "heatmaps", "maps"):
        if getattr(choices, name) != getattr(before, name):
            _exhibits(document, name, getattr(choices, name), getattr(before, name))
    if (choices.margins, choices.margins_source) != (before.margins, before.margins_source):
        _weigh(document, choices)
    return tomlkit.dumps(document)


def with_disclosure(text: str, profile: str) -> str:
    """The same plan under another disclosure profile."""
    is_so = tomllib.loads(text).get("disclosure") == profile
    return text if is_so else _with_heads(text, {"disclosure": profile})


@dataclass(frozen=True)
class Difference:
    """One setting that two versions of a plan have different; empty where one has it not."""

    place: str
    before: str
    after: str


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """Every setting in which two plans differ, in the order of the later one.

    >>> differences('title = "A"\\n[clustering]\\nk = 4', 'title = "A"\\n[clustering]\\nk = 3')
    (Difference(place='clustering: k', before='4', after='3'),)
    """
    old, new = _flat(tomllib.loads(before)), _flat(tomllib.loads(after))
    places = [*new, *(place for place in old if place not in new)]
    return tuple(
        Difference(place, old.get(place, ""), new.get(place, ""))
        for place in places
        if old.get(place) != new.get(place)
    )


def _with_heads(text: str, heads: Mapping[str, str]) -> str:
    """The text with these settings above its tables."""
    document = tomlkit.parse(text)
    for name, value in heads.items():
        put(document, name, value)
    return tomlkit.dumps(document)


def _names(plan: Plan) -> tuple[str, ...]:
    if plan.clustering is None:
        return ()
    called = {number: one.name for one in plan.segments for number in one.clusters}
    return tuple(called.get(number, "") for number in range(1, plan.clustering.k + 1))


def _cluster(document: TOMLDocument, choices: PlanChoices, before: PlanChoices) -> None:
    if not choices.question:
        for name in ("clustering", "segments", "stability", "strips"):
            take_out(document, name)
        return
    if "clustering" not in document:
        document["clustering"] = tomlkit.table()
    clustering: Any = document["clustering"]
    for name, value in (("question", choices.question), ("k", choices.k)):
        if clustering.get(name) != value:
            put(clustering, name, value)
    tree = (choices.question, choices.k, choices.names)
    if tree != (before.question, before.k, before.names):
        _name_segments(document, choices)


def _name_segments(document: TOMLDocument, choices: PlanChoices) -> None:
    """Each segment's table goes on from the one that bore the name, description and all.

    Sizes of clusters as they were go where nobody has looked at them as they are.
    """
    if not any(choices.names):
        take_out(document, "segments")
        return
    named = {one.name: one for one in segments_named(choices.names, choices.k)}
    earlier = [str(one["name"]) for one in document.get("segments", [])]
    order = [*(name for name in earlier if name in named), *(n for n in named if n not in earlier)]
    for table, name in zip(_listed(document, "segments", "name", order), order, strict=True):
        clusters = list(named[name].clusters)
        _change(table, {"name": name, "clusters": clusters})
        if choices.sizes:
            _change(table, {"sizes": [choices.sizes[number - 1] for number in clusters]})
        else:
            table.pop("sizes", None)


def _exhibits(
    document: TOMLDocument, name: str, wanted: Sequence[Exhibit], before: Sequence[Exhibit]
) -> None:
    if not wanted:
        take_out(document, name)
        return
    tables = _listed(document, name, "code", [one.code for one in wanted])
    for table, one in zip(tables, wanted, strict=True):
        if one not in before:
            _change(table, {"code": one.code, "title": one.title})
            _ask(table, name, one)


def _listed(document: TOMLDocument, name: str, called: str, order: Sequence[str]) -> list[Any]:
    """Make a list hold one table for each name in this order: those it had, or else empty ones.

    What introduces a table goes with it, but for the first: that belongs to the list.
    """
    earlier: Any = document.get(name, [])
    if [one[called] for one in earlier] == list(order):
        return list(earlier)
    ends = [taken_end(one) for one in earlier]
    introduced = dict(zip([str(one[called]) for one in earlier][1:], ends, strict=False))
    had = {str(one[called]): one for one in earlier}
    tables = tomlkit.aot()
    for one in order:
        tables.append(_own(had[one]) if one in had else tomlkit.item({called: one}))
    following = [*(introduced.get(one, "") for one in order[1:]), ends[-1] if ends else ""]
    for table, end in zip(tables, following, strict=True):
        give_end(table, end)
    document[name] = tables
    return list(tables)


def _change(table: Any, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if table.get(name) != value:
            put(table, name, value)


def _ask(table: Table, name: str, one: Exhibit) -> None:
    if name == "maps":
        _change(table, {"question": one.questions[0] if one.questions else ""})
    elif name == "heatmaps":
        _change(table, {"questions": list(one.questions), "by": list(one.by)})
    else:
        by = one.by[0] if one.by else ""
        if table.get("by", SEGMENT) != by:
            put(table, "by", by)
        blocks = [{"questions": [question]} for question in one.questions]
        if one.is_plain and table.get("blocks") != blocks:
            _replace(table, "blocks", _blocks(one.questions))


def _blocks(questions: Sequence[str]) -> AoT:
    blocks = tomlkit.aot()
    for question in questions:
        block = tomlkit.table()
        block["questions"] = [question]
        blocks.append(block)
    return blocks


def _weigh(document: TOMLDocument, choices: PlanChoices) -> None:
    if not choices.margins:
        take_out(document, "weighting")
        return
    if "weighting" not in document:
        document["weighting"] = tomlkit.table()
    weighting: Any = document["weighting"]
    put(weighting, "source", choices.margins_source)
    wanted = {question: dict(shares) for question, shares in choices.margins.items()}
    if weighting.get("margins") != wanted:
        margins = tomlkit.table()
        margins.update(wanted)
        _replace(weighting, "margins", margins)


def _replace(table: Any, name: str, tables: Any) -> None:
    """Put tables in the place of others; what introduces the next stays."""
    if not isinstance(table, Table):
        table[name] = tables.unwrap()  # what stands in braces holds braces only
        return
    end = taken_end(table)
    table[name] = tables
    give_end(table, end)


def _own(table: Any) -> Table:
    """A table that can stand in a list under a heading, where it stood in braces."""
    return table if isinstance(table, Table) else tomlkit.item(table.unwrap())


def _flat(value: Any, place: str = "") -> dict[str, str]:
    """Every setting by where it stands; things with a name or code are called by it."""
    if isinstance(value, Mapping):
        if not value and place:
            return {place: "with the usual settings"}
        return {
            name: text
            for key, one in value.items()
            for name, text in _flat(one, f"{place}: {key}" if place else str(key)).items()
        }
    if isinstance(value, list) and value and all(isinstance(one, Mapping) for one in value):
        return {
            name: text
            for one, called in zip(value, _called(value), strict=True)
            for name, text in _flat(one, f"{place} {called}").items()
        }
    if isinstance(value, list):
        return {place: ", ".join(str(one) for one in value)}
    return {place: str(value)}


def _called(things: Sequence[Mapping[str, Any]]) -> list[str]:
    """What each is called, numbered where it has no name of its own."""
    names = [one.get("code") or one.get("name") or one.get("reason") for one in things]
    called = []
    for number, name in enumerate(names, start=1):
        also = "" if name and names.count(name) == 1 else str(number)
        called.append(f"“{name}” {also}".strip() if name else also)
    return called
