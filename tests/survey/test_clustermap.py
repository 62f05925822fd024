"""The clustermap shows every respondent inside, and nobody in particular outside."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.survey.small_samples import small_sample
from theodolite.display import describe, written
from theodolite.evidence.pictures import Clustermap
from theodolite.settings.errors import UnknownName
from theodolite.survey.clustermap import clustermap
from theodolite.survey.plan import Clustering, Weighting
from theodolite.survey.population import weighted_to
from theodolite.survey.profiles import mean_shares
from theodolite.survey.questionnaire import Option, Part, Question
from theodolite.survey.sample import Sample

TIME = Question("time", "Time", "share", parts=(Part("code"), Part("teach"), Part("mend")))
JOB = Question("job", "Job", "single", options=(Option("p"), Option("e")))
SHARES = st.lists(
    st.tuples(st.integers(0, 10), st.integers(0, 10)).map(
        lambda pair: (10.0 * min(pair), 10.0 * (max(pair) - min(pair)), 100 - 10.0 * max(pair))
    ),
    min_size=2,
    max_size=60,
).filter(lambda rows: len(set(rows)) > 1)


def sample_of(rows: list[tuple[float, ...]], jobs: list[str], profile: str) -> Sample:
    columns = dict(zip(TIME.fields(), map(list, zip(*rows, strict=True)), strict=True))
    return small_sample(
        [TIME, JOB], columns | {"job": jobs}, profile=profile, clustering=Clustering("time", 2)
    )


def picture_of(
    rows: list[tuple[float, ...]], profile: str, strips: tuple[str, ...] = ()
) -> Clustermap:
    jobs = ["p" if i % 3 else "e" for i in range(len(rows))]
    return clustermap(sample_of(rows, jobs, profile), strips)


@given(SHARES)
def test_inside_there_is_one_line_for_each_respondent(rows: list[tuple[float, ...]]) -> None:
    picture = picture_of(rows, "none", ("job",))
    as_asked = [picture.columns.index(part.code) for part in TIME.parts]
    assert sorted(map(tuple, picture.values[:, as_asked].tolist())) == sorted(rows)
    assert np.all(np.diff(picture.segments.codes) >= 0)
    assert picture.row_tree is not None
    assert picture.row_tree.sizes.sum() == len(rows)


@given(SHARES, st.sampled_from(["lt5_round5", "nhs_secondary_care", "ons_10_5"]))
def test_outside_no_line_stands_for_fewer_people_than_may_be_shown(
    rows: list[tuple[float, ...]], profile: str
) -> None:
    sample = sample_of(rows, ["p"] * len(rows), profile)
    picture = clustermap(sample, ("job",))
    assert sample.segments is not None
    assert (picture.row_tree, picture.strips, picture.cut_height) == (None, (), None)
    assert np.array_equal(picture.values, picture.values.round())
    for number, size in enumerate(picture.segment_sizes):
        lines = int((picture.segments.codes == number).sum())
        people = int((sample.segments.membership == number).sum())
        assert (lines == 0) is (not size.count)
        if lines:
            assert people // lines >= sample.profile.hide_below
            # The shown size fixes how many lines there are, so they tell no more than it does.
            assert lines == max(1, (size.count or 0) // 10)


@given(SHARES)
def test_outside_the_columns_tree_follows_from_the_lines_shown(
    rows: list[tuple[float, ...]],
) -> None:
    picture = picture_of(rows, "lt5_round5")
    if len(picture.values) == 0:
        assert picture.column_tree is None
        assert picture.columns == ("code", "teach", "mend")
    else:
        assert picture.column_tree is not None


@given(SHARES, st.randoms(use_true_random=False))
def test_shuffled_respondents_give_the_same_picture(rows, mixer) -> None:
    jobs = ["p" if i % 3 else "e" for i in range(len(rows))]
    order = list(range(len(rows)))
    mixer.shuffle(order)
    mixed = sample_of([rows[i] for i in order], [jobs[i] for i in order], "none")
    first, second = clustermap(sample_of(rows, jobs, "none"), ("job",)), clustermap(mixed, ("job",))
    assert np.array_equal(first.values, second.values)
    assert np.array_equal(first.strips[0].codes, second.strips[0].codes)


def test_a_segment_is_described_by_its_own_means_and_not_by_those_of_rounded_lines() -> None:
    # The three lines of ten are 61, 61 and 62, but the mean of the thirty is 61.6.
    rows = [(61.45, 38.55, 0.0)] * 20 + [(61.9, 38.1, 0.0)] * 10 + [(0.0, 0.0, 100.0)] * 20
    sample = sample_of(rows, ["p"] * len(rows), "lt5_round5")
    first = [written(row.cells[0][0]) for row in mean_shares(sample, "time").blocks[1].rows]
    assert first == ["62", "38", "0"]
    assert "Cluster 1, 30 respondents: highest in code (62 on average)" in describe(
        clustermap(sample, ())
    )


def test_the_weights_of_a_report_hold_for_the_description_too() -> None:
    rows = [(80.0, 20.0, 0.0)] * 6 + [(70.0, 30.0, 0.0)] * 6 + [(0.0, 0.0, 100.0)] * 6
    jobs = ["p"] * 6 + ["e"] * 6 + ["p"] * 3 + ["e"] * 3
    sample = sample_of(rows, jobs, "none")
    weighting = Weighting({"job": {"p": 900.0, "e": 100.0}}, "a register")
    weighted = replace(sample, population=weighted_to(sample.answers, weighting))
    assert "code (75.0 on average)" in describe(clustermap(sample, ()))
    assert "code (79.0 on average)" in describe(clustermap(weighted, ()))


def test_outside_lines_of_large_numbers_tell_two_figures() -> None:
    pay = Question("pay", "Pay", "number", parts=(Part("now"), Part("then")))
    columns = {"pay.now": [10_000.0 + i for i in range(20)], "pay.then": [54_321.0] * 20}
    sample = small_sample([pay], columns, profile="lt5_round5", clustering=Clustering("pay", 2))
    assert set(clustermap(sample, ()).values.ravel().tolist()) == {10_000.0, 54_000.0}


def test_where_every_segment_is_too_small_there_is_no_line() -> None:
    picture = picture_of([(100.0, 0.0, 0.0), (0.0, 100.0, 0.0)], "lt5_round5")
    assert picture.values.shape == (0, 3)


@pytest.mark.parametrize("profile", ["none", "lt5_round5"])
def test_a_strip_that_is_no_question_is_refused_under_any_rule(profile: str) -> None:
    with pytest.raises(UnknownName, match="Did you mean 'job'"):
        picture_of([(100.0, 0.0, 0.0), (0.0, 100.0, 0.0)], profile, ("jop",))
