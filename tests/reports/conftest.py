"""A small report with one of everything that a report can hold."""

from datetime import date

import pytest

from theodolite.display import draw
from theodolite.evidence.disclosure import PROFILES
from theodolite.evidence.estimate import Estimate, count_of, mean_of, share_of
from theodolite.evidence.pictures import Flow, Heatmap
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.reports.document import Bullets, Document, Paragraph, Section

WHOLE = SourceNote("a" * 64, "b" * 64, "0.1.0")
COUNTED = SourceNote("a" * 64, "b" * 64, "0.1.0", ("specialism", "degree"))
AWKWARD = '#let $x$ *bold* _it_ <b>& "quotes" \\ [c] @here'
COLUMNS = ("Development", "Support")


def _row(label, *counts, parts=1, group="", is_total=False):
    cells = [count_of(count) for count in counts]
    columns = tuple(tuple(cells[i : i + parts]) for i in range(0, len(cells), parts))
    return Row(label, columns, group, is_total)


@pytest.fixture(scope="session")
def segments_table():
    specialism = Block(
        "Specialism",
        (
            _row("Radiotherapy", 4, 6, 17, 5, parts=2),
            _row("Nuclear medicine", 1, 0, 3, 1, parts=2, group="Imaging"),
            _row("Ultrasound", 2, 1, 1250, 0, parts=2, group="Imaging"),
        ),
        ("primary", "secondary"),
        "One primary specialism each.",
    )
    degree = Block(
        "Degree",
        (
            Row("Physics", ((share_of(4, 32),), (Estimate("share", None, shown=False),))),
            Row("Years since", ((mean_of(7.25, 30),), (None,))),
            _row("Base", 32, 46, is_total=True),
        ),
    )
    return Table(
        "table_1",
        "Specialism and degree by segment",
        COLUMNS,
        (specialism, degree),
        COUNTED,
        ("Counts and shares of respondents.",),
    )


@pytest.fixture(scope="session")
def pictures():
    rows = tuple(
        Row(skill, ((share_of(count, 20),), (share_of(count + 5, 30),)))
        for skill, count in (("Coding", 12), ("Teaching", 3))
    )
    skills = Table("skills", "Skills", COLUMNS, (Block("", rows),), COUNTED)
    reasons = (("No hours", count_of(7)), ("Other role", count_of(5)))
    return (
        draw(
            Heatmap("skills", "Skills by segment", (skills,), ("By segment",), COUNTED, ("Note.",))
        ),
        draw(Flow("flow", "From received to kept", count_of(125), count_of(113), reasons, WHOLE)),
    )


@pytest.fixture(scope="session")
def document(segments_table, pictures):
    kept = Statement(
        "kept",
        "Of {received} respondents, {kept} were kept in {name}.",
        WHOLE,
        {"received": count_of(125), "kept": count_of(113), "name": "Wave 2"},
    )
    few = Statement(
        "few", "Only {n} said so.", COUNTED, {"n": Estimate("count", None, shown=False)}
    )
    return Document(
        title="Computing workforce",
        subtitle="Who does the work",
        society="Society of Example Physics",
        date=date(2024, 5, 3),
        notice="Reconstructed from published tables; these are not real people.",
        stamp="INSIDE USE ONLY: exact small counts.",
        sections=(
            Section("In short", (kept, Bullets((few, "A plain point.")))),
            Section("Who answered", (Paragraph(AWKWARD), segments_table, pictures[1])),
            Section("Skills", (pictures[0], Paragraph("Nothing more."))),
        ),
        source=WHOLE,
        disclosure=PROFILES["none"],
    )


@pytest.fixture(scope="session")
def awkward_text():
    return AWKWARD
