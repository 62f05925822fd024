"""A comment in a text of settings stays above what it is about, whatever is changed around it."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theodolite.survey.drafting.correcting import blocks_in, corrected, correction_of, reasons_in
from theodolite.survey.plan_choices import Exhibit, PlanChoices, choices_in, with_choices
from theodolite.survey.questionnaire import questionnaire_in

PLAN = """title = "P" # ours
questionnaire = "q.toml"
report_date = 2026-01-01

# about [clustering]
[clustering]
question = "share"
k = 3 # as in May

# about [[segments]] Users
[[segments]]
name = "Users"
clusters = [1, 2]
sizes = [10, 20]
description = "They use it" # said in May

# about [[segments]] Coders
[[segments]]
name = "Coders"
clusters = [3]
sizes = [5]

# about [[tables]] one
[[tables]]
code = "one"
title = "One"
[[tables.blocks]]
questions = ["q1"]
# about [[tables.blocks]]
[[tables.blocks]]
questions = ["q2"]

# about [[tables]] two
[[tables]]
code = "two"
title = "Two"
blocks = [{ questions = ["q1"] }]

# about [weighting]
[weighting]
source = "the register"
# as counted in May
[weighting.margins]
band = { a = 1, b = 2 }

# about [quality]
[quality]
"""
READ = choices_in(PLAN)

IN_BRACES = """weighting = { source = "the register", margins = { band = { a = 1, b = 2 } } }
clustering = { question = "share", k = 3 }
segments = [{ name = "Users", clusters = [1, 2] }, { name = "Coders", clusters = [3] }]
tables = [
  { code = "one", title = "One", blocks = [{ questions = ["q1"] }, { questions = ["q2"] }] },
  { code = "two", title = "Two", blocks = [{ questions = ["q1"] }] },
]
title = "P"
questionnaire = "q.toml"
report_date = 2026-01-01
"""

ASKED = """title = "S"

# about a
[[questions]] # first
code = "a"
text = "A"
kind = "single"
options = ["x", "y"] # both

# about b
[[questions]]
code = "b"
text = "B"
kind = "number"
# about [questions.asked_if]
[questions.asked_if]
question = "a"
equals = "x"

# about c
[[questions]]
code = "c"
text = "C"
kind = "number"
"""

ONE, TWO = READ.tables
TABLES = st.permutations((replace(TWO, title="Zwei"), Exhibit("new", "New", ("q9",)))).flatmap(
    lambda others: st.integers(0, 2).map(lambda count: (ONE, *others[:count]))
)
NAMES = st.sampled_from(["Users", "Coders", "New"])
CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "subtitle": st.just("Below"),
        "notice": st.just("Read me"),
        "names": st.tuples(st.just("Users"), NAMES, NAMES),
        "tables": TABLES,
        "heatmaps": st.just((Exhibit("h", "H", ("q1",), ("segment",)),)),
        "margins": st.just({"band": {"a": 3.0}}),
        "margins_source": st.just("a new register"),
    },
)


@given(CHANGES)
@settings(max_examples=40, deadline=None)
def test_comments_of_a_plan_stay_above_what_they_are_about(change: dict[str, object]) -> None:
    wanted: PlanChoices = replace(READ, **change)  # type: ignore[arg-type]
    text = with_choices(PLAN, wanted)
    assert choices_in(text) == wanted
    for said, below in comments_in(text):
        assert f"{said} ".startswith(f"{below} "), text
    assert {
        "# about [clustering]",
        "# about [[segments]] Users",
        "# about [weighting]",
        "# as counted in May",
        "# about [quality]",
    } <= set(comments_of(text))


def test_no_comment_is_lost_with_the_first_table_of_a_list() -> None:
    text = with_choices(PLAN, replace(READ, tables=()))
    assert [line for line in comments_of(PLAN) if line not in comments_of(text)] == [
        "# about [[tables.blocks]]",
        "# about [[tables]] two",
    ]


@given(CHANGES)
@settings(max_examples=20, deadline=None)
def test_what_a_plan_says_in_braces_is_changed_too(change: dict[str, object]) -> None:
    wanted: PlanChoices = replace(READ, **change)  # type: ignore[arg-type]
    assert choices_in(with_choices(IN_BRACES, wanted)) == wanted


def test_clusters_that_nobody_looked_at_have_no_sizes_of_others() -> None:
    text = with_choices(PLAN, replace(READ, k=2, names=("Users", "Coders")))
    assert "sizes" not in text


@given(st.sampled_from("abc"), st.sampled_from(["u", ""]), st.sampled_from([None, 2.0]))
def test_what_is_said_of_a_question_goes_above_what_introduces_the_next(
    code: str, unit: str, low: float | None
) -> None:
    said = replace(correction_of(questionnaire_in(ASKED).question(code)), unit=unit, low=low)
    text = corrected(ASKED, code, said)
    found = questionnaire_in(text).question(code)
    assert (found.unit, found.low) == (unit, low)
    assert reasons_in(text) == ("about a", "about b", "about c")
    assert "# about [questions.asked_if]\n[questions.asked_if]\n" in text


@pytest.mark.parametrize(
    "text",
    [
        'title = "S"\nquestions = [{ code = "a", text = "A", kind = "number" }]\n',
        'title = "S"\n[[ questions ]]\ncode = "a"\ntext = "A"\nkind = "number"',
        ASKED.replace("\n", "\r\n").replace('"single"', '"text"'),
    ],
    ids=["in braces", "without a last line's end", "with Windows line ends"],
)
def test_a_questionnaire_is_corrected_and_compared_however_it_is_laid_out(text: str) -> None:
    said = replace(correction_of(questionnaire_in(text).question("a")), unit="h")
    after = corrected(text, "a", said)
    assert questionnaire_in(after).question("a").unit == "h"
    old, new = blocks_in(text), blocks_in(after)
    assert [code for code in old if old[code] != new[code]] == ["a"]


def comments_of(text: str) -> list[str]:
    """Every line that is a comment."""
    return [line for line in text.splitlines() if line.startswith("#")]


def comments_in(text: str) -> list[tuple[str, str]]:
    """What each comment on a line of its own says it is about, and what stands below it."""
    lines = [line for line in text.splitlines() if line]
    return [
        (line.removeprefix("# about "), below)
        for line, below in pairwise(lines)
        if line.startswith("# about ")
    ]
