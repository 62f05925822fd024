"""The plan of a printed table: everything fits, and no word needs cutting."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.reports.manuscript import Body, Line, PrintedTable
from theodolite.reports.table_layout import TALL_ROOM, WIDE_ROOM, lay_out, text_width

COUNTRIES = ("Germany", "United Kingdom", "Netherlands", "New Zealand", "Switzerland", "All")
LABELS = ("Full time", "Assistant, freelance, agency or zero hours")


def _table(columns, labels=LABELS, *, cell="100%", width=1, parts=()):
    span = width // max(1, len(parts))
    each = width // span
    lines = tuple(Line(label, (cell,) * len(columns) * each, False) for label in labels)
    body = Body("block", "Contract", parts, "", span, lines)
    return PrintedTable("Table 1", "table-1", "Work", columns, width, (body,), (), 1)


def _one(table):
    ((_, layout),) = lay_out(table)
    return layout


def _widest_word(text, size):
    return max((text_width(word, size) for word in text.split()), default=0.0)


def test_a_table_of_few_columns_has_full_size_and_even_columns():
    layout = _one(_table(COUNTRIES))
    assert (layout.size, layout.is_wide) == (9.5, False)
    assert len(set(layout.cells)) == 1


def test_columns_of_numbers_stay_narrow_and_the_rest_of_the_page_free():
    layout = _one(_table(("All",), ("Full time",)))
    assert layout.cells[0] < 60
    assert layout.width < TALL_ROOM / 2


def test_short_labels_stay_on_one_line():
    layout = _one(_table(COUNTRIES * 2, ("Project Management",)))
    assert text_width("Project Management", layout.size) < layout.label


def test_type_shrinks_before_the_page_turns_and_the_page_turns_before_the_table_is_cut():
    few, more, many = (_table((COUNTRIES * 3)[:count]) for count in (6, 10, 16))
    assert _one(few).size > _one(more).size >= 7
    assert not _one(more).is_wide
    assert _one(many).is_wide
    assert len(lay_out(_table(COUNTRIES * 9))) > 1


def test_a_cut_table_names_its_pieces_and_keeps_their_anchors_apart():
    columns = tuple(f"Region number {number}" for number in range(60))
    pieces = [piece for piece, _ in lay_out(_table(columns))]
    assert [name for piece in pieces for name in piece.columns] == list(columns)
    assert pieces[0].title.startswith("Work (Region number 0 to ")
    assert pieces[0].anchor == "table-1"
    assert len({piece.anchor for piece in pieces}) == len(pieces)


def test_pairs_of_columns_are_never_parted():
    columns = tuple(f"Region number {number}" for number in range(30))
    table = _table(columns, width=2, parts=("primary", "secondary"))
    for piece, layout in lay_out(table):
        assert len(layout.cells) == 2 * len(piece.columns)
        assert all(
            len(line.cells) == len(layout.cells) for body in piece.bodies for line in body.lines
        )


@pytest.mark.parametrize("word", ["Rechtsschutzversicherungsgesellschaften" * 8, "", "名" * 90])
def test_what_no_page_can_hold_is_still_laid_out(word):
    ((_, layout),) = lay_out(_table((word,), (word,)))
    assert layout.size >= 7
    assert all(width > 0 for width in (layout.label, *layout.cells))


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), max_size=14)
PHRASES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)


@given(
    st.lists(PHRASES, min_size=1, max_size=30).map(tuple),
    st.lists(PHRASES, min_size=1, max_size=5).map(tuple),
    st.sampled_from(["1", "100%", "48.9 (38.0–59.7)"]),
)
def test_every_table_fits_its_page_with_every_word_whole(columns, labels, cell):
    table = _table(columns, labels, cell=cell)
    pieces = lay_out(table)
    assert tuple(name for piece, _ in pieces for name in piece.columns) == columns
    for piece, layout in pieces:
        assert layout.size >= 7
        assert layout.width <= (WIDE_ROOM if layout.is_wide else TALL_ROOM) + 0.01
        assert all(_widest_word(label, layout.size) < layout.label for label in labels)
        for name, width in zip(piece.columns, layout.cells, strict=True):
            assert max(_widest_word(name, layout.size), text_width(cell, layout.size)) < width


def test_the_indent_of_grouped_labels_is_counted():
    (body,) = _table(("All",)).bodies
    grouped = replace(_table(("All",)), bodies=(replace(body, level="group"),))
    assert _one(grouped).label > _one(_table(("All",))).label
