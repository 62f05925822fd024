"""All rules over one document, and what none of them can see."""

from collections.abc import Iterator

from theodolite.evidence.printed import Printed
from theodolite.survey.number_check.column_order import check_column_order
from theodolite.survey.number_check.column_sums import check_column_sums
from theodolite.survey.number_check.facts import Facts, facts_of
from theodolite.survey.number_check.listed_counts import check_listed_counts, stated_partitions
from theodolite.survey.number_check.row_sums import check_row_sums
from theodolite.survey.number_check.stated_parts import check_stated_parts
from theodolite.survey.number_check.table_percentages import check_table_percentages
from theodolite.survey.number_check.text_percentages import check_text_percentages
from theodolite.survey.number_check.undeclared import check_undeclared
from theodolite.survey.number_check.verdicts import (
    Agreement,
    Doubt,
    NumberCheck,
    Unchecked,
    Verdict,
)

_GRAVEST_FIRST = ("certain", "likely", "look")


def check_numbers(printed: Printed) -> NumberCheck:
    """Hold the numbers of a document against each other; nothing else is known about it."""
    facts = facts_of(printed)
    verdicts = tuple(dict.fromkeys(_verdicts(facts)))
    doubts = [verdict for verdict in verdicts if isinstance(verdict, Doubt)]
    return NumberCheck(
        doubts=tuple(sorted(doubts, key=lambda doubt: _GRAVEST_FIRST.index(doubt.severity))),
        agreements=tuple(v for v in verdicts if isinstance(v, Agreement)),
        unchecked=tuple(v for v in verdicts if isinstance(v, Unchecked)),
        not_seen=(*printed.unread, *_not_seen(facts)),
    )


def _verdicts(facts: Facts) -> Iterator[Verdict]:
    yield from check_column_sums(facts)
    yield from check_row_sums(facts)
    yield from check_table_percentages(facts)
    yield from check_column_order(facts, stated_partitions(facts))
    yield from check_listed_counts(facts)
    yield from check_stated_parts(facts)
    yield from check_text_percentages(facts)
    yield from check_undeclared(facts)


def _not_seen(facts: Facts) -> Iterator[str]:
    yield "Numbers that are wrong everywhere alike: only disagreement shows."
    yield "Fractions in words, such as half or a third, and comparisons without numbers."
    if facts.step > 1:
        yield f"Shares: the report says that counts are rounded to the nearest {facts.step}."
    if not facts.tables:
        yield "Tables: none was found in the words of the document."
