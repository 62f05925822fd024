"""Every cell that is not blank becomes an answer or is listed as unreadable, whatever it holds."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from theodolite.survey.answers import Answers, read_answers
from theodolite.survey.questionnaire import Option, Part, Question, Questionnaire

LIKELY = ["", " ", "Yes", "No", "R", "r.", "Python", "R;Python", "R; Perl;", "12", "1,5", "80%"]
ODD = ["~75%", "5 (All)", "n/a", "\ufeffR", "1 – 2", "Agree", "maybe", "2024-02-01", "\x1f"]
CELLS = st.sampled_from([*LIKELY, *ODD]) | st.text(max_size=5)

OPTIONS = (Option("R"), Option("Python", text="Snake", also=("1-2",)))
QUESTIONS = (
    Question("single", "S", "single", options=OPTIONS, columns=("s1", "s2")),
    Question("number", "N", "number", columns=("n",)),
    Question("scale", "C", "scale", options=(Option("Agree", value=4),), columns=("c",)),
    Question("text", "T", "text", columns=("t",)),
    Question("joined", "J", "multiple", options=OPTIONS, columns=("j",)),
    Question(
        "spread",
        "P",
        "multiple",
        options=(Option("R", column="p1"), Option("Python", column="p2")),
    ),
    Question("grid", "G", "share", parts=(Part("a", column="g1"), Part("b", column="g2"))),
)
FIELDS = {
    "s1": ["single"],
    "s2": ["single"],
    "n": ["number"],
    "c": ["scale"],
    "t": ["text"],
    "j": ["joined.R", "joined.Python"],
    "p1": ["spread.R"],
    "p2": ["spread.Python"],
    "g1": ["grid.a"],
    "g2": ["grid.b"],
}
QUESTIONNAIRE = Questionnaire("Any", QUESTIONS, missing=("n/a",))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.fixed_dictionaries(dict.fromkeys(FIELDS, CELLS)), min_size=1, max_size=4).filter(
        lambda rows: any(any(_stripped(cell) for cell in row.values()) for row in rows)
    )
)
def test_an_answer_is_read_or_listed(rows: list[dict[str, str]]) -> None:
    answers = read_answers(pl.DataFrame(rows), QUESTIONNAIRE)
    read = {line["row"]: line for line in answers.frame.iter_rows(named=True)}
    listed = {(cell.row, cell.column) for cell in answers.unreadable}
    for row, cells in enumerate(rows, 2):
        for column, cell in cells.items():
            if _stripped(cell).casefold() not in ("", "n/a"):
                values = [read[row][field] for field in FIELDS[column]]
                assert (row, column) in listed or None not in values, (column, cell)
    assert _listed_once(answers)


@settings(max_examples=50, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=6).filter(lambda cells: any(map(_stripped, cells))))
def test_counts_add_up(cells: list[str]) -> None:
    number = Question("n", "N", "number")
    answers = read_answers(pl.DataFrame({"n": cells}), Questionnaire("T", (number,)))
    filled = [cell for cell in cells if _stripped(cell)]
    assert answers.frame["n"].count() + len(answers.unreadable) == len(filled)


@given(st.permutations(range(5)))
def test_the_order_of_columns_does_not_matter(order: list[int]) -> None:
    cells = {"s1": "R", "s2": "", "n": "3", "c": "Agree", "t": "x"}
    names = [list(cells)[place] for place in order]
    asked = Questionnaire("T", QUESTIONS[:4])
    shuffled = read_answers(pl.DataFrame({name: [cells[name]] for name in names}), asked)
    assert shuffled.frame.rows() == [("2", 2, None, "R", 3.0, 4.0, "x")]


def _stripped(cell: str) -> str:
    return cell.replace("\ufeff", "").strip()


def _listed_once(answers: Answers) -> bool:
    listed = [(cell.row, cell.column, cell.value) for cell in answers.unreadable]
    return len(listed) == len({*listed}) or any(cell.column == "j" for cell in answers.unreadable)
