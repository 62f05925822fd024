"""Tables as files: text is never a formula, and numbers stay numbers."""

import csv
import io
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from theodolite.web.table_files import csv_of, file_of, json_of

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
NUMBER = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
ROWS = st.lists(st.tuples(TEXT, NUMBER), max_size=5)
HOSTILE = st.sampled_from("=+-@\t\r\n＝＋－＠").flatmap(
    lambda sign: TEXT.map(lambda text: f"{sign}{text}; {sign}{text}")
)


def rows_in(whole: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(whole.decode("utf-8-sig"), newline="")))


@given(ROWS, HOSTILE)
def test_no_text_cell_is_a_formula_and_every_number_is_one(
    rows: list[tuple[str, float]], hostile: str
) -> None:
    written = rows_in(csv_of(["text", hostile], [*rows, (hostile, 1)]))
    assert len(written) == len(rows) + 2
    for text, number in written[1:]:
        assert not text.startswith(("\t", "\r", "\n"))
        for cell in re.split("[;\t\r\n]", text):
            assert not cell.strip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠"))
        float(number)
    assert written[0][1].startswith("'")


@given(ROWS)
def test_what_is_written_can_be_read_back(rows: list[tuple[str, float]]) -> None:
    told = json.loads(json_of(["text", "number"], rows))
    assert [(row["text"], row["number"]) for row in told] == rows
    back = [
        (text.replace("'", ""), float(number))
        for text, number in rows_in(csv_of(["a", "b"], rows))[1:]
    ]
    assert back == [(text.replace("'", ""), float(number)) for text, number in rows]


def test_a_download_says_what_it_is() -> None:
    answer = file_of("items", "csv", ["title"], [["Bread"]])
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="items.csv"'
