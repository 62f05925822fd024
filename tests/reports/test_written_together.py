"""A folder of results is there whole, or not at all."""

import pytest

from theodolite.reports.written_together import FolderNotOurs, write_beside


def _write(folder, text):
    with write_beside(folder) as draft:
        (draft / "log.json").write_text(text)


def _fail_half_way(folder):
    with write_beside(folder) as draft:
        (draft / "log.json").write_text(str(1 / len(list(draft.iterdir()))))


def test_the_folder_appears_when_everything_is_written(tmp_path):
    with write_beside(tmp_path / "new" / "results") as draft:
        (draft / "log.json").write_text("{}")
        assert not (tmp_path / "new" / "results").exists()
    assert (tmp_path / "new" / "results" / "log.json").read_text() == "{}"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["results"]


def test_an_error_leaves_nothing_behind(tmp_path):
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(tmp_path / "results")
    assert list(tmp_path.iterdir()) == []


def test_an_error_leaves_the_earlier_results_as_they_were(tmp_path):
    _write(tmp_path / "results", "first")
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(tmp_path / "results")
    assert (tmp_path / "results" / "log.json").read_text() == "first"
    assert len(list(tmp_path.iterdir())) == 1


def test_earlier_results_and_empty_folders_are_replaced(tmp_path):
    (tmp_path / "results").mkdir()
    _write(tmp_path / "results", "first")
    _write(tmp_path / "results", "second")
    assert (tmp_path / "results" / "log.json").read_text() == "second"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_of_other_files_is_refused_with_a_way_out(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(FolderNotOurs, match="new or empty folder"), write_beside(tmp_path):
        pytest.fail("nothing may be written")
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_file_in_the_way_is_refused_with_a_way_out(tmp_path):
    (tmp_path / "results").write_text("a file")
    with pytest.raises(FolderNotOurs, match="another name"), write_beside(tmp_path / "results"):
        pytest.fail("nothing may be written")
