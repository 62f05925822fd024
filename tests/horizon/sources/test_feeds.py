"""Feeds become items, whoever wrote them and however."""

from datetime import UTC, date, datetime

import pytest
from feedgen.feed import FeedGenerator
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.horizon.replay import NOON
from tests.horizon.sources.answers import page_of, source_of
from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.item import Published
from theodolite.horizon.sources import feed
from theodolite.horizon.sources.hostile.feed_lenient import read_leniently
from theodolite.horizon.sources.hostile.feed_strict import read_strictly
from theodolite.horizon.sources.source import Answer, Request, Source

RSS = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
  <title>Notices</title><link>https://example.org/</link><language>en</language>
  <item>
    <title>Dose &amp;amp; image quality</title>
    <link>https://example.org/dose</link>
    <guid isPermaLink="false">n-1</guid>
    <pubDate>Mon, 09 Mar 2026 23:30:00 GMT</pubDate>
    <dc:creator>A. Kaur</dc:creator>
    <category>CT</category>
    <description>&lt;p&gt;First.&lt;/p&gt;&lt;img src="x"&gt;
      &lt;p&gt;Second.&lt;/p&gt;</description>
  </item>
  <item><link>https://example.org/nothing</link></item>
</channel></rss>"""

JOURNAL = b"""<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/">
<channel rdf:about="https://example.org/j"><title>Journal of Dose</title>
<link>https://example.org/j</link></channel>
<item rdf:about="https://example.org/a"><title>On dose</title><link>https://example.org/a</link>
<description>About it.</description><dc:creator>Kaur, A</dc:creator><dc:date>2026-03</dc:date>
<dc:identifier>doi:10.1000/Dose.1</dc:identifier><prism:volume>7</prism:volume>
<prism:publicationName>J Dose</prism:publicationName></item></rdf:RDF>"""

ATOM = b"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:feed</id>
<updated>2026-03-09T00:00:00Z</updated>
<link href="https://example.org/feed?page=2" rel="next"/>
<entry><title type="html">&lt;b&gt;Recall&lt;/b&gt;</title><id>urn:1</id>
<link href="https://example.org/recall"/><updated>2026-03-08T10:00:00+02:00</updated>
<author><name>B. Li</name></author><category term="safety"/>
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"/>
<summary type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>Stop <i>now</i>.</p></div></summary>
</entry></feed>"""


def test_an_entry_of_rss_becomes_an_item_in_plain_text() -> None:
    (item,) = page_of("feed", RSS).items
    assert item.title == "Dose & image quality"
    assert item.abstract == "First. Second."
    assert item.identity == "url:https://example.org/dose"
    assert item.people == ("A. Kaur",)
    assert (item.venue, item.language, item.keywords) == ("Notices", "en", ("CT",))
    assert item.published == Published(date(2026, 3, 9), "day")
    assert (item.kind, item.observed_at) == ("news", NOON)
    (seen,) = item.trail
    assert (seen.source, seen.address, len(seen.digest)) == (
        "A source",
        "https://example.org/api",
        64,
    )


def test_an_entry_that_says_nothing_is_told_in_a_sentence() -> None:
    (sentence,) = page_of("feed", RSS).unreadable
    assert sentence == "Entry 2 has neither a title nor a text (https://example.org/nothing)."


def test_a_journals_feed_tells_the_doi_the_volume_and_a_date_without_a_day() -> None:
    (item,) = page_of("feed", JOURNAL).items
    assert item.identity == "doi:10.1000/dose.1"
    assert (item.kind, item.venue, item.in_journal("volume")) == ("paper", "J Dose", "7")
    assert item.published == Published(date(2026, 3, 1), "month")


def test_an_atom_feed_tells_its_next_page_and_the_licence_of_an_entry() -> None:
    page = page_of("feed", ATOM)
    (item,) = page.items
    assert page.following == Request("https://example.org/feed?page=2")
    assert (item.title, item.abstract, item.people) == ("Recall", "Stop now.", ("B. Li",))
    assert item.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert item.keywords == ("safety",)


def test_a_feed_that_names_itself_as_its_next_page_ends() -> None:
    asked = Request("https://example.org/feed?page=2")
    assert page_of("feed", ATOM, asked=asked).following is None


def test_what_a_source_says_its_items_are_holds() -> None:
    (item,) = page_of("feed", RSS, kind="alert").items
    assert item.kind == "alert"
    with pytest.raises(
        UnreadableSource, match=r"'alarm', which is not known\. Did you mean 'alert'"
    ):
        page_of("feed", RSS, kind="alarm")


def test_the_licence_of_a_source_is_that_of_entries_which_tell_none() -> None:
    source = Source("A source", "feed", "https://example.org", licence="OGL-UK-3.0")
    page = feed.read(Answer(RSS, "", NOON), Request(source.address), source)
    assert page.items[0].licence == "OGL-UK-3.0"


def test_an_address_that_would_run_a_program_is_dropped() -> None:
    hostile = RSS.replace(b"https://example.org/dose", b"javascript:alert(1)")
    (item,) = page_of("feed", hostile).items
    assert item.address == ""
    assert item.identity.startswith("sha256:")


def test_a_post_without_a_title_is_named_by_its_first_words() -> None:
    words = b"Twelve words that say what this untitled post is about, and many more follow it. "
    untitled = RSS.replace(b"<title>Dose &amp;amp; image quality</title>", b"")
    (item,) = page_of("feed", untitled.replace(b"First.", words * 2)).items
    assert item.title.startswith("Twelve words that say")
    assert item.title.endswith(" …")
    assert len(item.title) < 125


def test_a_feed_without_entries_is_noted_for_it_may_have_moved() -> None:
    empty = b'<rss version="2.0"><channel><title>Gone</title></channel></rss>'
    page = page_of("feed", empty)
    assert page.items == ()
    assert "feed without entries" in page.notes[0]


def test_what_is_no_feed_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableSource, match=r"A source cannot be read: .*neither RSS nor Atom"):
        page_of("feed", b"<html><body>404</body></html>")


TEXT = st.text(
    st.characters(
        blacklist_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs"], blacklist_characters="<>&"
    ),
    min_size=1,
    max_size=30,
)
ENTRIES = st.lists(
    st.tuples(TEXT, TEXT, st.dates(date(1971, 1, 1), date(2037, 12, 31))), min_size=1, max_size=5
)


@given(entries=ENTRIES, atom=st.booleans())
@settings(max_examples=60)
def test_what_a_feed_was_written_with_is_read_back_strictly_and_leniently(
    entries: list[tuple[str, str, date]], atom: bool
) -> None:
    writer = FeedGenerator()
    writer.id("https://example.org/")
    writer.title("A feed")
    writer.link(href="https://example.org/")
    writer.description("A feed")
    writer.updated(datetime(2026, 3, 9, tzinfo=UTC))
    for number, (title, text, day) in enumerate(entries):
        entry = writer.add_entry(order="append")
        entry.id(f"https://example.org/{number}")
        entry.link(href=f"https://example.org/{number}")
        entry.title(title)
        entry.summary(text) if atom else entry.description(text)
        moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
        entry.published(moment)
        entry.updated(moment)
    payload = writer.atom_str() if atom else writer.rss_str()
    strict = read_strictly(payload)
    assert strict is not None
    lenient = read_leniently(payload)
    assert strict["entries"] == lenient["entries"]
    items = page_of("feed", payload).items
    assert [(item.title, str(item.published)) for item in items] == [
        (" ".join(title.split()), day.isoformat()) for title, _, day in entries
    ]


FRAGMENTS = st.sampled_from(
    [b"&amp;", b"&lt;b&gt;x&lt;/b&gt;", b"&#233;", b"&lt;", b"&amp;amp;", b"2 &lt; 3", b"<x/>",
     b"<![CDATA[<i>a</i> & b]]>", b"&amp;nbsp;", b"&lt;img src=x&gt;", b"<!-- c -->", b"<?p q?>",
     b"&lt;script&gt;a&lt;/script&gt;", b"&amp;#8217;", b"\xc3\xa9", b"\n"]
)  # fmt: skip


@given(
    feed=st.sampled_from([RSS, JOURNAL, ATOM]),
    changes=st.lists(st.tuples(st.floats(0, 1), FRAGMENTS), min_size=1, max_size=3),
)
@settings(max_examples=300)
def test_what_is_read_strictly_is_read_alike_leniently_whatever_was_put_in(
    feed: bytes, changes: list[tuple[float, bytes]]
) -> None:
    for share, fragment in changes:
        tags = [place for place, sign in enumerate(feed) if sign == ord(">")]
        place = tags[int(share * (len(tags) - 1))] + 1
        feed = feed[:place] + fragment + feed[place:]
    strict = read_strictly(feed)
    if strict is not None:
        assert {**strict, "reader": ""} == {**read_leniently(feed), "reader": ""}


def test_a_feed_is_asked_for_whole_whenever_it_was_last_read() -> None:
    source = source_of("feed")
    asked = feed.first_request(source, since=NOON)
    assert asked == feed.first_request(source, since=None)
    assert asked.address == source.address
    assert "atom" in asked.headers["accept"]
