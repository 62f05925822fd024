"""The file findings.json, read back into tables and sentences."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from theodolite.evidence.as_printed import as_printed
from theodolite.evidence.disclosure import PROFILES, Profile
from theodolite.evidence.estimate import Estimate
from theodolite.evidence.pictures import Curves, Flow, Intervals, RegionMap
from theodolite.evidence.place import Place
from theodolite.evidence.printed import Printed, PrintedTable, PrintedText
from theodolite.evidence.released import NOTES_OF
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.table import Block, Row, Table
from theodolite.evidence.tabular import tables_of

_ESTIMATE = [one.name for one in fields(Estimate)]
_NOWHERE = SourceNote("", "", "")


def printed_findings(text: str, *, name: str) -> Printed:
    """Every table, picture and sentence of the findings with its counts."""
    chapters = json.loads(text)["chapters"]
    every = [evidence for chapter in chapters for evidence in chapter["evidence"]]
    tables = [table for evidence in every for table in _tables(evidence)]
    unknown = sorted({evidence["type"] for evidence in every} - _READ.keys())
    texts = [
        PrintedText(said, f"statement {statement['code']}", chapter["title"])
        for chapter in chapters
        for statement in chapter["statements"]
        for said in _said(statement)
    ]
    notes = [
        PrintedText(note, f"{NOTES_OF}{evidence['title']}")
        for evidence in every
        for note in evidence["notes"]
    ]
    unread = tuple(f"Pictures of the kind {kind!r} were not read." for kind in unknown)
    return Printed(name, (*texts, *notes), tuple(tables), unread)


def told_profile(text: str) -> Profile | None:
    """The disclosure rule that the findings name, if it is known here."""
    said = json.loads(text).get("disclosure")
    return PROFILES.get(said["name"]) if isinstance(said, Mapping) else None


def told_source(text: str) -> tuple[str, str]:
    """The digests of the answers and of the plan; empty where they are not told."""
    source = json.loads(text).get("source") or {}
    return source.get("data", ""), source.get("settings", "")


def _tables(evidence: Mapping[str, Any]) -> Iterator[PrintedTable]:
    if read := _READ.get(evidence["type"]):
        yield from (as_printed(table, where=table.code) for table in read(evidence))


def _table(found: Mapping[str, Any]) -> Iterator[Table]:
    blocks = (
        Block(one["label"], tuple(map(_row, one["rows"])), tuple(one["parts"]), one["note"])
        for one in found["blocks"]
    )
    yield _named(found, tuple(found["columns"]), *blocks)


def _row(found: Mapping[str, Any]) -> Row:
    cells = tuple(tuple(map(_estimate, column)) for column in found["cells"])
    return Row(found["label"], cells, found["group"], found["is_total"])


def _estimate(found: Mapping[str, Any] | None) -> Estimate | None:
    return None if found is None else Estimate(**{name: found[name] for name in _ESTIMATE})


def _panels(found: Mapping[str, Any]) -> Iterator[Table]:
    for panel in found["panels"]:
        yield from _table(panel)


def _flow(found: Mapping[str, Any]) -> Iterator[Table]:
    rejected = tuple((reason, _shown(number)) for reason, number in found["rejected"])
    received, kept = _shown(found["received"]), _shown(found["kept"])
    flow = Flow(found["code"], found["title"], received, kept, rejected, _NOWHERE)
    yield from tables_of(flow)


def _map(found: Mapping[str, Any]) -> Iterator[Table]:
    places = tuple(Place(place["code"], place["name"]) for place in found["places"])
    waves = tuple((label, tuple(map(_shown, counts))) for label, counts in found["waves"])
    yield from tables_of(RegionMap(found["code"], found["title"], places, waves, _NOWHERE))


def _intervals(found: Mapping[str, Any]) -> Iterator[Table]:
    lines = tuple((group, label, _shown(one)) for group, label, one in found["lines"])
    yield from tables_of(Intervals(found["code"], found["title"], lines, _NOWHERE))


def _curves(found: Mapping[str, Any]) -> Iterator[Table]:
    curves = tuple((name, tuple(map(_shown, values))) for name, values in found["curves"])
    steps = tuple(found["steps"])
    curved = Curves(found["code"], found["title"], found["along"], steps, curves, _NOWHERE)
    yield from tables_of(curved)


def _sizes(found: Mapping[str, Any]) -> Iterator[Table]:
    sizes = zip(found["segments"]["names"], found["segment_sizes"], strict=True)
    rows = tuple(Row(name, ((_estimate(size),),)) for name, size in sizes)
    yield _named(found, ("Respondents",), Block("Segment", rows))


def _shown(found: Mapping[str, Any]) -> Estimate:
    estimate = _estimate(found)
    assert estimate is not None, "a picture has an estimate in every place"
    return estimate


def _named(found: Mapping[str, Any], columns: tuple[str, ...], *blocks: Block) -> Table:
    rounding = found.get("rounding", "half_up")
    return Table(found["code"], found["title"], columns, blocks, _NOWHERE, rounding=rounding)


_READ = {
    "table": _table,
    "heatmap": _panels,
    "flow": _flow,
    "regionmap": _map,
    "clustermap": _sizes,
    "intervals": _intervals,
    "curves": _curves,
}


def _said(statement: Mapping[str, Any]) -> Iterator[str]:
    """Each number of a sentence, in words that say what is counted."""
    for value in statement["values"].values():
        if isinstance(value, Mapping) and value["count"] is not None:
            of_all = f" of {value['base']}" if value["base"] is not None else ""
            yield f"{value['count']}{of_all} respondents"
