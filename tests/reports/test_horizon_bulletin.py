"""A bulletin in every form: valid for its readers, and harmless whatever strangers wrote."""

import email
import json
import re
from dataclasses import replace
from datetime import date, timedelta
from email import policy
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import docx
import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from pypdf import PdfReader

from tests.horizon.bulletin.known_things import GROUP, NOW, known
from tests.reports.made_bulletins import BULLETIN, HOSTILE, SOURCE, WILD, told_of
from theodolite.horizon.bulletin import Sent, bulletin_for
from theodolite.reports.bulletin_folder import write_bulletin_folder
from theodolite.reports.calendar_file import to_calendar
from theodolite.reports.email_message import to_email, to_email_html
from theodolite.reports.feed import to_atom
from theodolite.reports.horizon_bulletin import bulletin_document
from theodolite.reports.html import to_html
from theodolite.reports.pdf import to_pdf
from theodolite.reports.plain_text import to_plain_text
from theodolite.reports.word import to_word


class Seen(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember it."""
        self.elements.append((tag, dict(attrs)))


def test_the_feed_is_read_back_with_every_entry_once_and_ids_that_stay() -> None:
    feed = feedparser.parse(to_atom(BULLETIN))
    assert not feed.bozo
    assert feed.version == "atom10"
    titles = ["On dose", "On noise", "On sly"]
    assert {*titles, "Rising: On dose"} <= {entry.title for entry in feed.entries}
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids) == 5
    again = feedparser.parse(to_atom(replace(BULLETIN, on=BULLETIN.on + timedelta(days=7))))
    assert [entry.id for entry in again.entries] == ids
    assert again.feed.id == feed.feed.id


def test_the_calendar_is_read_back_with_whole_days_and_ids_that_stay() -> None:
    (event,) = Calendar.from_ical(to_calendar(BULLETIN)).walk("VEVENT")
    assert (event["summary"], event.decoded("dtstart")) == ("Closes: On dose", date(2026, 7, 10))
    assert event.decoded("dtend") == date(2026, 7, 11)
    assert str(event["url"]) == "https://a.example/call"
    later = replace(BULLETIN, on=BULLETIN.on + timedelta(days=7), closings=())
    (again,) = Calendar.from_ical(to_calendar(later)).walk("VEVENT")
    assert again["uid"] == event["uid"]
    assert all(len(line) <= 75 for line in to_calendar(WILD).split(b"\r\n"))


def test_plain_text_is_narrow_and_clean() -> None:
    for bulletin in (BULLETIN, WILD):
        text = to_plain_text(bulletin)
        lines = text.split("\n")
        assert all(len(line) <= 76 for line in lines if "http" not in line)
        assert all(line == line.rstrip() for line in lines)
        assert text.endswith("\n")
        assert not text.endswith("\n\n")
    third = "3. On dose\n   Paper · A journal\n   “This is about On dose.”\n"
    assert third in to_plain_text(BULLETIN)


@settings(max_examples=50)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=3))
def test_plain_text_is_narrow_whatever_the_titles(titles: list[str]) -> None:
    text = to_plain_text(told_of(*titles))
    for line in text.split("\n"):
        assert "http" in line or len(line) <= 76
        assert line == line.rstrip()


def test_the_message_says_what_is_inside_and_holds_both_texts() -> None:
    raw = to_email(BULLETIN, GROUP.address)
    message = email.message_from_bytes(raw, policy=policy.default)
    assert message["subject"] == "Imaging group: 3 new, 1 rising, 1 with a date – On dose"
    assert message["to"].addresses[0].addr_spec == "imaging@example.org"
    plain, html = message.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == to_plain_text(BULLETIN)
    assert html.get_content().replace("\r\n", "\n") == to_email_html(BULLETIN) + "\n"


def test_a_title_cannot_add_a_header_to_the_message() -> None:
    message = email.message_from_bytes(to_email(told_of(HOSTILE[3])), policy=policy.default)
    assert message["bcc"] is None
    assert sorted(message.keys()) == [
        *("Auto-Submitted", "Content-Type", "MIME-Version", "Subject")
    ]


PAGES = (to_email_html(WILD), to_html(bulletin_document(WILD, SOURCE)).decode())


@pytest.mark.parametrize("page", PAGES, ids=["e-mail", "web"])
def test_pages_run_nothing_and_fetch_nothing(page: str) -> None:
    seen = Seen(page).elements
    assert {tag for tag, _ in seen} & {"script", "img", "iframe", "link", "object", "form"} == set()
    for _, attributes in seen:
        assert not {name for name in attributes if name.startswith("on")}
        assert "src" not in attributes
        target = attributes.get("href") or "#"
        assert target.startswith(("#", "https://a.example/"))
    assert "&lt;script&gt;alert(1)" in page
    assert "{{ 7 * 7 }}" in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x07]", page)


def test_the_feed_and_the_calendar_hold_hostile_titles_as_words() -> None:
    feed = feedparser.parse(to_atom(WILD), sanitize_html=False, resolve_relative_uris=False)
    assert not feed.bozo
    assert HOSTILE[0] in [entry.title for entry in feed.entries]
    assert {link.href for one in feed.entries for link in one.get("links", ())} <= {
        f"https://a.example/{name}" for name in (*(f"n{n}" for n in range(9)), "call")
    }
    calendar = told_of(HOSTILE[4])
    (event,) = Calendar.from_ical(to_calendar(calendar)).walk("VEVENT")
    assert event["summary"] == "Closes: END:VEVENT BEGIN:VEVENT SUMMARY:false"


def test_the_pdf_prints_hostile_titles_as_words_on_tagged_pages() -> None:
    reader = PdfReader(BytesIO(to_pdf(bulletin_document(WILD, SOURCE))))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert "<script>alert(1)</script>" in words
    assert "#set page(fill: red)" in words
    assert "=HYPERLINK" in words
    addresses = {
        str(note.get_object().get("/A", {}).get("/URI", ""))
        for page in reader.pages
        for note in page.get("/Annots", ())
    }
    assert not any("javascript" in one for one in addresses)
    assert "https://a.example/n0" in addresses


def test_the_document_says_how_it_was_made_and_nothing_about_hidden_people() -> None:
    page = to_html(bulletin_document(BULLETIN, SOURCE)).decode()
    assert "How this bulletin was made" in page
    assert "By a fixed curve." in page
    assert "[c]" not in page
    assert "group and topics bbbbbbbbbbbb" in page


def test_the_folder_holds_every_form_in_the_same_bytes_each_time(tmp_path: Path) -> None:
    written = write_bulletin_folder(BULLETIN, tmp_path / "one", address=GROUP.address)
    again = write_bulletin_folder(BULLETIN, tmp_path / "two", address=GROUP.address)
    assert {path.name for path in written} == {
        *("bulletin.html", "bulletin.pdf", "bulletin.json", "log.json"),
        *("email.txt", "email.html", "email.eml", "feed.atom", "calendar.ics"),
    }
    for one, other in zip(written, again, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name
    told = json.loads((tmp_path / "one/bulletin.json").read_bytes())
    assert [story["title"] for story in told["stories"]] == ["On sly", "On noise", "On dose"]


def test_without_news_the_document_says_so() -> None:
    quiet = bulletin_for(GROUP, known(), Sent(), now=NOW)
    page = to_html(bulletin_document(quiet, SOURCE)).decode()
    assert "Nothing new" in page
    assert quiet.subject() == "Imaging group: nothing new"


def test_a_word_file_holds_the_same_words() -> None:
    word = docx.Document(BytesIO(to_word(bulletin_document(BULLETIN, SOURCE))))
    words = [paragraph.text for paragraph in word.paragraphs]
    place = words.index("On dose")
    assert words[place + 1 : place + 3] == ["Paper · A journal", "“This is about On dose.”"]
    assert "https://a.example/n0" in words
