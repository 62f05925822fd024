"""Families of tests against R, properties of the adjustments, and circular tests refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.r_survey import exactly, needs_r, reference
from theodolite.settings.errors import UnusableSettings
from theodolite.survey.estimates import associate
from theodolite.survey.multiplicity import CircularTest, adjust, exact_p_values, refuse_circular
from theodolite.survey.synthetic.published import SEGMENTS, skill_counts


@pytest.mark.real_data
@needs_r
def test_adjusted_p_values_equal_r():
    expected = reference("reference_values_extra")["p_adjust"]
    found = adjust({"all": {str(i): p for i, p in enumerate(expected["p"])}})
    assert [test.holm for test in found] == pytest.approx(expected["holm"], **exactly)
    assert [test.benjamini_hochberg for test in found] == pytest.approx(expected["BH"], **exactly)


@pytest.mark.real_data
@needs_r
def test_all_skills_of_the_2019_report_tested_between_its_segments_equal_r():
    """The counts are worked back from the percentages that the report printed."""
    expected = reference("reference_values_extra")["skills_by_cluster_tests"]
    assert expected["order"] == ["App", "Dev", "Sup"]
    sizes, held = list(SEGMENTS.values()), skill_counts()
    tables = {
        skill: [held[skill], [size - n for size, n in zip(sizes, held[skill], strict=True)]]
        for skill in expected["skill"]
    }
    p_values = exact_p_values(tables)
    found = adjust({"skills by segment": p_values})
    assert [test.name for test in found] == expected["skill"]
    assert [test.p for test in found] == pytest.approx(expected["fisher_p"], **exactly)
    assert [test.holm for test in found] == pytest.approx(expected["holm"], **exactly)
    assert [test.benjamini_hochberg for test in found] == pytest.approx(expected["BH"], **exactly)
    chi_squares = [associate(table).chi_square for table in tables.values()]
    assert chi_squares == pytest.approx(expected["X2"], **exactly)


p_values = st.dictionaries(st.text(max_size=5), st.floats(0, 1), min_size=1, max_size=20)


@given(p_values)
def test_adjusting_only_ever_raises_and_keeps_the_order(tests):
    found = sorted(adjust({"family": tests}), key=lambda test: test.p)
    for test in found:
        assert test.p <= test.benjamini_hochberg + 1e-15
        assert test.benjamini_hochberg <= test.holm + 1e-15
        assert test.holm <= 1
    assert np.all(np.diff([test.holm for test in found]) >= 0)
    assert np.all(np.diff([test.benjamini_hochberg for test in found]) >= -1e-15)


@given(p_values, p_values)
def test_families_do_not_touch_each_other(one, other):
    named = {f"other {name}": p for name, p in other.items()}
    apart = {"first": one, "second": named} if not set(one) & set(named) else {"first": one}
    both = adjust(apart)
    assert both[: len(one)] == adjust({"first": one})


def test_holm_keeps_false_findings_rare_where_every_null_holds():
    chance = np.random.default_rng(1)
    wrong = 0
    for _ in range(300):
        family = {str(i): p for i, p in enumerate(chance.random(10))}
        wrong += any(test.holm < 0.05 for test in adjust({"all": family}))
    assert wrong / 300 < 0.08


@given(p_values)
def test_adjusted_p_values_equal_their_definition(tests):
    ranked = sorted(tests.values())
    for test in adjust({"family": tests}):
        steps = [min(1, p * (len(ranked) - i)) for i, p in enumerate(ranked) if p <= test.p]
        assert test.holm == pytest.approx(max(steps))
        later = [p * len(ranked) / (i + 1) for i, p in enumerate(ranked) if p >= test.p]
        assert test.benjamini_hochberg == pytest.approx(min(1, *later, test.p * len(ranked)))


def test_a_test_in_two_families_is_refused():
    with pytest.raises(UnusableSettings, match=r"'coding' is in the families 'a' and 'b'"):
        adjust({"a": {"coding": 0.1}, "b": {"coding": 0.1}})


def test_what_is_no_p_value_is_refused():
    with pytest.raises(UnusableSettings, match=r"'coding' has the p-value nan"):
        adjust({"a": {"coding": float("nan")}})


def test_an_empty_family_has_no_tests():
    assert adjust({"a": {}}) == ()


@pytest.mark.parametrize("tested", ["activities", "activities.coding"])
def test_a_question_the_segments_were_made_from_is_refused_with_the_reason(tested):
    with pytest.raises(
        CircularTest,
        match=rf"made from 'activities', so a test of '{tested}' .* random answers. Describe it",
    ):
        refuse_circular(tested, clustered_by=["activities"])


def test_a_question_of_which_only_a_part_was_clustered_is_refused_too():
    with pytest.raises(CircularTest):
        refuse_circular("activities", clustered_by=["activities.coding"])


def test_other_questions_may_be_tested():
    refuse_circular("skills", clustered_by=["activities"])
    refuse_circular("activities2", clustered_by=["activities"])


def test_segments_of_pure_noise_would_pass_as_different_if_circular_tests_were_allowed():
    """Why: people split at the median of random answers differ in those answers, always."""
    answers = np.random.default_rng(0).integers(0, 10, 60)
    is_high = answers >= np.median(answers)
    table = [[int((is_high & (answers > 5)).sum()), int((~is_high & (answers > 5)).sum())]]
    table.append([int(is_high.sum()) - table[0][0], int((~is_high).sum()) - table[0][1]])
    assert exact_p_values({"answers": table})["answers"] < 1e-6
