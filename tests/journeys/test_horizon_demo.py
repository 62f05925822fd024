"""From the made-up stream to what a group reads: all that must be found is, and this is said."""

import json
from email import message_from_bytes, policy
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar

from theodolite.cli.horizon.demo import GROUP


@pytest.fixture(scope="module")
def horizon(demo: Path) -> Path:
    return demo / "horizon"


def test_everything_that_must_be_found_was(horizon: Path) -> None:
    compared = json.loads((horizon / "found" / "log.json").read_text("utf-8"))
    asked = {one["what"]: one for one in compared if one["must_be_found"]}
    assert asked.keys() == {"duplicates", "trend", "threat", "deadlines"}
    for one in asked.values():
        assert one["found"] == one["planted"] > 0, one["said"]
        assert not one["wrong"], one["said"]


def test_the_page_says_what_was_found(horizon: Path) -> None:
    page = (horizon / "found" / "found.html").read_text("utf-8")
    assert "Everything that must be found was: duplicates, trend, threat, deadlines." in page
    assert "invented" in page


def test_most_items_stand_where_they_were_written_to_stand(horizon: Path) -> None:
    compared = json.loads((horizon / "found" / "log.json").read_text("utf-8"))
    (topics,) = (one for one in compared if one["what"] == "topics")
    assert topics["found"] / topics["planted"] > 0.75


def test_the_bulletin_tells_the_threat_and_no_item_twice(horizon: Path) -> None:
    told = json.loads((horizon / "bulletin" / "bulletin.json").read_text("utf-8"))
    titles = [one["title"] for one in told["stories"]]
    assert any("molybdenum-99" in title for title in titles)
    identities = [name for one in told["stories"] for name in one["identities"]]
    assert len(identities) == len(set(identities))


def test_the_bulletin_is_there_in_every_form(horizon: Path) -> None:
    folder = horizon / "bulletin"
    mail = message_from_bytes((folder / "email.eml").read_bytes(), policy=policy.default)
    assert GROUP in str(mail["subject"]) or GROUP in (folder / "email.txt").read_text("utf-8")
    feed = feedparser.parse((folder / "feed.atom").read_bytes())
    assert not feed.bozo
    assert feed.entries
    assert Calendar.from_ical((folder / "calendar.ics").read_bytes()).events
    assert (folder / "bulletin.pdf").read_bytes().startswith(b"%PDF")


def test_the_radar_shows_what_rises(horizon: Path) -> None:
    radar = json.loads((horizon / "radar" / "radar.json").read_text("utf-8"))
    assert "magnet" in json.dumps(radar)
