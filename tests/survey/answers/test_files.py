"""Files of every kind give the cells that a person sees in them."""

from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pyreadstat
import pytest

from theodolite.survey.answers import Export, read_answers, read_export
from theodolite.survey.questionnaire import Option, Question, Questionnaire

TEXT = "name;town\nZoë;Köln\nÅsa;Skövde\nAndré;Besançon\n"
CELLS = (("Zoë", "Köln"), ("Åsa", "Skövde"), ("André", "Besançon"))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_text_is_decoded_whatever_it_was_saved_in(tmp_path: Path, encoding: str) -> None:
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    export = _read(tmp_path, (mark + TEXT).encode(encoding))
    assert export.rows == CELLS
    assert any("read as cp1252" in note for note in export.notes) == (encoding == "cp1252")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_found_among_quoted_ones(tmp_path: Path, separator: str) -> None:
    quoted = '"One, two; three\tfour\nfive"'
    text = f"id{separator}said\n1{separator}{quoted}\n2{separator}no\n"
    export = _read(tmp_path, text.encode())
    assert export.rows == (("1", "One, two; three\tfour\nfive"), ("2", "no"))


def test_one_column_needs_no_separator(tmp_path: Path) -> None:
    assert _read(tmp_path, b"job\nNurse\n").rows == (("Nurse",),)


def test_byte_order_marks_inside_values_are_left_out(tmp_path: Path) -> None:
    assert _read(tmp_path, "a,b\n\ufeff1 (None),2\n".encode()).rows == (("1 (None)", "2"),)


def test_blank_lines_keep_their_number(tmp_path: Path) -> None:
    export = _read(tmp_path, b"\njob,age\nNurse,30\n\nEngineer\n")
    assert export.respondents == ((3, ("Nurse", "30")), (5, ("Engineer", "")))
    assert any("1 lines end early" in note for note in export.notes)


def test_quotes_that_are_not_doubled_are_told(tmp_path: Path) -> None:
    export = _read(tmp_path, b'id,said\n1,"a "b" c"\n')
    assert export.rows[0][0] == "1"
    assert any("not doubled" in note for note in export.notes)


def test_a_column_without_a_header_goes_by_its_place(tmp_path: Path) -> None:
    export = _read(tmp_path, b",job,\n7,Nurse,\n")
    assert [column.header for column in export.columns] == ["column 1", "job"]


def test_a_workbook_is_read_as_it_is_seen(tmp_path: Path) -> None:
    file = _workbook(
        tmp_path,
        [
            ["id", "share", "agreed", "when", "blank"],
            [1, 80.0, True, datetime(2024, 2, 1, 9, 30), None],
            [2, 0.5, False, datetime(2024, 2, 2, 9, 30), None],
        ],
    )
    export = read_export(file)
    assert export.rows == (
        ("1", "80", "Yes", "2024-02-01 09:30:00", ""),
        ("2", "0.5", "No", "2024-02-02 09:30:00", ""),
    )
    assert export.first_row == 2


def test_codes_that_excel_made_dates_of_are_listed_and_not_guessed(tmp_path: Path) -> None:
    typed = [["staff", "why"], ["3-4", "a"], [date(2024, 2, 1), date(2024, 5, 3)]]
    file = _workbook(tmp_path, typed)
    options = (Option("1-2"), Option("3-4"))
    questions = (Question("staff", "S", "single", options=options), Question("why", "W", "text"))
    answers = read_answers(file, Questionnaire("T", questions))
    assert answers.frame["staff"].to_list() == ["3-4", None]
    assert answers.frame["why"].to_list() == ["a", None]
    assert answers.unreadable[0].value == "2024-02-01 (made a date by the spreadsheet)"
    assert "formatted as text" in answers.unreadable[0].expected


def test_of_several_sheets_the_first_visible_one_is_read_and_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Hidden"
    book.active.sheet_state = "hidden"
    for name in ("Answers", "Notes"):
        sheet = book.create_sheet(name)
        sheet.append(["from"])
        sheet.append([name])
    file = tmp_path / "answers.xlsx"
    book.save(file)
    export = read_export(file)
    assert export.rows == (("Answers",),)
    assert any("'Answers' of answers.xlsx was read, not 'Notes'" in note for note in export.notes)
    assert read_export(file, sheet="Notes").rows == (("Notes",),)


def test_spss_labels_become_answers_and_missing_values_blanks(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {
            "job": [1.0, 2.0, 9.0, None],
            "joy": [1.0, 5.0, 10.0, 99.0],
            "said": ["x", "", "é", "z"],
            "at": [datetime(2024, 2, 1, 9, 30)] * 4,
        }
    )
    file = tmp_path / "answers.sav"
    pyreadstat.write_sav(
        frame,
        file,
        column_labels={"job": "Your job?"},
        variable_value_labels={
            "job": {1: "Nurse", 2: "Engineer", 9: "Refused"},
            "joy": {1: "None", 10: "All"},
        },
        missing_ranges={"job": [9], "joy": [{"lo": 90, "hi": 99}]},
    )
    export = read_export(file)
    assert export.layout == "spss"
    assert export.columns[0].text == "Your job?"
    assert export.rows == (
        ("Nurse", "1 (None)", "x", "2024-02-01 09:30:00"),
        ("Engineer", "5", "", "2024-02-01 09:30:00"),
        ("", "10 (All)", "é", "2024-02-01 09:30:00"),
        ("", "", "z", "2024-02-01 09:30:00"),
    )
    assert export.notes == ("2 values that the SPSS file marks as missing count as not answered.",)
    joy = Question("joy", "Joy", "scale")
    assert read_answers(file, Questionnaire("T", (joy,))).frame["joy"].to_list() == [1, 5, 10, None]


def test_the_same_file_gives_the_same_digest(tmp_path: Path) -> None:
    first = _read(tmp_path, b"a,b\n1,2\n")
    assert first.digest == _read(tmp_path, b"a,b\n1,2\n").digest
    assert first.digest != _read(tmp_path, b"a,b\n1,3\n").digest


def _read(folder: Path, content: bytes) -> Export:
    file = folder / "answers.csv"
    file.write_bytes(content)
    return read_export(file)


def _workbook(folder: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    file = folder / "answers.xlsx"
    book.save(file)
    return file
