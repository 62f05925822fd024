"""What a report may be, before any format."""

from dataclasses import replace

import pytest

from theodolite.evidence.disclosure import PROFILES
from theodolite.reports.document import UnstampedDocument, short


def test_an_inside_use_report_without_a_stamp_is_refused_with_a_way_out(document):
    with pytest.raises(UnstampedDocument, match="Give the document a stamp"):
        replace(document, stamp=" ")


def test_a_report_that_may_be_published_needs_no_stamp(document):
    assert replace(document, stamp="", disclosure=PROFILES["lt5_round5"]).stamp == ""


def test_the_short_version_keeps_the_sections_marked_for_it_and_says_so(document):
    brief = short(document)
    assert [section.title for section in brief.sections] == ["In short", "Skills"]
    assert "Short version" in brief.title
    assert brief.is_short
    assert (brief.stamp, brief.notice) == (document.stamp, document.notice)
