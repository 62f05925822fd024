"""What people say is written down once, and the last word on each thing stands."""

from datetime import UTC, datetime

import pytest

from tests.horizon.fakes import ListJournal
from tests.horizon.placing.small_items import FRAMEWORK, ITEMS
from theodolite.horizon.archive import Entry
from theodolite.horizon.placing import Correction, corrections_from, entry_of, place
from theodolite.horizon.placing.corrections import KIND, NONE_OF_THESE, CannotCorrect, checked

NOW = datetime(2026, 3, 10, tzinfo=UTC)


def standing(*said: Correction) -> tuple[Correction, ...]:
    journal = ListJournal()
    journal.append(entry_of(one, at=NOW) for one in said)
    return corrections_from(journal.entries(KIND))


def topic(code: str, *, holds: bool = True) -> Correction:
    return Correction("title:Bread", "topic", code, holds=holds, by="Anna")


def test_what_was_written_down_comes_back_as_it_was_said() -> None:
    said = (topic("carbon"), Correction("title:Bread", "readiness", "4", by="Ben"))
    assert standing(*said) == said


def test_the_last_word_on_the_same_thing_stands() -> None:
    assert standing(topic("carbon"), topic("carbon", holds=False)) == (
        topic("carbon", holds=False),
    )
    first, last = (Correction("title:Bread", "horizon", name) for name in ("short", "long"))
    assert standing(first, last) == (last,)


def test_a_topic_and_none_of_these_overrule_each_other() -> None:
    none = topic(NONE_OF_THESE)
    assert standing(topic("carbon"), topic("skills"), none) == (none,)
    assert standing(none, topic("skills")) == (topic("skills"),)
    assert standing(none, topic("skills", holds=False)) == (none, topic("skills", holds=False))


def test_other_entries_of_a_journal_are_left_alone() -> None:
    triage = Entry("triage", "title:Bread", "Anna", NOW, {"verdict": "relevant"})
    newer = Entry(KIND, "title:Bread", "Anna", NOW, {"aspect": "colour", "answer": "red"})
    assert corrections_from([triage, newer]) == ()


def test_an_answer_that_is_not_known_is_refused_with_the_nearest() -> None:
    with pytest.raises(
        CannotCorrect, match=r"'carbo' is no topic of A strategy. Did you mean 'carbon'"
    ):
        checked(topic("carbo"), FRAMEWORK)
    assert checked(topic("carbon"), FRAMEWORK) == topic("carbon")


def test_a_correction_in_the_journal_moves_the_item() -> None:
    placed = place(ITEMS, FRAMEWORK, labels=standing(topic("skills")))
    assert placed.by_identity["title:Bread"].belongs_to() == ("skills",)
