"""A sentence that may not be told keeps nothing that only it would have said."""

from theodolite.evidence.estimate import Estimate, count_of
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement

REASON = "The four of Ward 7 are too few to stand alone."


def merged(number):
    return Statement(
        "merged",
        "{name} merges clusters of {n} and {m}. {reason}",
        SourceNote("", "", ""),
        values={"name": "Users", "n": number, "m": count_of(30), "reason": REASON},
        if_hidden="{name} merges two clusters.",
    )


def test_a_sentence_whose_numbers_may_be_shown_is_told_as_it_is():
    assert merged(count_of(20)).as_told() == merged(count_of(20))


def test_of_a_hidden_sentence_only_its_stand_in_and_what_that_names_is_left():
    told = merged(Estimate("count", None, shown=False)).as_told()
    assert (told.template, told.values) == ("{name} merges two clusters.", {"name": "Users"})
    assert told.code == "merged"


def test_a_number_that_the_stand_in_names_is_hidden_like_the_others():
    stated = Statement(
        "s",
        "{n} of {m}.",
        SourceNote("", "", ""),
        values={"n": Estimate("count", None, shown=False), "m": count_of(30, 40)},
        if_hidden="Some of {m}.",
    )
    assert stated.as_told().values == {"m": Estimate("count", None, shown=False)}
