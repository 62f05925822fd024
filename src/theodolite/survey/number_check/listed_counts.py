"""Counts that sentences give for names: against the tables, and together against their sum."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from theodolite.survey.number_check import cells
from theodolite.survey.number_check.claims import COUNT, Sentence, number, snippet
from theodolite.survey.number_check.facts import Facts, Partition, Quantity
from theodolite.survey.number_check.names import stands_alone
from theodolite.survey.number_check.verdicts import Agreement, Doubt, Unchecked, Verdict

RULE = "text against table"
SUM_RULE = "sum of stated parts"

_GIVEN = re.compile(r"\(\s*[nN]\s*=\s*(\d[\d,]*)\s*\)")
_SINGLE = re.compile(
    r"\b(?:single|one)\s+(?:respondents?|responses?|people|person|members?)?\s*(?:each\s+)?"
    r"(?:from|in)\s+(?:each of\s+)?([^.;]*)"
)
_PEOPLE = r"(?:respondents|responses|participants|people|staff|members)"
_AFTER_NAME = re.compile(rf"\s*\((\d[\d,]*)(\s+{_PEOPLE})?\)")
_ENDS = re.compile(rf"\s+{_PEOPLE}\b|\s*[.,;:)]|\s*$")
_BEFORE_NAME = re.compile(rf"\bthe\s+({COUNT})\s+$", re.IGNORECASE)
_WHO = re.compile(rf"\bthe\s+({COUNT})\s+{_PEOPLE}\s+(?:who|with|whose)\b([^.;,]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Given:
    """A count that a sentence gives for names of the tables; any one of the readings may hold."""

    sentence: Sentence
    start: int
    end: int
    count: int
    readings: tuple[Quantity, ...]

    def agrees(self) -> bool:
        """Whether some reading has this count."""
        return any(quantity.count == self.count for quantity in self.readings)

    def printed(self) -> str:
        """The words around the count."""
        return snippet(self.sentence.text, self.start, self.end)


def check_listed_counts(facts: Facts) -> Iterator[Verdict]:
    """Hold counts beside names against the rows, groups and columns of that name."""
    if facts.step > 1:
        return
    for sentence in facts.sentences:
        listed = _listed(sentence, facts)
        for given in [*listed, *_beside_names(sentence, facts), *_who(sentence, facts)]:
            yield _judge(given)
        yield from _check_sum(listed, facts)


def stated_partitions(facts: Facts) -> tuple[Partition, ...]:
    """Groups of rows as the text sizes them, where that differs from the table's own sizes."""
    found: list[Partition] = []
    for sentence in facts.sentences:
        listed = _listed(sentence, facts)
        for rows in _whole_blocks(listed, facts):
            sizes: dict[str, int] = {}
            for given, row in zip(listed, rows, strict=True):
                sizes[row.group] = sizes.get(row.group, 0) + given.count
            own = {row.group: 0 for row in rows}
            for row in rows:
                own[row.group] += row.count
            if sizes != own:
                where = f"{sentence.where}"
                found.append(Partition(tuple(sizes), tuple(sizes.values()), where))
    return tuple(dict.fromkeys(found))


def _listed(sentence: Sentence, facts: Facts) -> list[Given]:
    """Names followed by (n = …), and single respondents; a part named in the sentence holds."""
    part = facts.part_in(sentence.text)
    given, last = list[Given](), 0
    for match in _GIVEN.finditer(sentence.text):
        stretch = sentence.text[last : match.start()]
        readings = tuple(quantity for *_, quantity in facts.named_in(stretch, part=part))
        given.append(Given(sentence, match.start(), match.end(), number(match[1]), readings))
        last = match.end()
    if given and (single := _SINGLE.search(sentence.text, last)):
        given += _singles(sentence, single, facts, part)
    return given


def _singles(sentence: Sentence, match: re.Match[str], facts: Facts, part: str) -> list[Given]:
    found = []
    for item in re.finditer(r"(?:(?! and |,).)+", match[1]):
        readings = tuple(q for *_, q in facts.named_in(item[0], part=part))
        if readings:
            start = match.start(1) + item.start()
            found.append(Given(sentence, start, start + len(item[0]), 1, readings))
    return found


def _beside_names(sentence: Sentence, facts: Facts) -> Iterator[Given]:
    """“Name (12)” for a column that has a size, and “the 12 Name”."""
    text = sentence.text
    seen: set[int] = set()
    for start, end, _ in facts.named_in(text):
        if start in seen:
            continue
        seen.add(start)
        readings = tuple(q for s, e, q in facts.named_in(text) if (s, e) == (start, end))
        after, before = _AFTER_NAME.match(text, end), _BEFORE_NAME.search(text[:start])
        if (
            after
            and stands_alone(text, start)
            and (sized := tuple(q for q in readings if q.kind == "column"))
        ):
            yield Given(sentence, start, after.end(), number(after[1]), sized)
        if before and _ENDS.match(text, end):
            yield Given(sentence, before.start(), end, number(before[1]), readings)


def _who(sentence: Sentence, facts: Facts) -> Iterator[Given]:
    """“The 12 respondents who put Name as their part”."""
    for match in _WHO.finditer(sentence.text):
        if part := facts.part_in(match[2]):
            readings = tuple(quantity for *_, quantity in facts.named_in(match[2], part=part))
            yield Given(sentence, match.start(), match.end(), number(match[1]), readings)


def _judge(given: Given) -> Verdict:
    if not given.readings:
        return Unchecked(given.sentence.where, given.printed(), "No table has this name.")
    if given.agrees():
        held = next(q for q in given.readings if q.count == given.count)
        return Agreement(RULE, given.sentence.where, given.printed(), held.told())
    counts = {quantity.count for quantity in given.readings}
    if len(counts) > 1:
        return Unchecked(
            given.sentence.where, given.printed(), "The name could mean several rows of the tables."
        )
    told = max((quantity.told() for quantity in given.readings), key=len)
    why = f"The text says {given.count}, the table {counts.pop()}."
    return Doubt(RULE, "certain", given.sentence.where, given.printed(), told, why)


def _check_sum(listed: Sequence[Given], facts: Facts) -> Iterator[Verdict]:
    """A list that names every row of a block adds up to what the block does."""
    for rows in _whole_blocks(listed, facts):
        added, whole = sum(given.count for given in listed), sum(row.count for row in rows)
        numbers = " + ".join(str(given.count) for given in listed)
        where = listed[0].sentence.where
        table = cells.short_title(rows[0].table)
        if added == whole:
            yield Agreement(SUM_RULE, where, f"{numbers} = {added}", f"As the rows of {table}.")
            return
        stated = f", and {whole} is the whole stated elsewhere" if whole in facts.wholes else ""
        yield Doubt(
            SUM_RULE,
            "certain",
            where,
            f"{numbers} = {added}",
            str(whole),
            f"The list names every row that has anyone in {table}; there they add up to"
            f" {whole}{stated}.",
        )
        return


def _whole_blocks(listed: Sequence[Given], facts: Facts) -> Iterator[list[Quantity]]:
    """For a list of names, the rows they stand for, when these are all the rows of a block."""
    if len(listed) < 3 or any(not given.readings for given in listed):
        return
    keys = dict.fromkeys(
        (id(q.table), q.block, q.part)
        for given in listed
        for q in given.readings
        if q.kind == "row"
    )
    for key in keys:
        rows = [_row_of(given, key) for given in listed]
        kept = [row for row in rows if row is not None]
        every = [q for q in facts.quantities if q.kind == "row" and _key(q) == key and q.count]
        if len(kept) == len(listed) and {q.names for q in every} <= {q.names for q in kept}:
            yield kept


def _key(quantity: Quantity) -> tuple[int, int, str]:
    return id(quantity.table), quantity.block, quantity.part


def _row_of(given: Given, key: tuple[int, int, str]) -> Quantity | None:
    return next((q for q in given.readings if q.kind == "row" and _key(q) == key), None)
