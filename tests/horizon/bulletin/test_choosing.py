"""First what was kept, then what is urgent, and no page full of one rise."""

from dataclasses import replace

from tests.horizon.bulletin.known_things import GROUP, alert, item, known, placed
from theodolite.horizon.bulletin.choosing import MOST_OF_ONE_RISE, choose
from theodolite.horizon.placing import Judgement

WIDE = replace(GROUP, most=20)
SURE, LESS_SURE = item("a"), item("b")


def test_an_alert_comes_before_what_belongs_more_surely() -> None:
    warning = item("generators", kind="alert")
    world = known((SURE, placed(SURE, 0.99)), (warning, placed(warning, 0.6)))
    told, passed_over = choose(world.items, WIDE, world)
    assert [one.item for one in told] == [warning, SURE]
    assert [one.is_urgent for one in told] == [True, False]
    assert passed_over == 0


def test_a_near_threat_is_urgent_and_a_distant_one_is_not() -> None:
    near = replace(placed(LESS_SURE, 0.6), horizon=Judgement("short", ("“this year”",)))
    far = replace(placed(SURE, 0.9), horizon=Judgement("long", ("“by 2040”",)))
    world = known((SURE, far), (LESS_SURE, near))
    assert [one.item for one in choose(world.items, WIDE, world)[0]] == [LESS_SURE, SURE]


def test_what_was_kept_in_triage_comes_first_of_all() -> None:
    warning = item("generators", kind="alert")
    world = known((SURE, placed(SURE)), (warning, placed(warning)))
    world = replace(world, kept=frozenset({SURE.identity}))
    assert [one.item for one in choose(world.items, WIDE, world)[0]] == [SURE, warning]


def test_one_rising_phrase_does_not_fill_the_page() -> None:
    rising = [
        item(f"helium {number}", title=f"A helium-free magnet, {number}") for number in "123456"
    ]
    world = known(
        *((one, placed(one, 0.9)) for one in rising),
        (LESS_SURE, placed(LESS_SURE, 0.6)),
        alerts=(alert("helium free magnet", rising[0].identity),),
    )
    told, passed_over = choose(world.items, WIDE, world)
    assert len(told) == MOST_OF_ONE_RISE + 1
    assert told[-1].item == LESS_SURE
    assert passed_over == len(rising) - MOST_OF_ONE_RISE
