"""The tables, pictures and sentences of a report are protected together."""

from theodolite.evidence.disclosure import OTHERS_HIDDEN, PROFILES
from theodolite.evidence.estimate import Estimate, count_of
from theodolite.evidence.source_note import SourceNote
from theodolite.evidence.statement import Statement
from theodolite.evidence.table import Block, Row, Table
from theodolite.survey.findings import Chapter
from theodolite.survey.linked_disclosure import protect_together

SOURCE = SourceNote("", "", "")
ROUNDED = PROFILES["lt5_round5"]


def row(label, *counts):
    return Row(label, tuple((ROUNDED.protect(count_of(count, 99)),) for count in counts))


def chapter(**values):
    table = Table(
        "t",
        "Degrees",
        ("A", "B", "All"),
        (Block("Degree", (row("Computing", 4, 4, 8), row("Physics", 20, 30, 50))),),
        SOURCE,
    )
    said = Statement("said", "{n} hold one.", SOURCE, values=values)
    return Chapter("c", "C", statements=(said,), evidence=(table,))


def test_a_total_that_gives_two_counts_away_is_hidden_and_the_table_says_it_may_be():
    protected = protect_together((chapter(n=count_of(50)),), ROUNDED)
    (table,) = protected.chapters[0].evidence
    assert not next(table.rows()).cells[2][0].shown
    assert OTHERS_HIDDEN in table.notes
    assert protected.suppression.places == ("Degrees: Degree: Computing, All",)
    assert protected.warnings() == ()


def test_a_sentence_that_states_the_hidden_total_is_replaced_and_keeps_no_number():
    protected = protect_together((chapter(n=count_of(10)),), ROUNDED)
    (said,) = protected.chapters[0].statements
    assert (said.template, said.values) == (said.if_hidden, {})


def test_other_sentences_stay_as_they_are():
    protected = protect_together((chapter(n=count_of(50)),), ROUNDED)
    assert protected.chapters[0].statements == chapter(n=count_of(50)).statements


def test_a_sentence_with_one_hidden_number_keeps_none_of_the_others():
    hidden = Estimate("count", None, shown=False)
    protected = protect_together((chapter(n=count_of(50), of=hidden),), ROUNDED)
    assert protected.chapters[0].statements[0].values == {}


def test_the_reason_behind_a_replaced_sentence_is_gone_with_it():
    protected = protect_together((chapter(n=count_of(10), reason="Only Ann is left."),), ROUNDED)
    assert "Ann" not in repr(protected.chapters)
    (said,) = protected.chapters[0].statements
    assert said.template == said.if_hidden
