"""What was planted is counted as found only where it was, and what was not is counted as wrong."""

from dataclasses import replace
from datetime import date

from tests.horizon.bulletin.known_things import alert, item, known, placed
from theodolite.horizon.placing import Judgement
from theodolite.horizon.synthetic.comparing import Compared, Scan, compare
from theodolite.horizon.synthetic.stream import Planted

PAPER, AGAIN, BEFORE, FIXED, THREAT, CALL = (
    item(name) for name in ("paper", "again", "before", "fixed", "threat", "call")
)
CALLED = replace(CALL, deadline=date(2026, 8, 1))
EVERY = (PAPER, AGAIN, BEFORE, FIXED, THREAT, CALLED)
PLANTED = Planted(
    same=((PAPER.address, AGAIN.address),),
    preprints=((PAPER.address, BEFORE.address),),
    errata=((PAPER.address, FIXED.address),),
    topics={THREAT.address: "imaging", PAPER.address: "elsewhere"},
    trend="helium-free magnet",
    trend_from=date(2026, 3, 1),
    threat=THREAT.address,
    deadlines={CALL.address: date(2026, 8, 1)},
)
WORLD = known(
    *((one, placed(one, 0.9 if one != PAPER else 0.1)) for one in EVERY),
    alerts=(alert("helium free magnet", PAPER.identity, raised="2026-05"),),
)


def found(scan: Scan) -> dict[str, Compared]:
    return {one.what: one for one in compare(PLANTED, scan)}


def the_scan(**changes: object) -> Scan:
    groups = [(PAPER.identity, AGAIN.identity)]
    links = {frozenset((PAPER.identity, other.identity)) for other in (BEFORE, FIXED)}
    scan = Scan(EVERY, groups, links, WORLD.placed, WORLD.trends)
    return replace(scan, **changes)  # type: ignore[arg-type]


def test_a_scan_that_finds_everything_is_said_to_have() -> None:
    assert all(one.is_all_found for one in found(the_scan()).values())


def test_a_wrong_merge_is_counted_and_spoils_the_finding() -> None:
    merged = [(PAPER.identity, AGAIN.identity), (THREAT.identity, CALL.identity)]
    duplicates = found(the_scan(groups=merged))["duplicates"]
    assert (duplicates.found, duplicates.wrong, duplicates.is_all_found) == (1, 1, False)


def test_a_link_that_is_missing_is_missed() -> None:
    linked = found(the_scan(links=set()))
    assert linked["preprints and their papers"].found == 0
    assert linked["corrections and their papers"].found == 0


def test_a_rise_of_something_else_is_no_finding() -> None:
    other = known(alerts=(alert("photon counting", PAPER.identity),)).trends
    trend = found(the_scan(trends=other))["trend"]
    assert (trend.found, trend.wrong) == (0, 1)


def test_a_threat_under_its_topic_must_also_read_as_one() -> None:
    harmless = tuple(replace(one, outlook=Judgement("neither")) for one in WORLD.placed.items)
    assert found(the_scan(placed=replace(WORLD.placed, items=harmless)))["threat"].found == 0


def test_a_date_read_wrongly_is_not_found() -> None:
    late = replace(CALLED, deadline=date(2026, 8, 2))
    assert found(the_scan(items=(*EVERY[:-1], late)))["deadlines"].found == 0
