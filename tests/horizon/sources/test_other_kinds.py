"""Repositories, GOV.UK, trials, JSON Feed, calendars, files and mailboxes."""

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.horizon.sources.answers import first, page_of
from tests.horizon.sources.samples import (
    CALENDAR,
    GOV_UK,
    JSON_FEED,
    MAIL,
    OAI,
    RIS,
    TRIALS,
)
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.item import Link, Published
from theodolite.horizon.sources.asking import parameter
from theodolite.horizon.sources.hostile.mail_messages import read_messages
from theodolite.horizon.sources.mailbox import as_mbox
from theodolite.horizon.sources.source import Request

HTML_MAIL = b"""From: News <news@example.org>\r
Subject: Weekly\r
Message-ID: <2@example.org>\r
Date: Tue, 10 Mar 2026 08:00:00 +0000\r
List-ID: <weekly.example.org>\r
MIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary="b"\r
\r
--b\r
Content-Type: text/plain\r
\r
Short.\r
--b\r
Content-Type: text/html; charset=utf-8\r
Content-Transfer-Encoding: quoted-printable\r
\r
<p>A <b>long</b> tale of d=C3=B6se</p><script>x</script>\r
<a href=3D"https://example.org/a">read</a>\r
<a href=3D"https://example.org/unsubscribe">leave</a>\r
--b\r
Content-Type: application/pdf\r
Content-Disposition: attachment; filename=3D"a.pdf"\r
\r
PDF\r
--b--\r
"""


def test_a_repository_is_asked_for_what_changed_and_goes_on_by_its_token_alone() -> None:
    asked = first("oai-pmh", set="physics", prefix="oai_dc")
    assert asked.address == (
        "https://example.org/api?verb=ListRecords&metadataPrefix=oai_dc&set=physics&from=2026-03-04"
    )
    page = page_of("oai-pmh", OAI)
    assert page.following == Request(
        "https://example.org/api?verb=ListRecords&resumptionToken=t%2F2%20%2B"
    )
    assert page.total == 3


def test_a_record_of_a_repository_is_of_its_earliest_year_and_a_deleted_one_is_withdrawn() -> None:
    page = page_of("oai-pmh", OAI)
    (item,) = page.items
    assert (item.kind, item.people, item.language) == ("thesis", ("Kaur, Amrit",), "en")
    assert item.published == Published(date(2025, 1, 1), "year")
    assert item.identifier("oai") == "oai:example.org:2"
    assert page.withdrawn == ("oai:oai:example.org:1",)


def oai_error(code: str) -> bytes:
    return (
        f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="{code}">Why</error>'
        "</OAI-PMH>"
    ).encode()


def test_a_repository_without_anything_new_is_an_empty_page_and_any_other_error_is_told() -> None:
    assert page_of("oai-pmh", oai_error("noRecordsMatch")).items == ()
    with pytest.raises(
        UnreadableSource, match=r"badResumptionToken \(Why\)\. Its list has expired"
    ):
        page_of("oai-pmh", oai_error("badResumptionToken"))


def test_gov_uk_is_asked_for_several_organisations_and_types_newest_first() -> None:
    asked = first("gov-uk", organisations="nice, mhra", documents="news_story", query="dose")
    assert asked.address.count("filter_organisations=") == 2
    assert parameter(asked.address, "filter_public_timestamp") == "from:2026-03-04"
    assert parameter(asked.address, "order") == "-public_timestamp"


def test_a_consultation_closes_at_its_deadline() -> None:
    page = page_of("gov-uk", GOV_UK, asked=Request("https://www.gov.uk/api/search.json?start=0"))
    (item,) = page.items
    assert item.identity == "govuk:/government/consultations/radiation-safety"
    assert (item.kind, item.licence) == ("consultation", "OGL-UK-3.0")
    assert (item.starts, item.deadline) == (date(2026, 3, 2), date(2026, 5, 4))
    assert page.following == Request("https://www.gov.uk/api/search.json?start=1")


def without_end() -> dict[str, Any]:
    found = copy.deepcopy(GOV_UK)
    del found["results"][0]["end_date"]
    found["results"].append({**found["results"][0], "link": "/government/consultations/two"})
    found["total"] = 2
    return found


def consultation(path: str) -> dict[str, Any]:
    return {
        "base_path": path,
        "title": "Radiation safety: proposals",
        "document_type": "open_consultation",
        "first_published_at": "2026-03-02T10:00:00+00:00",
        "details": {"body": "<p>Views.</p>", "closing_date": "2026-05-04T23:45:00+01:00"},
        "links": {"organisations": [{"title": "DHSC"}]},
    }


def test_a_consultation_of_which_the_search_knows_no_end_is_asked_for_itself() -> None:
    searched = Request("https://www.gov.uk/api/search.json?start=0")
    page = page_of("gov-uk", without_end(), asked=searched)
    assert page.items == ()
    asked = page.following
    assert asked is not None
    path = "/government/consultations/radiation-safety"
    assert asked.address == f"https://www.gov.uk/api/content{path}"
    page = page_of("gov-uk", consultation(path), asked=asked)
    assert page.items[0].deadline == date(2026, 5, 4)
    asked = page.following
    assert asked is not None
    assert asked.address == "https://www.gov.uk/api/content/government/consultations/two"
    last = page_of("gov-uk", consultation("/government/consultations/two"), asked=asked)
    assert last.following is None


def test_what_gov_uk_has_withdrawn_or_cancelled_is_withdrawn() -> None:
    withdrawn = consultation("/a") | {"withdrawn_notice": {"explanation": "Superseded"}}
    assert page_of("gov-uk", withdrawn).withdrawn == ("govuk:/a",)
    found = copy.deepcopy(GOV_UK)
    found["results"][0]["is_withdrawn"] = True
    page = page_of("gov-uk", found)
    assert (page.items, len(page.withdrawn)) == ((), 1)


def test_statistics_announced_for_a_month_only_have_no_day() -> None:
    announced = {
        "title": "Imaging statistics",
        "link": "/government/statistics/announcements/imaging",
        "content_store_document_type": "official_statistics_announcement",
        "release_timestamp": "2026-06-01T08:30:00Z",
        "display_date": "June 2026",
    }
    (item,) = page_of("gov-uk", {"results": [announced]}).items
    assert (item.kind, item.starts) == ("statistics", None)
    announced["display_date"] = "1 June 2026 9:30am"
    (item,) = page_of("gov-uk", {"results": [announced]}).items
    assert item.starts == date(2026, 6, 1)


def test_a_trial_starts_on_a_day_only_where_one_is_registered() -> None:
    page = page_of("clinical-trials", TRIALS, asked=Request("https://x.org/api/v2/studies?a=b"))
    (item,) = page.items
    assert (item.identity, item.kind) == ("nct:nct01234567", "trial")
    assert (item.starts, item.ends) == (None, date(2029, 12, 31))
    assert "not yet recruiting" in item.keywords
    assert item.links == (Link("based on", "pmid:38000001"),)
    assert page.following == Request("https://x.org/api/v2/studies?a=b&pageToken=KV5y")


def test_trials_are_asked_for_by_their_last_change() -> None:
    asked = first("clinical-trials", intervention="proton", filter="AREA[Phase]PHASE3")
    wanted = "AREA[Phase]PHASE3 AND AREA[LastUpdatePostDate]RANGE[2026-03-03,MAX]"
    assert parameter(asked.address, "filter.advanced") == wanted
    with pytest.raises(UnreadableSource, match="does not say which trials"):
        first("clinical-trials")


def test_a_json_feed_is_read_with_its_next_page() -> None:
    page = page_of("json-feed", JSON_FEED)
    (item,) = page.items
    assert (item.title, item.abstract, item.people) == ("On dose", "About dose.", ("A. Kaur",))
    assert item.published == Published(date(2026, 3, 9), "day")
    assert page.following is not None
    with pytest.raises(UnreadableSource, match="does not call itself a JSON Feed"):
        page_of("json-feed", {"items": []})


def test_an_event_of_whole_days_ends_on_its_last_day() -> None:
    (item,) = page_of("calendar", CALENDAR).items
    assert (item.identity, item.kind) == ("event:m1@example.org", "event")
    assert (item.starts, item.ends) == (date(2026, 6, 10), date(2026, 6, 12))
    assert (item.venue, item.keywords) == ("Leeds", ("dose", "ct"))
    assert item.abstract == "Three days, one theme."


def test_a_deadline_in_a_calendar_is_one_and_a_cancelled_event_is_withdrawn() -> None:
    due = CALENDAR.replace(b"Dose congress", b"Abstract deadline: dose congress")
    (item,) = page_of("calendar", due).items
    assert item.deadline == date(2026, 6, 12)
    off = CALENDAR.replace(b"SUMMARY", b"STATUS:CANCELLED\r\nSUMMARY")
    assert page_of("calendar", off).withdrawn == ("event:m1@example.org",)


def test_an_event_that_recurs_is_told_once_and_noted() -> None:
    weekly = CALENDAR.replace(b"SUMMARY", b"RRULE:FREQ=SECONDLY\r\nSUMMARY")
    page = page_of("calendar", weekly)
    assert len(page.items) == 1
    assert page.notes == ("1 events of A source recur; only the first time of each is told.",)


def test_an_event_without_a_title_or_a_day_is_unreadable() -> None:
    bare = CALENDAR.replace(b"SUMMARY:Dose congress\r\n", b"")
    assert page_of("calendar", bare).unreadable == ("Event 1 (m1@example.org) has no title.",)


def test_a_bibliographic_file_is_read_in_whatever_format_it_is() -> None:
    (item,) = page_of("file", RIS).items
    assert (item.identity, item.title) == ("doi:10.1000/dose.1", "Dose in CT")
    assert item.trail[0].source == "A source"
    csv = b"title,year,doi\nDose in CT,2026,10.1000/dose.1\n"
    assert page_of("file", csv).items[0].identity == item.identity


def test_a_message_is_a_sighting_with_the_papers_it_points_to() -> None:
    (item,) = page_of("mailbox", MAIL).items
    assert (item.kind, item.identity) == ("sighting", "mail:1@example.org")
    assert (item.title, item.people) == ("Worth a look: döse", ("Amrit Kaur",))
    assert item.links == (Link("reports on", "doi:10.1000/dose.1"),)
    assert item.published == Published(date(2026, 3, 9), "day")


def test_a_newsletter_in_html_is_made_plain_and_its_way_out_is_no_news() -> None:
    (item,) = page_of("mailbox", HTML_MAIL, kind="news").items
    assert item.abstract == "A long tale of döse read leave"
    assert item.links == (Link("related", "https://example.org/a"),)
    assert (item.venue, item.kind) == ("<weekly.example.org>", "news")


def test_a_mailbox_is_asked_for_what_came_since_the_day_before_the_last_scan() -> None:
    assert first("mailbox").address == "https://example.org/api?since=2026-03-04"
    assert first("mailbox", since=None).address == "https://example.org/api"


def test_the_first_scan_begins_at_the_day_that_the_source_names() -> None:
    begins = {"from": "2026-01-01"}
    assert parameter(first("oai-pmh", since=None, **begins).address, "from") == "2026-01-01"
    assert parameter(first("oai-pmh", **begins).address, "from") == "2026-03-04"
    with pytest.raises(UnreadableSource, match="to be read from 'May' on, which is no day"):
        first("oai-pmh", since=None, **{"from": "May"})


BODIES = st.lists(
    st.sampled_from([b"From ", b">From ", b"x", b"\n", b"From here\n", b"Subject: a"]), max_size=8
)


@given(messages=st.lists(BODIES.map(lambda parts: b"X-A: b\n\n" + b"".join(parts)), max_size=4))
def test_messages_that_were_put_into_one_payload_come_out_one_by_one(messages: list[bytes]) -> None:
    payload = as_mbox(messages)
    alone = [read_messages(message)[0] for message in messages]
    assert read_messages(payload) == alone
