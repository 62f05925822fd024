"""From the shipped survey to reports: what is printed is what was published, or may be."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.reference.written_numbers import (
    Lines,
    estimates_in,
    is_number,
    is_safe,
    tables_in_page,
    tables_in_word,
    tables_in_workbook,
    text_of_pdf,
    text_of_word,
    texts_in_svg,
)
from theodolite.reports.chapters import STAMP
from theodolite.survey.synthetic import published

FILES = {
    "CONTENTS.txt",
    "findings.json",
    "figures",
    "log.json",
    "report-short.docx",
    "report-short.html",
    "report-short.pdf",
    "report.docx",
    "report.html",
    "report.pdf",
    "segments.csv",
    "tables.xlsx",
}
ABOUT_SINGLE_PEOPLE = ("segments.csv", "log.json")
LABELS = {"RT": "Radiotherapy", "CSC": "Clinical and Scientific Computing"}


@pytest.fixture(scope="module")
def page(demo: Path) -> dict[str, Lines]:
    return tables_in_page((demo / "inside-use" / "report.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def sheets(demo: Path) -> dict[str, Lines]:
    return tables_in_workbook(demo / "inside-use" / "tables.xlsx")


def table(tables: dict[str, Lines], title: str) -> Lines:
    (found,) = (lines for caption, lines in tables.items() if title in caption)
    return found


def numbers(lines: Lines, size: int) -> list[tuple[int, ...]]:
    """The rows of whole numbers, in order, without the column for everyone."""
    rows = [[int(cell) for cell in cells if cell.isdigit()] for _, cells in lines]
    return [tuple(row[: -len(row) // (size + 1)]) for row in rows if row]


def pairs(primary: published.Counts, secondary: published.Counts) -> list[tuple[int, ...]]:
    return [
        tuple(n for pair in zip(primary[code], secondary[code], strict=True) for n in pair)
        for code in primary
    ]


@pytest.mark.parametrize("where", ["page", "sheets"])
def test_table_1_is_the_published_one_to_the_last_integer(
    where: str, request: pytest.FixtureRequest
) -> None:
    lines = table(request.getfixturevalue(where), "Specialism, education and qualifications")
    printed = numbers(lines, size=3)
    sizes = tuple(published.SEGMENTS.values())
    blocks = (published.BACKGROUND, published.LEVEL, published.QUALIFICATIONS)
    assert printed[0] == sizes
    assert printed[1:10] == pairs(published.PRIMARY, published.SECONDARY)
    rest = iter(printed[11:])
    for block in blocks:
        for label, row in block.items():
            assert next(rest) == row, label
        answered = next(rest)
        assert answered == sizes or block is published.QUALIFICATIONS
    assert next(rest, None) is None
    assert 9 * 6 + sum(len(block) * 3 for block in blocks) == 93


def test_every_row_of_table_1_stands_under_its_own_label(page: dict[str, Lines]) -> None:
    lines = dict(table(page, "Specialism, education and qualifications"))
    for label, row in (published.BACKGROUND | published.LEVEL | published.QUALIFICATIONS).items():
        assert [int(cell) for cell in lines[label][:3]] == list(row)


def test_figure_3_prints_the_published_percentages(demo: Path, sheets: dict[str, Lines]) -> None:
    lines = dict(table(sheets, "each skill: Segment"))
    svg = (demo / "inside-use" / "figures" / "figure-3.svg").read_text("utf-8")
    seen = 0
    for skill, row in published.SKILL_PERCENTAGES.items():
        for cell, percentage in zip(lines[skill], row, strict=True):
            assert percentage is None or cell in (f"{percentage}%", str(percentage)), skill
            seen += percentage is not None
        drawn = [f"{percentage}%" for percentage in row if percentage is not None]
        assert all(one in texts_in_svg(svg) for one in drawn)
    assert seen == 63


def test_the_columns_of_figure_3_that_can_be_read_by_specialism_agree_too(
    sheets: dict[str, Lines],
) -> None:
    lines = table(sheets, "each skill: Specialism group")
    rows = dict(lines)
    headings = next(cells for _, cells in lines if "Radiotherapy" in cells)
    for skill, by_group in published.SKILL_PERCENTAGES_BY_GROUP.items():
        for group, percentage in by_group.items():
            assert rows[skill][headings.index(group)] == f"{percentage}%"


def test_the_figure_in_the_page_is_the_figure_in_its_folder(demo: Path) -> None:
    folder = demo / "inside-use"
    page = (folder / "report.html").read_text("utf-8")
    for figure in (folder / "figures").glob("*.svg"):
        letters = texts_in_svg(figure.read_text("utf-8"))
        assert set(letters) <= set(texts_in_svg(page)), figure.name


def test_inside_use_is_stamped_on_every_page_and_sheet(demo: Path) -> None:
    folder = demo / "inside-use"
    for name in ("report.pdf", "report-short.pdf"):
        for sheet in PdfReader(folder / name).pages:
            assert STAMP in " ".join(sheet.extract_text().split()), name
    for name in ("report.html", "report-short.html"):
        assert STAMP in (folder / name).read_text("utf-8")
    for title, lines in tables_in_workbook(folder / "tables.xlsx").items():
        assert STAMP in [label for label, _ in lines], title
    assert json.loads((folder / "findings.json").read_bytes())["stamp"] == STAMP
    assert "inside use only" in (folder / "CONTENTS.txt").read_text("utf-8")


def test_what_may_be_published_bears_no_stamp(demo: Path) -> None:
    folder = demo / "to-publish"
    assert STAMP not in text_of_pdf(folder / "report.pdf")
    assert json.loads((folder / "findings.json").read_bytes())["stamp"] == ""


@pytest.mark.parametrize("report", ["inside-use", "to-publish"])
def test_the_folder_is_whole_and_names_what_is_about_single_people(demo: Path, report: str) -> None:
    folder = demo / report
    assert {path.name for path in folder.iterdir()} == FILES
    contents = (folder / "CONTENTS.txt").read_text("utf-8")
    _, private = contents.split("About single people")
    assert all(name in private for name in ABOUT_SINGLE_PEOPLE)
    assert all(name.split(".")[0] in contents for name in FILES - {"CONTENTS.txt"})


def test_estimates_for_publishing_are_rounded_and_never_small(demo: Path) -> None:
    findings = json.loads((demo / "to-publish" / "findings.json").read_bytes())
    found = list(estimates_in(findings))
    assert len(found) > 500
    for one in found:
        assert one["count"] in (None, 0) or one["count"] % 5 == 0
        assert one["base"] in (None, 0) or one["base"] % 5 == 0
        if not one["shown"]:
            assert [one[key] for key in ("value", "count", "base", "low", "high")] == [None] * 5
        elif one["unit"] == "share" and one["base"] and one["count"] is not None:
            assert one["value"] == one["count"] / one["base"]
        elif one["unit"] == "share" and one["base"]:
            # Drawn towards the whole: no count stands behind it, and whole percents are all.
            assert round(one["value"], 2) == one["value"]
        elif one["unit"] == "count":
            assert one["value"] == one["count"]


@pytest.fixture(scope="module")
def measured(demo: Path) -> dict[str, str]:
    """Code and title of the tables and figures that hold measures and means, but no counts."""
    findings = json.loads((demo / "to-publish" / "findings.json").read_bytes())
    return {
        one["code"]: one["title"]
        for chapter in findings["chapters"]
        for one in chapter["evidence"]
        if all(estimate["unit"] == "mean" for estimate in estimates_in(one))
    }


def counted_cells(tables: dict[str, Lines], measured: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Every cell with a number that was counted, not averaged, with where it stands."""
    for caption, lines in tables.items():
        if any(title in caption for title in measured.values()):
            continue
        is_mean = False
        for label, cells in lines:
            if not any(is_number(cell) or cell == "[c]" for cell in cells):
                is_mean = "Mean" in label
            elif not is_mean:
                yield from ((f"{caption}: {label}", cell) for cell in cells if is_number(cell))


def test_no_table_for_publishing_holds_a_small_or_exact_count(
    demo: Path, measured: dict[str, str]
) -> None:
    folder = demo / "to-publish"
    for name in ("report", "report-short"):
        page = tables_in_page((folder / f"{name}.html").read_text("utf-8"))
        captions = dict(enumerate(page, start=1))
        word = {
            captions[number]: lines
            for number, lines in enumerate(tables_in_word(folder / f"{name}.docx"), start=1)
        }
        for tables in (page, word):
            cells = counted_cells(tables, measured)
            assert [where for where, cell in cells if not is_safe(cell)] == []
    cells = list(counted_cells(tables_in_workbook(folder / "tables.xlsx"), measured))
    assert len(cells) > 300
    assert [where for where, cell in cells if not is_safe(cell)] == []


def test_no_figure_for_publishing_holds_a_small_or_exact_count(
    demo: Path, measured: dict[str, str]
) -> None:
    findings = json.loads((demo / "to-publish" / "findings.json").read_bytes())
    figures = [one for chapter in findings["chapters"] for one in chapter["evidence"]]
    drawn = [one for one in figures if one["type"] not in ("table", "clustermap")]
    counted = [one for one in drawn if one["code"] not in measured]
    assert len(counted) >= 5
    for one in counted:
        svg = (demo / "to-publish" / "figures" / f"{one['code']}.svg").read_text("utf-8")
        labels = re.findall(r'"label": "(\d+)"', json.dumps(one.get("panels", [])[:1]))
        letters = [text for text in texts_in_svg(svg) if is_number(text)]
        for label in labels:
            letters.remove(label)
        assert letters or one["type"] == "intervals"
        assert all(is_safe(text) for text in letters), (one["code"], letters)


NOT_COUNTED = re.compile(
    r"(Table|Figure|Source note|Band|Level|cluster) \d+\w*|Counts of 1\s+to\s+4|into \d segments"
    r"|\d+ \(\d+–\d+\)|where 1 is|1 of \d differ by|\d clusters"
    r"|merges \d clusters|into \d clusters|\d+ of \d+$|^\d October|^\d[ \t]+\w[^.]*$"
    r"|^\d +Source:|(?<=[\w)%][.)]) ?\d+$|^\d( (\[c\]|\d+))+$| 2019| 2015",
    re.MULTILINE,
)


def small_numbers(text: str) -> list[str]:
    """The lines in which a number from 1 to 4 stands alone, where it could be a count."""
    left = NOT_COUNTED.sub("", text)
    return re.findall(r"^.*(?<![\w,.%–/-])[1-4](?![\w%.,–-]).*$", left, re.MULTILINE)


@pytest.mark.parametrize("name", ["report", "report-short"])
def test_no_sentence_for_publishing_tells_a_small_count(demo: Path, name: str) -> None:
    folder = demo / "to-publish"
    word = text_of_word(folder / f"{name}.docx")
    assert small_numbers(word) == []
    means = {"11 2 62", "56 5 4", "3 2 14", "7 26 2", "4 9 6"}
    found = small_numbers(text_of_pdf(folder / f"{name}.pdf"))
    assert [one for one in found if not any(mean in one for mean in means)] == []


def test_alternative_texts_for_publishing_tell_no_small_count(
    demo: Path, measured: dict[str, str]
) -> None:
    for path in (demo / "to-publish" / "figures").glob("*.txt"):
        text = path.read_text("utf-8")
        said = re.sub(r"\d+ (panels?|columns?|waves?|segments?|not shown|others)", "", text)
        said = re.sub(r"(highest|lowest) for [^(.]+ \(", "(", said)  # which rows, not how many
        if path.stem not in ("clustermap", *measured):
            assert small_numbers(said) == [], path.name
        assert re.findall(r"\b[1-4] respondents?\b", said) == []


def test_segments_csv_has_each_kept_respondent_once(demo: Path) -> None:
    with (demo / "inside-use" / "segments.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    assert len({line["respondent"] for line in lines}) == len(lines) == published.KEPT
    sizes = {name: sum(line["segment"] == name for line in lines) for name in published.SEGMENTS}
    assert sizes == published.SEGMENTS
