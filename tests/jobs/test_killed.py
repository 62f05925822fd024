"""Workers killed (SIGKILL) at random moments: no job is lost, and none has its effect twice."""

import random
import time

import pytest

from tests.jobs.labour import Place, ask, over, tally, working

pytestmark = pytest.mark.either_database

JOBS = 120
MOST_KILLS = 25


def work_off(place: Place, *, kill_within: float, seed: int) -> int:
    """Kill the worker again and again, then let one do what is left; how often it was killed."""
    chance = random.Random(seed)  # noqa: S311  chance for a trial, not for a secret
    for kills in range(1, MOST_KILLS + 1):
        with working(place):
            time.sleep(chance.uniform(0, kill_within))
        if kills % 5 == 0 and place.do(over) == JOBS:
            return kills
    with working(place):
        wait_until_over(place)
    return MOST_KILLS


def wait_until_over(place: Place) -> None:
    until = time.monotonic() + 90
    while place.do(over) < JOBS:
        assert time.monotonic() < until, "the jobs were not done in 90 seconds"


def each_done_once(place: Place) -> None:
    found = place.do(tally)
    assert found["states"] == {"done": JOBS}
    assert found["effects"] == {str(number): 1 for number in range(JOBS)}
    assert found["broken_at"] is None


def test_killed_at_random_moments_no_job_is_lost_and_none_is_done_twice(place: Place) -> None:
    place.do(ask, JOBS)
    assert work_off(place, kill_within=0.3, seed=5) >= 10
    each_done_once(place)


def test_two_processes_of_workers_share_the_jobs_and_none_is_taken_twice(place: Place) -> None:
    place.do(ask, JOBS)
    with working(place, lease=30), working(place, lease=30):
        wait_until_over(place)
    each_done_once(place)
    assert place.do(tally)["attempts"] == JOBS
