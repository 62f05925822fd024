"""Figures that do not fit what is left of a page: smaller, later, or with their heading."""

from theodolite.reports.figure_placing import Place, Room, settle_next

CHAPTERS = [["", "first", "second", ""], ["third"], ["", "fourth"]]


def _room(anchor, left, *, page=1):
    return Room(anchor, page, left=left, needed=400.0, picture=300.0)


def test_a_figure_that_fits_is_left_alone():
    assert settle_next([_room("first", 400)], {}, CHAPTERS) == {}


def test_a_figure_shrinks_a_little_if_it_then_fits():
    assert settle_next([_room("first", 350)], {}, CHAPTERS) == {"first": Place("here", 0.83)}


def test_a_figure_far_too_large_goes_to_the_next_page_and_text_moves_up():
    assert settle_next([_room("first", 200)], {}, CHAPTERS) == {"first": Place("next page")}


def test_no_figure_overtakes_one_of_its_chapter_that_moved():
    rooms = [_room("first", 200), _room("second", 100), _room("third", 90)]
    moved = settle_next(rooms, {}, CHAPTERS)
    assert moved == {"first": Place("next page"), "second": Place("next page")}


def test_a_figure_alone_in_its_chapter_takes_its_heading_along():
    assert settle_next([_room("third", 100)], {}, CHAPTERS) == {"third": Place("with heading")}


def test_a_figure_that_ends_its_chapter_is_left_to_flow():
    assert settle_next([_room("fourth", 100)], {}, CHAPTERS) == {}


def test_only_the_first_figure_is_settled_because_the_others_move_with_it():
    rooms = [_room("first", 350), _room("third", 100, page=2)]
    once = settle_next(rooms, {}, CHAPTERS)
    assert set(once) == {"first"}
    assert set(settle_next(rooms, once, CHAPTERS)) == {"first", "third"}
