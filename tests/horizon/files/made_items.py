"""Items of any shape, for properties that hold for all of them."""

from datetime import UTC, date, datetime
from typing import get_args

from hypothesis import strategies as st

from theodolite.horizon.files.read import IDENTIFIERS, JOURNAL
from theodolite.horizon.item import Item, Kind, Link, Published, Relation, Seen

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
SEEN = Seen("references", "references.file", NOW, "0" * 64)

texts = st.text(max_size=12)
days = st.dates(date(1500, 1, 1), date(2100, 1, 1))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
sightings = st.builds(Seen, texts, texts, moments, texts)


def pairs(names: tuple[str, ...]) -> st.SearchStrategy[tuple[tuple[str, str], ...]]:
    return st.lists(st.tuples(st.one_of(st.sampled_from(names), texts), texts), max_size=4).map(
        tuple
    )


any_item = st.builds(
    Item,
    identity=st.text(min_size=1, max_size=12),
    title=texts,
    kind=st.sampled_from(get_args(Kind)),
    observed_at=moments,
    abstract=texts,
    people=st.lists(texts, max_size=3).map(tuple),
    venue=texts,
    published=st.none() | st.builds(Published, days, st.sampled_from(["day", "month", "year"])),
    address=texts,
    language=texts,
    licence=texts,
    keywords=st.lists(texts, max_size=3).map(tuple),
    identifiers=pairs(IDENTIFIERS),
    journal=pairs(JOURNAL),
    links=st.lists(st.builds(Link, st.sampled_from(get_args(Relation)), texts), max_size=2).map(
        tuple
    ),
    deadline=st.none() | days,
    starts=st.none() | days,
    ends=st.none() | days,
    trail=st.lists(sightings, min_size=1, max_size=2).map(tuple),
)
