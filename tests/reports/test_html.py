"""The page: self-contained, without scripts, and every number leads to its source."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from theodolite.reports.html import to_html


class _Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, page):
        super().__init__()
        self.found = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def all(self, tag):
        return [attributes for name, attributes in self.found if name == tag]


@pytest.fixture(scope="module")
def page(document):
    return to_html(document).decode()


@pytest.fixture(scope="module")
def elements(page):
    return _Elements(page)


def test_nothing_is_fetched_and_nothing_runs(page, elements):
    assert not elements.all("script")
    assert not elements.all("link")
    fetched = [
        attributes.get(name, "")
        for _, attributes in elements.found
        for name in ("src", "href", "xlink:href")
    ]
    assert not [address for address in fetched if re.match(r"(?i)(https?:)?//", address)]
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    (policy,) = [m["content"] for m in elements.all("meta") if "http-equiv" in m]
    assert policy.startswith("default-src 'none'")


def test_ids_are_unique_and_every_link_inside_leads_somewhere(elements):
    ids = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {link["href"][1:] for link in elements.all("a")}
    assert targets <= set(ids)


def test_each_number_in_a_sentence_leads_to_its_source_note(page):
    assert '<a class="bound" href="#source-1">125</a>' in page
    assert '<a class="bound" href="#source-1">Wave 2</a>' not in page


def test_source_notes_say_what_they_share_once(page):
    trail = "Source: data aaaaaaaaaaaa, plan bbbbbbbbbbbb, theodolite 0.1.0"
    assert page.count(f'<p class="trail">{trail}</p>') == 1
    assert '<li id="source-2" value="2">specialism, degree</li>' in page


def test_what_follows_a_colon_in_the_title_has_its_own_line(document):
    titled = to_html(replace(document, title="Survey: short version")).decode()
    assert '<h1>Survey: <span class="second">short version</span></h1>' in titled


def test_a_report_of_no_society_has_no_stray_mark(document):
    footer = to_html(replace(document, society="")).decode().partition("<footer>")[2]
    assert footer.startswith("<p>Computing workforce · 3 May 2024</p>")


def test_the_page_has_one_title_a_language_and_a_way_past_the_head(elements):
    assert len(elements.all("h1")) == 1
    assert elements.all("html") == [{"lang": "en"}]
    assert elements.all("a")[0] == {"class": "skip", "href": "#main"}


def test_every_figure_has_words_of_its_own_and_a_reading_as_text(page, elements, pictures):
    drawn = [attributes for attributes in elements.all("svg") if attributes.get("role") == "img"]
    assert len(drawn) == len(pictures)
    assert all(attributes["aria-labelledby"] for attributes in drawn)
    for picture in pictures:
        assert page.count(picture.alt) >= 2


def test_cells_of_an_unsplit_block_span_the_parts(page):
    assert '<td colspan="2"><span>13%</span></td><td colspan="2"><span>[c]</span></td>' in page
    assert '<th scope="col" class="part">primary</th>' in page
    assert '<th scope="col" colspan="2">Development</th>' in page


def test_a_figure_shown_twice_keeps_its_ids_apart(document, pictures):
    section = replace(document.sections[1], blocks=(pictures[0], pictures[0]))
    twice = _Elements(to_html(replace(document, sections=(section,))).decode())
    ids = [attributes["id"] for _, attributes in twice.found if "id" in attributes]
    assert len(ids) == len(set(ids))
