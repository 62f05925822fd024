"""What a report may be, before any format."""

from dataclasses import replace

import pytest

from theodolite.evidence.disclosure import PROFILES
from theodolite.reports.document import UnstampedDocument


def test_an_inside_use_report_without_a_stamp_is_refused_with_a_way_out(document):
    with pytest.raises(UnstampedDocument, match="Give the document a stamp"):
        replace(document, stamp=" ")


def test_a_report_that_may_be_published_needs_no_stamp(document):
    assert replace(document, stamp="", disclosure=PROFILES["lt5_round5"]).stamp == ""
