"""A table of screened records is read whatever its dialect, or refused with a way out."""

from pathlib import Path

import pytest

from theodolite.horizon.simulation.labelled import UnusableScreening, read_screening
from theodolite.settings.errors import UnreadableFile


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "screened.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_title_abstract_and_label_are_found_by_name(tmp_path: Path) -> None:
    found = read_screening(
        written(tmp_path, 'Title,x,Abstract,Label_Included\n"a, b",1,c,1\nd,1,,0\n')
    )
    assert found.texts == ["a, b c", "d "]
    assert found.is_relevant.tolist() == [True, False]
    assert found.label == "Label_Included"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_delimiters_are_read(tmp_path: Path, delimiter: str) -> None:
    lines = [("title", "abstract", "included"), ("a", "b", "1"), ("c", "d", "0")]
    path = written(tmp_path, "\n".join(delimiter.join(line) for line in lines))
    assert read_screening(path).texts == ["a b", "c d"]


def test_label_included_goes_before_included_and_another_may_be_named(tmp_path: Path) -> None:
    path = written(tmp_path, "title,label,included,label_included,mine\na,0,0,1,0\nb,0,0,0,1\n")
    assert read_screening(path).is_relevant.tolist() == [True, False]
    assert read_screening(path, label="mine").is_relevant.tolist() == [False, True]


def test_what_is_dropped_or_mended_is_counted(tmp_path: Path) -> None:
    rows = b"title,abstract,label\nR\xf6ntgen,x,1\n,,0\nlost,,\nfine,x,0\n"
    found = read_screening(written(tmp_path, rows))
    assert (len(found.texts), found.unlabelled, found.wordless, found.replaced) == (3, 1, 1, 1)


def test_rows_that_end_early_have_no_label(tmp_path: Path) -> None:
    found = read_screening(written(tmp_path, "title,abstract,label\na,b,1\nc\n"))
    assert (len(found.texts), found.unlabelled) == (1, 1)


def test_without_a_column_of_labels_the_columns_are_listed(tmp_path: Path) -> None:
    with pytest.raises(UnusableScreening, match=r"'title', 'kept'\. Say which one .* --label"):
        read_screening(written(tmp_path, "title,kept\na,1\n"))


def test_a_named_column_that_is_not_there_offers_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UnusableScreening, match="Did you mean 'kept'"):
        read_screening(written(tmp_path, "title,kept\na,1\n"), label="kep")


def test_without_titles_and_abstracts_there_is_nothing_to_rank_by(tmp_path: Path) -> None:
    with pytest.raises(UnusableScreening, match="nothing to rank by"):
        read_screening(written(tmp_path, "year,label\n2020,1\n"))


def test_a_label_that_is_none_is_shown(tmp_path: Path) -> None:
    with pytest.raises(UnusableScreening, match="'maybe' in column 'label'"):
        read_screening(written(tmp_path, "title,label\na,maybe\n"))


@pytest.mark.parametrize("content", ["", "title,label\n", "\n\n"])
def test_a_file_without_records_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(UnusableScreening, match="holds no records"):
        read_screening(written(tmp_path, content))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="could not be opened"):
        read_screening(tmp_path / "nowhere.csv")


def test_a_file_whose_labels_are_all_missing_says_so(tmp_path: Path) -> None:
    with pytest.raises(UnusableScreening, match="no label in any of its 2 rows, in column 'label'"):
        read_screening(written(tmp_path, "title,label\na,\nb\n"))


def test_columns_that_might_have_been_meant_are_told(tmp_path: Path) -> None:
    path = written(tmp_path, "title,label,included,Included\na,0,1,0\nb,1,0,1\n")
    found = read_screening(path)
    assert (found.label, found.is_relevant.tolist()) == ("included", [True, False])
    assert found.passed_over == ("Included", "label")
    assert read_screening(path, label="label").passed_over == ()
