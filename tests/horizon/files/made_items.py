"""Items of any shape, for properties that hold for all of them."""

from datetime import UTC, date, datetime
from typing import get_args

from hypothesis import strategies as st

from theodolite.evidence.days import Precision
from theodolite.horizon.files.read import IDENTIFIERS, JOURNAL, named
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

words = st.text("abcXYZéß∂日01 {}\\%$&#_^~\"'`<>=@+,;:|-[]()/*", min_size=1, max_size=20).map(
    lambda text: " ".join(text.split())
)
names = st.text("abcdefgéüß", min_size=2, max_size=6).map(str.capitalize)
people = st.one_of(
    st.tuples(names, names).map(", ".join),
    names,
    st.tuples(names, names, names).map(" ".join),
)
numbers = st.fixed_dictionaries(
    {},
    optional={
        "doi": st.integers(1, 9).map("10.1000/Dose.{}_a(b)".format),
        "pmid": st.integers(1, 99_999_999).map(str),
        "pmcid": st.integers(1, 9_999).map("PMC{}".format),
        "arxiv": st.integers(10_000, 99_999).map("2601.{}".format),
        "isbn": st.sampled_from(["9783034604796", "0-306-40615-2"]),
        "issn": st.sampled_from(["0893-8512", "1234-567X"]),
        "openalex": st.integers(1, 99).map("W{}".format),
    },
)
places = st.fixed_dictionaries(
    {},
    optional={
        "volume": st.integers(1, 99).map(str),
        "issue": st.sampled_from(["1", "2-3", "Suppl 1"]),
        "pages": st.sampled_from(["1-9", "e12", "S1-S9", "e1-e9"]),
        "publisher": names,
        "place": names,
    },
)


def published(day: date, exactly: Precision) -> Published:
    first = {"year": day.replace(month=1, day=1), "month": day.replace(day=1), "day": day}
    return Published(first[exactly], exactly)


dates = st.builds(
    published, st.dates(date(1900, 1, 1), date(2099, 1, 1)), st.sampled_from(get_args(Precision))
)
links = st.builds(
    Link, st.sampled_from(get_args(Relation)), st.sampled_from(["pmid:7", "doi:10.1000/a"])
)
usual_item = st.builds(
    Item,
    identity=st.just("govuk:/a"),
    title=words.filter(bool),
    kind=st.sampled_from(get_args(Kind)),
    observed_at=st.just(NOW),
    abstract=st.lists(words.filter(bool), max_size=2).map("\n".join),
    people=st.lists(people, max_size=3, unique=True).map(tuple),
    venue=words,
    published=st.none() | dates,
    address=st.sampled_from(["", "https://a.example/b_c?d=%20e&f#g~h"]),
    language=st.sampled_from(["", "en", "de", "en-GB"]),
    licence=st.sampled_from(["", "CC BY 4.0"]),
    keywords=st.lists(st.tuples(names, names).map(" ".join), max_size=3, unique=True).map(tuple),
    identifiers=numbers.map(named),
    journal=places.map(named),
    links=st.lists(links, max_size=1).map(tuple),
    deadline=st.none() | st.just(date(2026, 12, 1)),
    trail=st.just((SEEN,)),
)
"""What sources really give: tidy texts with every character that some format finds special."""
