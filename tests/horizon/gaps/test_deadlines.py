"""What closes when: next first, what is over said, and answers known or not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.trends.planted import item
from theodolite.horizon.archive import Entry
from theodolite.horizon.gaps import deadlines
from theodolite.horizon.item import Item, Link

ON = date(2026, 3, 10)
AT = datetime(2026, 3, 1, tzinfo=UTC)


def closing(number: int, days: int) -> Item:
    made = item(number, date(2026, 1, 5), f"Consultation {number}")
    return replace(made, kind="consultation", deadline=ON + timedelta(days=days))


def test_what_closes_next_comes_first_and_what_is_over_is_said() -> None:
    found = deadlines([closing(1, 40), closing(2, 0), closing(3, -10), closing(4, -400)], on=ON)
    assert [one.identity for one in found.open] == ["made-up:2", "made-up:1"]
    assert found.open[0].sentence() == (
        "Consultation 2: closes today (10 March 2026), no answer known."
    )
    assert [one.days_left for one in found.over] == [-10]
    assert "closed 10 days ago" in found.over[0].sentence()
    assert found.long_over == 1


def test_an_answer_is_known_from_the_journal_or_from_a_record_that_names_it() -> None:
    response = Entry("response", "made-up:1", "policy officer", AT)
    record = replace(item(9, ON, "Our reply"), links=(Link("based on", "made-up:2"),))
    found = deadlines(
        [closing(1, 3), closing(2, 4), closing(3, 5)], on=ON, records=[record], responses=[response]
    )
    assert [one.answered_by for one in found.open] == ["policy officer", "Our reply", ""]
    assert "answered (policy officer)" in found.open[0].sentence()


def test_topics_come_along() -> None:
    found = deadlines([closing(1, 3)], on=ON, placements={"made-up:1": ("safety",)})
    assert found.open[0].topics == ("safety",)


@given(st.lists(st.integers(-300, 300), max_size=10))
def test_every_deadline_is_told_or_counted(days) -> None:
    found = deadlines([closing(n, many) for n, many in enumerate(days)], on=ON)
    assert len(found.open) + len(found.over) + found.long_over == len(days)
    assert [one.days_left for one in found.open] == sorted(d for d in days if d >= 0)
    assert [one.days_left for one in found.over] == sorted(
        (d for d in days if -180 <= d < 0), reverse=True
    )
