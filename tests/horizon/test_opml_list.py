"""The list of sources in OPML is read back as it was written, whatever sources are called."""

from hypothesis import given, settings
from hypothesis import strategies as st

from theodolite.horizon.opml_list import list_in_opml, may_be_told
from theodolite.horizon.sources.opml import sources_in
from theodolite.horizon.sources.plain_text import line
from theodolite.horizon.sources.source import Source


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=6))
def test_feeds_are_read_back_under_their_names_however_odd(names: list[str]) -> None:
    feeds = [Source(name, "feed", f"https://a.example/{n}?b=1&c=2") for n, name in enumerate(names)]
    told = list_in_opml(feeds)
    back = sources_in(told.content, name="sources.opml")
    assert told.named == len(feeds)
    assert [one.address for one in back] == [one.address for one in feeds]
    for one, other in zip(feeds, back, strict=True):
        assert other.name.startswith(line(one.name))


def test_no_secret_and_no_file_of_the_workspace_leaves_in_the_list() -> None:
    kept = Source("Registry", "openalex", "https://registry.example/works")
    listed = [
        kept,
        Source("Keyed", "feed", "https://a.example/feed?api_key=abc"),
        Source("Signed in", "feed", "https://me:pass@a.example/feed"),
        Source("Ours", "bibliography", "papers/ours.bib"),
    ]
    told = list_in_opml(listed)
    assert (told.named, [may_be_told(one) for one in listed].count(False)) == (1, 3)
    assert b'type="openalex"' in told.content
    assert not any(one in told.content for one in (b"abc", b"pass", b"ours.bib"))
    assert sources_in(told.content, name="sources.opml") == ()
