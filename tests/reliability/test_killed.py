"""A process killed at any moment loses nothing it was told is kept, and leaves no half of it."""

import random
import time
from pathlib import Path

from tests.reliability.keeper import BATCH, keeping, whole_batches
from theodolite.store.history import verify
from theodolite.store.workspace import open_workspace

ROUNDS = 60


def test_killed_at_random_moments_nothing_told_is_lost_and_nothing_is_half_there(
    tmp_path: Path,
) -> None:
    chance = random.Random(7)  # noqa: S311  chance for a trial, not for a secret
    acknowledged = 0
    for number in range(ROUNDS):
        name = f"round {number}"
        with keeping(tmp_path / "kept", name) as keeper:
            keeper.wait_for(number % 3)
            time.sleep(chance.uniform(0, 0.06))
        batches, entries = whole_batches(tmp_path / "kept", name)
        assert keeper.count() <= entries <= batches <= keeper.count() + 1
        acknowledged += keeper.count()
    workspace = open_workspace(tmp_path / "kept")
    assert acknowledged > ROUNDS
    assert len(workspace.items()) >= acknowledged * BATCH
    assert verify(workspace.alias).broken_at is None


def test_two_processes_at_once_lose_nothing_and_wait_for_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with keeping(folder, "one") as one, keeping(folder, "other") as other:
        one.wait_for(4)
        other.wait_for(4)
    for name, keeper in (("one", one), ("other", other)):
        batches, entries = whole_batches(folder, name)
        assert keeper.count() <= entries <= batches <= keeper.count() + 1


def test_the_history_is_whole_at_every_moment_while_it_is_added_to(tmp_path: Path) -> None:
    with keeping(tmp_path / "kept", "one") as one, keeping(tmp_path / "kept", "other"):
        one.wait_for(1)
        workspace = open_workspace(tmp_path / "kept")
        found = [verify(workspace.alias) for _ in range(100)]
    assert {each.broken_at for each in found} == {None}
    assert found[0].entries < found[-1].entries
