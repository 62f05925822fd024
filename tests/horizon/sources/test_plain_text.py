"""Plain text is what a reader sees, whatever mark-up it came in, and comes without delay."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reference.plain_text import text_of_markup
from theodolite.horizon.sources.identifiers import doi_in
from theodolite.horizon.sources.plain_text import line, plain, told

PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<br/>",
        "dose",
        " ",
        "&amp;",
        "&lt;",
        "5",
        "<i>",
        "</i>",
        "µ",
        "<div>",
    ]
)


@given(pieces=st.lists(PIECES, max_size=20))
def test_the_quick_way_over_bare_tags_says_what_a_parser_of_html_says(pieces: list[str]) -> None:
    markup = "".join(pieces)
    assert plain(markup) == text_of_markup(markup)


@given(text=st.text(max_size=40))
def test_text_that_was_escaped_comes_back_as_one_clean_line(text: str) -> None:
    assert plain(html.escape(text)) == line(text)
    assert line(line(text)) == line(text)
    line(text).encode()


@given(text=st.text("<>&;ab /!-\"'=", max_size=60))
def test_no_tag_with_a_name_is_left_in_what_was_marked_up(text: str) -> None:
    assert "<script" not in plain(f"<script>{text}</script><p>{text}</p>")


@pytest.mark.parametrize(
    "hostile",
    ["<a href='" * 100_000, "<" * 500_000, "<div>" * 200_000, "<b><i>" * 100_000, "&" * 500_000,
     "<!--" * 100_000, "<p" + " a=1" * 200_000],
)  # fmt: skip
def test_no_markup_keeps_us_waiting(hostile: str) -> None:
    """Any of these takes minutes where time grows with the square of the length."""
    assert len(plain(hostile)) <= len(hostile)
    assert len(told(hostile)) <= len(hostile)


def test_a_doi_without_end_is_cut() -> None:
    assert len(doi_in("10.1000/" + ")" * 1_000_000)) <= 300
