"""Findings come back as they were kept."""

from datetime import UTC, datetime

import pytest

from tests.web.conftest import make_account
from theodolite.store.findings import Found, RoundTold, keep, newest
from theodolite.store.models import WorkedOut

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROUND = RoundTold(10, 4, 3, 3, 3, 0.5, may_stop=False, sentence="Read on.", audited=0)

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def test_the_newest_finding_comes_back_as_it_was() -> None:
    viewer = make_account()
    assert newest("round", RoundTold, viewer) is None
    keep("round", RoundTold(1, 1, 0, 0, 0, 0.0, may_stop=False, sentence="", audited=0), at=NOW)
    keep("round", ROUND, at=NOW)
    assert newest("round", RoundTold, viewer) == Found(ROUND, NOW)


def test_a_finding_in_the_shape_of_an_earlier_release_counts_as_none() -> None:
    keep("round", ROUND, at=NOW)
    WorkedOut.objects.update(said={"items": 10, "left": 4})
    assert newest("round", RoundTold, make_account()) is None
