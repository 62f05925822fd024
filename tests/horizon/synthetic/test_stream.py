"""The made-up stream holds what it says is planted in it, and is the same on every run."""

from collections import Counter

import pytest

from theodolite.horizon.synthetic.stream import MONTHS, TREND_FROM, Stream, make_stream


@pytest.fixture(scope="module")
def stream() -> Stream:
    return make_stream()


def test_the_same_seed_makes_the_same_stream(stream: Stream) -> None:
    assert make_stream() == stream
    assert make_stream(seed=8) != stream


def test_what_is_told_twice_is_told_by_two_sources_in_two_months(stream: Stream) -> None:
    told = {one.item.address: one for one in stream.told}
    assert len(stream.planted.same) > 100
    for one, other in stream.planted.same:
        assert told[one].source != told[other].source
        assert told[one].month != told[other].month


def test_a_paper_told_again_has_another_identity_and_no_doi(stream: Stream) -> None:
    again = {other for _, other in stream.planted.same}
    told = [one.item for one in stream.told if one.item.address in again]
    assert not any(item.identifier("doi") for item in told)
    assert len({item.identity for item in told}) == len(told)


def test_the_planted_phrase_rises_from_its_month_on(stream: Stream) -> None:
    papers = [one for one in stream.told if one.item.kind == "paper"]
    of_month = Counter(one.month for one in papers)
    with_it = Counter(one.month for one in papers if stream.planted.trend in one.item.text())
    shares = [with_it[month] / of_month[month] for month in range(MONTHS)]
    assert max(shares[:TREND_FROM]) == 0.0
    assert sum(shares[-3:]) / 3 > 0.05


def test_the_threat_and_the_deadlines_stand_in_the_last_month(stream: Stream) -> None:
    last = {one.item.address: one.item for one in stream.told if one.month == MONTHS - 1}
    assert last[stream.planted.threat].kind == "alert"
    assert {t: last[t].deadline for t in stream.planted.deadlines} == stream.planted.deadlines


def test_one_title_every_month_is_not_one_item(stream: Stream) -> None:
    """The trap that official statistics set for whoever looks for duplicates."""
    statistics = [one.item for one in stream.told if one.item.kind == "statistics"]
    assert len({item.title for item in statistics}) == 1
    assert len({item.identity for item in statistics}) == MONTHS
