"""What the demo says may be published survives an attack, and keeps no trace of what it hides."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from theodolite.cli import run
from theodolite.evidence.disclosure import OTHERS_HIDDEN
from theodolite.reports.result_files import as_json
from theodolite.reports.survey_report import tables_of_findings
from theodolite.reports.workbook import to_workbook
from theodolite.survey.analysis import analyse

EXACT = ("113",)
"""Counts that the report hides by rounding, and that no made-up label holds."""

WORD_PARTS = re.compile(
    r"(\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml|docProps/thumbnail\.jpeg"
    r"|customXml/.*|word/(document|styles|settings|numbering|fontTable|webSettings|stylesWithEffects"
    r"|footnotes|endnotes|header\d*|footer\d*)\.xml|word/_rels/.*|word/theme/.*|word/media/.*)"
)
BOOK_PARTS = re.compile(
    r"(\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app)\.xml|xl/(workbook|styles|"
    r"sharedStrings)\.xml|xl/_rels/.*|xl/theme/.*|xl/worksheets/(_rels/)?sheet\d+\.xml(\.rels)?)"
)


@pytest.fixture(scope="module")
def release(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder to publish, without the files that it says are about single people."""
    folder = tmp_path_factory.mktemp("release") / "release"
    shutil.copytree(demo / "to-publish", folder)
    for name in ("segments.csv", "log.json"):
        (folder / name).unlink()
    return folder


def quickly_read(folder: Path, copy: Path) -> Path:
    """The three files of a report that hold every table, and are read at once."""
    copy.mkdir()
    for name in ("findings.json", "report.html", "tables.xlsx"):
        shutil.copy(folder / name, copy)
    return copy


def survey(*arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[Any, dict[str, Any]]:
    """The exit code and the JSON that a command of the survey area ends with."""
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        run(["survey", *map(str, arguments), "--json"])
    return ended.value.code or 0, json.loads(capsys.readouterr().out)


def test_an_attack_on_the_release_finds_nothing(demo, tmp_path, capsys):
    release = quickly_read(demo / "to-publish", tmp_path / "release")
    code, said = survey("attack", release, capsys=capsys)
    assert (code, said["weaknesses"], said["profile"]) == (0, [], "lt5_round5")
    assert said["hidden"] > 100


def test_the_folder_as_written_is_faulted_only_for_its_files_on_single_people(demo, capsys):
    code, said = survey("attack", demo / "to-publish", capsys=capsys)
    assert code == 1
    assert [one["file"] for one in said["weaknesses"]] == ["log.json", "segments.csv"]


def test_readme_and_contents_name_those_files_and_promise_no_more(demo):
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    contents = (demo / "to-publish" / "CONTENTS.txt").read_text("utf-8")
    assert "never written anywhere" not in readme
    for name in ("segments.csv", "log.json"):
        assert name in readme
        assert name in contents.split("for inside use only")[1]


def test_the_inside_use_folder_must_not_be_released_and_that_is_all_that_is_said(
    demo, tmp_path, capsys
):
    exact = quickly_read(demo / "inside-use", tmp_path / "exact")
    code, said = survey("attack", exact, capsys=capsys)
    assert code == 1
    assert [one["kind"] for one in said["weaknesses"]] == ["inside use"]


def test_a_number_put_in_by_hand_is_found_twice(demo, tmp_path, capsys):
    changed = quickly_read(demo / "to-publish", tmp_path / "changed")
    page = (changed / "report.html").read_text("utf-8")
    (changed / "report.html").write_text(page.replace("<span>[c]</span>", "<span>3</span>", 1))
    code, said = survey("attack", changed, capsys=capsys)
    assert code == 1
    assert {one["kind"] for one in said["weaknesses"]} == {"small", "disagrees"}


def test_a_folder_without_tables_cannot_be_attacked(tmp_path, capsys):
    code, said = survey("attack", tmp_path, capsys=capsys)
    assert code == 2
    assert "holds no tables that can be read" in said["error"]


def exact_release(export: Path, folder: Path) -> Path:
    """The same answers by another rule, with fewer draws, in the two files of every table."""
    plan = shutil.copytree(export, folder.with_name("again")) / "plan.toml"
    plan.write_text(plan.read_text("utf-8").replace("replicates = 1000", "replicates = 20"))
    found = analyse(export / "answers.csv", plan, disclosure="lt5_suppress")
    told = {"chapters": found.chapters, "disclosure": found.profile, "source": found.source}
    folder.mkdir()
    (folder / "findings.json").write_bytes(as_json(told))
    (folder / "tables.xlsx").write_bytes(to_workbook(tables_of_findings(found)))
    return folder


def test_a_release_is_recorded_once_and_refused_under_a_second_rule(demo, tmp_path, capsys):
    release = quickly_read(demo / "to-publish", tmp_path / "release")
    register = tmp_path / "releases.jsonl"
    code, said = survey(
        "release", release, "--register", register, "--on", "2026-03-01", capsys=capsys
    )
    assert (code, said["entry"]["number"]) == (0, 1)
    second = exact_release(demo / "survey", tmp_path / "second")
    assert survey("attack", second, capsys=capsys)[0] == 0
    code, said = survey(
        "release", second, "--register", register, "--on", "2026-03-02", capsys=capsys
    )
    assert code == 2
    assert "made from the same answers" in said["error"]
    assert len(register.read_text("utf-8").splitlines()) == 1


def test_a_total_that_two_fours_would_follow_from_is_hidden_and_the_table_says_so(demo):
    log = json.loads((demo / "to-publish" / "log.json").read_text("utf-8"))
    assert log["hidden_to_protect_others"] == [
        "Specialism, education and qualifications by segment: Educational background:"
        " Computer Science, All"
    ]
    assert OTHERS_HIDDEN in (demo / "to-publish" / "report.html").read_text("utf-8")


def estimates(found: Any) -> Iterator[dict[str, Any]]:
    if isinstance(found, dict):
        if found.get("type") == "estimate":
            yield found
        for one in found.values():
            yield from estimates(one)
    elif isinstance(found, list):
        for one in found:
            yield from estimates(one)


def test_a_hidden_estimate_keeps_no_number_in_the_file_for_programs(release):
    findings = json.loads((release / "findings.json").read_text("utf-8"))
    hidden = [one for one in estimates(findings) if not one["shown"]]
    assert len(hidden) > 100
    for one in hidden:
        assert {one[name] for name in ("value", "count", "base", "low", "high")} == {None}


def test_a_sentence_that_is_replaced_keeps_none_of_its_numbers(release):
    findings = json.loads((release / "findings.json").read_text("utf-8"))
    for chapter in findings["chapters"]:
        for statement in chapter["statements"]:
            shown = {one["shown"] for one in estimates(statement["values"])}
            assert len(shown) < 2


def test_the_reason_for_a_merge_is_told_only_where_the_sizes_are(demo, release):
    reason = "one of them is too small to describe apart"
    assert reason in (demo / "inside-use" / "findings.json").read_text("utf-8")
    assert reason not in (release / "findings.json").read_text("utf-8")


def words(path: Path) -> Iterator[str]:
    """Every text in a file: XML parts of archives, streams and metadata of PDFs, plain text."""
    if path.suffix in (".docx", ".xlsx"):
        yield from words_of_archive(path)
    elif path.suffix == ".pdf":
        pdf = PdfReader(path)
        yield from (page.extract_text() for page in pdf.pages)
        yield " ".join(map(str, (pdf.metadata or {}).values()))
    elif path.suffix == ".svg":
        yield from etree.parse(path).getroot().itertext()
    elif path.suffix == ".html":
        page = etree.HTML(path.read_text("utf-8"))
        yield " ".join(page.xpath("//text()[not(parent::style)]"))
    else:
        yield path.read_text("utf-8")


def words_of_archive(path: Path) -> Iterator[str]:
    with ZipFile(path) as archive:
        for name in archive.namelist():
            # A sheet names its texts by number; what they and its values say is read below.
            if name.endswith((".xml", ".rels")) and "xl/worksheets" not in name:
                yield " ".join(etree.fromstring(archive.read(name)).itertext())
    if path.suffix == ".xlsx":
        workbook = CalamineWorkbook.from_path(path)
        for name in workbook.sheet_names:
            yield str(workbook.get_sheet_by_name(name).to_python())


def test_no_file_holds_a_count_that_was_rounded_away(release):
    files = [path for path in release.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".docx", ".xlsx", ".pdf", ".svg", ".html", ".json"}
    for path in files:
        for text in words(path):
            found = [one for one in EXACT if re.search(rf"(?<![\w.#-]){one}(?![\w.])", text)]
            assert not found, f"{path.name}: {text[:200]}"


def test_word_files_and_workbooks_have_no_part_that_could_hold_more(release):
    for path in release.glob("*.docx"):
        with ZipFile(path) as archive:
            assert [n for n in archive.namelist() if not WORD_PARTS.fullmatch(n)] == []
    with ZipFile(release / "tables.xlsx") as archive:
        assert [n for n in archive.namelist() if not BOOK_PARTS.fullmatch(n)] == []
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
        for name in [*sheets, "xl/workbook.xml"]:
            text = archive.read(name).decode()
            assert not re.search(r'hidden="1"|state="(veryH|h)idden"|<f>|<extLst', text), name


def test_pdfs_carry_no_attachments_and_no_scripts(release):
    for path in release.glob("*.pdf"):
        pdf = PdfReader(path)
        assert not pdf.attachments
        assert not {"/JavaScript", "/AA"} & set(pdf.trailer["/Root"])


def test_pictures_and_their_texts_hold_no_small_count_of_people(release):
    for path in release.glob("figures/*"):
        for text in words(path):
            assert not re.search(r"(?<![\w.,–-])[1-4] (respondents?|people|departments?)", text)
