"""An item is named for good, and changes when what it says does, not when it is seen again."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from theodolite.horizon.item import Item, Link, Published, Seen, identity_from

SEEN_AT = datetime(2026, 3, 9, 8, tzinfo=UTC)
ITEM = Item("doi:10.1/x", "Dose to the lens", "paper", SEEN_AT, published=Published(SEEN_AT.date()))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Dose to the eye"},
        {"deadline": date(2026, 4, 1)},
        {"links": (Link("corrects", "doi:10.1/y"),)},
        {"journal": (("volume", "7"),)},
    ],
)
def test_a_change_in_what_it_says_changes_the_digest(change: dict[str, object]) -> None:
    assert replace(ITEM, **change).digest() != ITEM.digest()  # type: ignore[arg-type]


def test_being_seen_again_leaves_the_digest_as_it_was() -> None:
    again = Seen("journal feed", "https://example.org/feed", SEEN_AT)
    later = replace(ITEM, observed_at=datetime(2026, 4, 1, tzinfo=UTC), trail=(again,))
    assert later.digest() == ITEM.digest()


def test_a_date_is_written_only_as_far_as_it_is_known() -> None:
    day = date(2026, 3, 1)
    written = [str(Published(day, precision)) for precision in ("year", "month", "day")]
    assert written == ["2026", "2026-03", "2026-03-01"]


def test_an_item_without_number_or_address_is_named_by_what_it_says() -> None:
    one, other = identity_from({}, said="a note"), identity_from({}, said="another")
    assert one.startswith("sha256:")
    assert one != other
