"""Our own report, read back and checked: its numbers are bound to data, so none is in doubt."""

from pathlib import Path

import pytest

from theodolite.reports.chapters import draw_figures
from theodolite.reports.html import to_html
from theodolite.reports.reading import read_printed
from theodolite.reports.survey_report import survey_report
from theodolite.reports.word import to_word
from theodolite.survey.analysis import analyse
from theodolite.survey.number_check import check_numbers
from theodolite.survey.synthetic import write_reconstruction


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("made-up")
    write_reconstruction(folder)
    findings = analyse(folder / "answers.csv", folder / "plan.toml", disclosure="none")
    return survey_report(findings, draw_figures(findings.chapters))


@pytest.fixture(scope="module")
def page(document) -> str:
    return to_html(document).decode()


def check(page: str, folder: Path):
    (folder / "report.html").write_text(page, encoding="utf-8")
    return check_numbers(read_printed(folder / "report.html"))


def test_no_number_of_our_own_report_is_in_doubt(page: str, tmp_path: Path) -> None:
    found = check(page, tmp_path)
    assert found.doubts == ()
    assert found.checked() > 30


@pytest.mark.parametrize(
    ("right", "wrong", "where"),
    [
        (">27%</a>).", ">37%</a>).", "share of a count"),
        ("<span>76</span>", "<span>77</span>", "row sums"),
        ("<span>60%</span>", "<span>61%</span>", "impossible percentages"),
        ('Support (<a class="bound" href="#source-2">46</a>)',
         'Support (<a class="bound" href="#source-2">47</a>)', "text against table"),
    ],
)  # fmt: skip
def test_one_planted_wrong_number_is_found_and_nothing_else(
    page: str, tmp_path: Path, right: str, wrong: str, where: str
) -> None:
    assert right in page
    before, _, after = page.rpartition(right) if right[0] == "<" else page.partition(right)
    rules = [doubt.rule for doubt in check(f"{before}{wrong}{after}", tmp_path).doubts]
    if where == "row sums":
        assert sorted(rules) == ["column sums", "row sums"]
    else:
        assert rules == [where]


def test_the_word_file_reads_as_the_page_does(document, page: str, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    (tmp_path / "report.docx").write_bytes(to_word(document))
    from_page = read_printed(tmp_path / "report.html").tables
    from_word = read_printed(tmp_path / "report.docx").tables
    assert [list(t.rows()) for t in from_word] == [list(t.rows()) for t in from_page]
    assert [t.columns for t in from_word] == [t.columns for t in from_page]
