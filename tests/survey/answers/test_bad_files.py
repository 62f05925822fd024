"""A file that cannot be read gives one clear message, whatever is wrong with it."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import polars as pl
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from theodolite.settings.errors import CorrectableError, UnknownName, UnreadableFile
from theodolite.survey.answers import export_from_frame, read_export
from theodolite.survey.answers.excel import OLE_START

CSV = "id,job\n1,Nurse\n2,Engineer\n"


def test_a_missing_file_offers_what_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text(CSV)
    with pytest.raises(UnreadableFile, match=r"no file of answers at .*Did you mean 'answers.csv'"):
        read_export(tmp_path / "anwsers.csv")


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_export(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b",,\n,,\n", "every cell is blank"),
        (b"id,job\n", "headers but no answers"),
        (b"id,job\n,\n", "headers but no answers"),
        (b"id,job\n1,Nur\x00se\n", "NUL byte on line 2"),
        (b"id,job\n1,Nurse,Band 6\n", "Line 2 of answers.csv has 3 cells, but there are 2 headers"),
        (b'id,job\n1,"Nurse\n', "ends inside a quoted cell"),
        (b"\xef\xbb\xbfid,job\n1,caf\xe9\n", "says it is UTF-8 text, but byte"),
        (b"\xff\xfei\x00d\x00\n", "says it is UTF-16 text, but byte"),
        ("id,job\n1,café, naïve, élan\n".encode() + b"2,caf\xe9\n", "the first on line 3"),
        (b"job,job\nNurse,Engineer\n", "columns A and B both have the header 'job'"),
        (b"%PDF-1.7 ...", "is a PDF document"),
        (b"<!DOCTYPE html><html>", "is a web page"),
        (b"PAR1....", "is a Parquet file"),
        (b"PK\x03\x04 and then nothing", "cannot be opened as a workbook"),
        (b"$FL2 and then nothing", "cannot be opened as an SPSS file"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    file = tmp_path / "answers.csv"
    file.write_bytes(content)
    with pytest.raises(UnreadableFile, match=message):
        read_export(file)


@pytest.mark.parametrize("suffix", ["xlsx", "sav"])
def test_a_file_cut_short_anywhere_is_refused(tmp_path: Path, suffix: str) -> None:
    whole = _workbook(tmp_path) if suffix == "xlsx" else _spss(tmp_path)
    content = whole.read_bytes()
    for kept in (3, 40, len(content) // 2, len(content) - 20):
        short = tmp_path / f"short.{suffix}"
        short.write_bytes(content[:kept])
        with pytest.raises(CorrectableError, match=r"short\.(xlsx|sav)"):
            read_export(short)


def test_a_workbook_with_a_damaged_part_is_refused(tmp_path: Path) -> None:
    content = bytearray(_workbook(tmp_path).read_bytes())
    content[len(content) // 3] ^= 0xFF
    damaged = tmp_path / "damaged.xlsx"
    damaged.write_bytes(content)
    with pytest.raises(UnreadableFile, match=r"damaged\.xlsx cannot be opened as a workbook"):
        read_export(damaged)


def test_a_password_is_named_as_such(tmp_path: Path) -> None:
    locked = tmp_path / "locked.xlsx"
    with _workbook(tmp_path).open("rb") as plain, locked.open("wb") as out:
        OOXMLFile(plain).encrypt("secret", out)
    with pytest.raises(UnreadableFile, match="locked with a password"):
        read_export(locked)


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * 20_000_000)
    with pytest.raises(UnreadableFile, match="times its size"):
        read_export(bomb)


def test_a_bomb_of_many_parts_is_not_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w") as packed:
        for part in range(1_001):
            packed.writestr(f"xl/{part}.xml", b"")
    with pytest.raises(UnreadableFile, match="packed from 1,001 files"):
        read_export(bomb)


def test_a_bomb_that_declares_its_size_is_not_opened(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr("xl/workbook.xml", b"a")
    # The size a packed file declares stands in the directory at its end.
    patched = content.getvalue().replace(
        b"\x01\x00\x00\x00\x01\x00\x00\x00", b"\xff\xff\xff\x0f\xff\xff\xff\x0f"
    )
    bomb = tmp_path / "bomb.xlsx"
    bomb.write_bytes(patched)
    with pytest.raises(UnreadableFile, match="unpacks to 268,435,455 bytes"):
        read_export(bomb)


def test_a_sheet_that_stretches_too_far_is_not_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "id", "far"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(UnreadableFile, match="stretches over 1,048,576 rows and 16,384 columns"):
        read_export(tmp_path / "far.xlsx")


def test_an_opendocument_workbook_is_told_what_to_do(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "answers.ods", "w") as packed:
        packed.writestr("content.xml", "<office/>")
    with pytest.raises(UnreadableFile, match=r"save it as \.xlsx"):
        read_export(tmp_path / "answers.ods")


def test_a_packed_file_that_is_no_workbook_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "answers.zip", "w") as packed:
        packed.writestr("answers.csv", CSV)
    with pytest.raises(UnreadableFile, match="Unpack it"):
        read_export(tmp_path / "answers.zip")


def test_a_sheet_that_is_not_there_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"no sheet 'Ansers'.*Did you mean 'Answers'"):
        read_export(_workbook(tmp_path), sheet="Ansers")


def test_text_named_as_an_spss_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "answers.sav").write_text(CSV)
    with pytest.raises(UnreadableFile, match="named as an SPSS file but does not begin as one"):
        read_export(tmp_path / "answers.sav")


def test_content_decides_and_not_the_suffix(tmp_path: Path) -> None:
    workbook = _workbook(tmp_path).rename(tmp_path / "answers.csv")
    assert read_export(workbook).rows == (("1", "Nurse"),)
    (tmp_path / "answers.xlsx").write_text(CSV)
    assert len(read_export(tmp_path / "answers.xlsx").rows) == 2


def test_columns_that_are_the_same_throughout_are_read_once(tmp_path: Path) -> None:
    (tmp_path / "answers.csv").write_text("job,age,job\nNurse,3,Nurse\n")
    export = read_export(tmp_path / "answers.csv")
    assert [column.header for column in export.columns] == ["job", "age"]
    assert any("Columns A and C are the same" in note for note in export.notes)


def test_an_empty_data_frame_is_told() -> None:
    with pytest.raises(UnreadableFile, match="headers but no answers"):
        export_from_frame(pl.DataFrame({"a": []}))
    with pytest.raises(UnreadableFile, match="holds nothing"):
        export_from_frame(pl.DataFrame())


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"$FL2@(#)", b"\xff\xfe", OLE_START]),
)
def test_no_bytes_at_all_end_in_a_traceback(tmp_path: Path, content: bytes, start: bytes) -> None:
    file = tmp_path / "any.csv"
    file.write_bytes(start + content)
    with suppress(CorrectableError):
        read_export(file)


def _workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "Answers"
    book.active.append(["id", "job"])
    book.active.append([1, "Nurse"])
    file = folder / "answers.xlsx"
    book.save(file)
    return file


def _spss(folder: Path) -> Path:
    file = folder / "answers.sav"
    pyreadstat.write_sav(pl.DataFrame({"id": [1.0, 2.0], "job": ["Nurse", "Engineer"]}), file)
    return file
