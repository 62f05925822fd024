"""A report as a page shows it: chapters of words, tables and figures, each with its source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from theodolite.store.models import Report
from theodolite.web.look.parts import Fact, Figure

Printed = Mapping[str, Any]
"""Part of a report as its folder holds it, under the names of reports.page_document."""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a chapter: `kind` says what it is; a figure is also as the look shows it."""

    kind: str
    printed: Printed
    figure: Figure | None
    source: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter with its blocks."""

    number: int
    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ReportBody:
    """The whole report; `trail` says what all its numbers come from."""

    printed: Printed
    chapters: tuple[Chapter, ...]
    trail: tuple[Fact, ...]


def body_of(page: Printed, trail: tuple[Fact, ...], figure_at: Callable[[str], str]) -> ReportBody:
    """The report of a folder's page; `figure_at` gives the address of a figure's file."""
    chapters = tuple(
        Chapter(
            one["number"],
            one["anchor"],
            one["title"],
            tuple(_block(block, page, figure_at) for block in one["blocks"]),
        )
        for one in page["chapters"]
    )
    return ReportBody(page, chapters, trail)


def trail_of(report: Report, *, plan_href: str = "") -> tuple[Fact, ...]:
    """What every number of a report rests on, in full."""
    return (
        Fact("Data (SHA-256)", report.data),
        Fact("Plan, questionnaire, decisions together (SHA-256)", report.settings),
        Fact("Plan", f"Version {report.plan.number}", href=plan_href),
        Fact("Questionnaire", f"Version {report.questionnaire.number}"),
        Fact("Screening decisions (SHA-256)", report.decisions),
        Fact("Program", f"theodolite {report.code}"),
        Fact("Disclosure rule", report.profile),
    )


def figures_in(page: Printed) -> frozenset[str]:
    """The names of the figures' files, which are all that may be asked for."""
    return frozenset(
        block["file"]
        for chapter in page["chapters"]
        for block in chapter["blocks"]
        if block["type"] == "pagefigure"
    )


def lines_in(page: Printed) -> int:
    """How many lines the report's tables have, those of its figures included."""
    blocks = [block for chapter in page["chapters"] for block in chapter["blocks"]]
    tables = [one for one in blocks if one["type"] == "printedtable"]
    tables += [table for one in blocks for table in one.get("tables", ())]
    return sum(len(body["lines"]) for table in tables for body in table["bodies"])


def _block(block: Printed, page: Printed, figure_at: Callable[[str], str]) -> Block:
    number = block.get("source")
    source = page["sources"][number - 1] if number else ""
    return Block(block["type"], block, _figure(block, figure_at), source)


def _figure(block: Printed, figure_at: Callable[[str], str]) -> Figure | None:
    if block["type"] != "pagefigure":
        return None
    return Figure(
        title=f"{block['name']}. {block['title']}",
        alt=block["alt"],
        picture=figure_at(block["file"]),
        description=block["description"],
        width=block["width"],
        height=block["height"],
    )
