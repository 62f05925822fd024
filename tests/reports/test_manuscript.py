"""Every number written once, for all formats."""

from theodolite.reports.manuscript import Points, PrintedTable, Prose, printable, write_out


def _blocks(document, kind):
    chapters = write_out(document).chapters
    return [block for chapter in chapters for block in chapter.blocks if isinstance(block, kind)]


def test_identical_source_notes_share_one_number(document):
    manuscript = write_out(document)
    assert len(manuscript.sources) == 2
    assert [exhibit.source for exhibit in manuscript.exhibits()] == [2, 1, 2]


def test_a_sentence_is_cut_exactly_where_its_numbers_stand(document):
    sentence = _blocks(document, Prose)[0]
    assert sentence.text == "Of 125 respondents, 113 were kept in Wave 2."
    assert [piece.text for piece in sentence.pieces if piece.is_bound] == ["125", "113"]


def test_a_sentence_that_may_not_be_shown_has_no_numbers(document):
    hidden = _blocks(document, Points)[0].items[0]
    assert hidden.text == "This finding rests on too few people to be shown."
    assert not any(piece.is_bound for piece in hidden.pieces)


def test_cells_of_an_unsplit_block_span_the_parts_of_a_split_one(document):
    (table,) = _blocks(document, PrintedTable)
    assert (table.width, table.grid_width) == (2, 4)
    assert [(body.label, body.span) for body in table.bodies] == [
        ("Specialism", 1),
        ("Imaging", 1),
        ("Degree", 2),
    ]
    for body in table.bodies:
        assert {len(line.cells) * body.span for line in body.lines} == {table.grid_width}


def test_characters_that_no_format_can_hold_are_shown_as_such():
    assert printable("a\x00b\ud800c\r\nd\x1b") == "a�b�c\nd�"


def test_source_notes_of_one_survey_say_once_where_they_come_from(document):
    (trail,) = write_out(document).trails
    assert trail.shared == "Source: data aaaaaaaaaaaa, plan bbbbbbbbbbbb, theodolite 0.1.0"
    assert trail.notes == ((1, "the answers as a whole"), (2, "specialism, degree"))
