"""A draft of a radar from what rises: in the topic and the ring of the items behind it."""

from dataclasses import replace
from datetime import date

from tests.horizon.bulletin.known_things import FRAMEWORK, alert, item, known, placed
from theodolite.horizon.placing import Judgement
from theodolite.horizon.radar import edition_from

A, B, C = item("a"), item("b"), item("c")
SOON = Judgement("short", ("“this year”",))


def test_each_phrase_that_rises_becomes_a_blip_where_most_of_its_items_are() -> None:
    places = (
        (A, replace(placed(A), horizon=SOON)),
        (B, replace(placed(B), horizon=SOON)),
        (C, placed(C, topic="workforce")),
    )
    world = known(*places, alerts=(alert("photon counting", *(one.identity for one, _ in places)),))
    draft = edition_from(world.trends, world.placed, world.items, FRAMEWORK, on=date(2026, 7, 1))
    (spot,) = draft.spots
    assert (spot.name, spot.sector, spot.ring) == ("Photon counting", "Imaging", "short")
    assert spot.items == (A.identity, B.identity, C.identity)
    assert spot.count == 8
    assert spot.sentence == "Rising since June 2026. Newest: On a."
    assert spot.address == "https://a.example/a"
    assert draft.sectors == ("Imaging", "Workforce")


def test_what_no_item_gives_a_time_stands_in_the_middle_ring_and_says_so() -> None:
    world = known((A, placed(A)), alerts=(alert("x rays", A.identity), alert("lost", "a:b")))
    draft = edition_from(world.trends, world.placed, world.items, FRAMEWORK, on=date(2026, 7, 1))
    (spot,) = draft.spots
    assert spot.ring == "medium"
    assert spot.sentence.endswith("No item says when it will matter.")
    assert draft.distance(spot) == 0.5


def test_a_topic_that_rises_is_a_sector_already_and_no_blip() -> None:
    world = known((A, placed(A)), alerts=(alert("Imaging", A.identity, code="imaging"),))
    assert (
        edition_from(world.trends, world.placed, world.items, FRAMEWORK, on=date(2026, 7, 1)).spots
        == ()
    )


def test_a_new_alert_and_an_open_deadline_are_blips_of_their_own() -> None:
    warning = item("generators", kind="alert")
    consultation = item("software", kind="consultation", deadline=date(2026, 8, 20))
    over = item("cables", kind="consultation", deadline=date(2026, 6, 20))
    world = known(*((one, placed(one)) for one in (warning, consultation, over, A)))
    draft = edition_from(world.trends, world.placed, world.items, FRAMEWORK, on=date(2026, 7, 1))
    told = {spot.name: (spot.ring, spot.sentence) for spot in draft.spots}
    assert told == {
        "On generators": ("short", "Seen on 20 June 2026: “ban”."),
        "On software": ("short", "Closes on 20 August 2026."),
    }


def test_an_alert_of_last_year_is_no_blip_any_more() -> None:
    warning = item("generators", kind="alert")
    world = known((warning, placed(warning)))
    draft = edition_from(world.trends, world.placed, world.items, FRAMEWORK, on=date(2027, 7, 1))
    assert draft.spots == ()
