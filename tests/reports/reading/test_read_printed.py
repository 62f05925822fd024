"""Reports of every kind are read into the same passages and tables."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from theodolite.evidence.printed import PrintedRow, PrintedTable
from theodolite.reports.reading import CannotReadReport, read_printed


@pytest.fixture
def read(tmp_path: Path):
    def of(content: str | bytes, name: str = "report.txt"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_printed(path)

    return of


PAIRS = (
    "Team\t\tBuil\tding\tCare\t\n"
    "Size\t\t9\t\t\t7\n"
    "\t\tfirst\tsecond\tfirst\tsecond\n"
    "Craft\t\t\t\t\t\n"
    "Wood\tOak\t3\t1\t4\t0\n"
    "\tPine\t6\t2\t3\t1\n"
    "Training\t\t\t\t\t\n"
    "School\t\t\t5\t4\t\n"
    "College\t\t4\t\t\t3\n"
)


def test_a_pair_of_columns_under_one_split_name_is_put_together(read) -> None:
    (table,) = read(f"{PAIRS}\nTable 1: teams\n\nThe building was new.").tables
    assert table.columns == ("Building", "Care")
    assert table.title == "Table 1: teams"
    _, craft, training = table.blocks
    assert (craft.title, craft.parts) == ("Craft", ("first", "second"))
    assert craft.rows[1] == PrintedRow(("Wood", "Pine"), (("6", "2"), ("3", "1")))
    assert training.rows == (
        PrintedRow(("School",), (("5",), ("4",))),
        PrintedRow(("College",), (("4",), ("3",))),
    )


def test_a_name_split_over_two_lines_is_put_together_as_the_text_writes_it(read) -> None:
    table = "\tDevel\tPlain\n\topment\twords\nYes\t3\t4\nNo\t5\t6\n"
    (read_table,) = read(f"{table}\nDevelopment comes first, in plain words.").tables
    assert read_table.columns == ("Development", "Plain words")


def test_a_name_split_over_two_columns_of_single_numbers_is_put_together(read) -> None:
    (table,) = read("\tDevel\topment\tCare\nYes\t\t3\t4\nNo\t5\t\t6\n").tables
    assert table.columns == ("Development", "Care")
    assert [row.cells for row in table.rows()] == [(("3",), ("4",)), (("5",), ("6",))]


def test_a_web_table_with_spans_reads_as_the_same_table_in_word(read) -> None:
    page = (
        "<html><body><h2>Teams</h2><p>Words <b>here</b>.</p><table><caption>Table 1</caption>"
        "<tr><td></td><td></td><th colspan=2>Building</th><th colspan=2>Care</th></tr>"
        "<tr><td></td><td></td><th>first</th><th>second</th><th>first</th><th>second</th></tr>"
        "<tr><th rowspan=2>Wood</th><th>Oak</th><td>3</td><td>1</td><td>4</td><td></td></tr>"
        "<tr><th>Pine</th><td>6</td><td>2</td><td>3</td><td>1</td></tr>"
        "</table><img src='x.png'></body></html>"
    )
    printed = read(page, "page.html")
    (table,) = printed.tables
    assert table.columns == ("Building", "Care")
    assert table.blocks[0].parts == ("first", "second")
    assert [row.names for row in table.rows()] == [("Wood", "Oak"), ("Wood", "Pine")]
    assert next(table.rows()).cells == (("3", "1"), ("4", ""))
    assert (printed.texts[0].text, printed.texts[0].heading) == ("Words here.", "Teams")
    assert printed.unread == ("1 pictures: their numbers were not read.",)
    assert in_word(read).blocks == table.blocks


def in_word(read) -> PrintedTable:
    document = Document()
    rows = [
        ["", "", "Building", "", "Care", ""],
        ["", "", "first", "second", "first", "second"],
        ["Wood", "Oak", "3", "1", "4", ""],
        ["", "Pine", "6", "2", "3", "1"],
    ]
    table = document.add_table(rows=4, cols=6)
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    table.cell(0, 2).merge(table.cell(0, 3)).text = "Building"
    table.cell(0, 4).merge(table.cell(0, 5)).text = "Care"
    table.cell(2, 0).merge(table.cell(3, 0)).text = "Wood"
    saved = BytesIO()
    document.save(saved)
    return read(saved.getvalue(), "teams.docx").tables[0]


def test_a_table_aligned_by_spaces_on_a_page_is_read(tmp_path: Path) -> None:
    from typst import compile as typeset

    source = tmp_path / "page.typ"
    source.write_text(
        "= Teams\nWe asked 43 teams.\n#table(columns: 3, stroke: none, column-gutter: 2em,\n"
        "[Answer], [Building], [Care], [Yes], [12], [5], [Not sure], [3], [14])",
        encoding="utf-8",
    )
    page = tmp_path / "page.pdf"
    page.write_bytes(typeset(source))
    printed = read_printed(page)
    (table,) = printed.tables
    assert table.columns == ("Building", "Care")
    assert [row.cells for row in table.rows()] == [(("12",), ("5",)), (("3",), ("14",))]
    assert not table.is_whole
    assert "We asked 43 teams." in " ".join(text.text for text in printed.texts)


def test_a_passage_knows_its_line_and_heading(read) -> None:
    printed = read(
        "2.1 What was found\n\nA first\nsentence over-\nflows.\n\n- one thing\n- another\n"
    )
    assert [(t.text, t.where, t.heading) for t in printed.texts] == [
        ("A first sentence overflows.", "line 3", "2.1 What was found"),
        ("one thing", "line 7", "2.1 What was found"),
        ("another", "line 8", "2.1 What was found"),
    ]


def _archive(**files: str) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("__", "/"), text)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7\nnothing", "begins as a PDF but cannot be read"),
        (b"PK\x03\x04 broken", "is a damaged archive"),
        (_archive(other="x"), "is an archive but not a Word file"),
        (_archive(word__document="x", **{"word__document.xml": "<x/>"}), "cannot be read"),
        (b"<html><body></body></html>", "holds no words"),
        (bytes(range(256)) * 20, "cannot be read|not text"),
    ],
)
def test_what_cannot_be_read_is_one_message_with_a_way_out(read, content: bytes, says: str) -> None:
    with pytest.raises(CannotReadReport, match=says):
        read(content)


def test_a_report_that_is_not_there_offers_the_nearest_name(tmp_path: Path) -> None:
    (tmp_path / "report-2019.txt").write_text("x")
    with pytest.raises(CannotReadReport, match=r"Did you mean 'report-2019.txt'"):
        read_printed(tmp_path / "report-2018.txt")
