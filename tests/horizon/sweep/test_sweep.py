"""Files of works are scored alike by anyone, once each, whatever happens in between."""

import hashlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from distributed import LocalCluster

from tests.horizon.sweep.small_works import (
    as_openalex,
    items_of,
    made_works,
    small_model,
    write_lines,
    write_parquet,
)
from theodolite.horizon.errors import HorizonError
from theodolite.horizon.placing.learning import chances
from theodolite.horizon.sweep import Crew, Kept, files_in, sweep
from theodolite.horizon.sweep.lookup import lookup_of
from theodolite.horizon.sweep.scoring import score_texts
from theodolite.horizon.sweep.word_model import write_model
from theodolite.horizon.sweep.workers import NoScheduler


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four files in three layouts, two of them below a folder."""
    folder = tmp_path_factory.mktemp("works")
    (folder / "more").mkdir()
    write_parquet(folder / "a.parquet", made_works(5_000, seed=1))
    write_parquet(folder / "more/a.parquet", made_works(300, seed=2))
    write_lines(folder / "more/b.jsonl.gz", [as_openalex(one) for one in made_works(200, seed=3)])
    rows = [{"identity": i, "title": t, "abstract": a} for i, t, a in made_works(100, seed=4)]
    write_lines(folder / "c.jsonl", rows)
    return folder


def content(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def alone(works: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one process makes of the files, undisturbed."""
    out = tmp_path_factory.mktemp("alone")
    sweep(files_in([works]), out, small_model())
    return out


def test_every_work_is_scored_in_its_files_order(works: Path, alone: Path) -> None:
    found = pl.read_parquet(alone / "a.parquet.scores.parquet")
    made = made_works(5_000, seed=1)
    assert found["identity"].to_list() == [identity for identity, _, _ in made]
    model = small_model()
    texts = [one.text() for one in items_of(made)]
    scores = score_texts(texts, model, lookup_of(model))
    assert found["rank"].to_numpy() == pytest.approx(scores[:, -1], rel=1e-6)
    told = found.select("topic_carbon", "topic_skills").to_numpy()
    assert told == pytest.approx(chances(scores[:, :-1]), rel=1e-5, abs=1e-7)


def test_the_best_of_each_file_are_kept_with_their_texts(alone: Path) -> None:
    everything = pl.read_parquet(alone / "a.parquet.scores.parquet")
    kept = pl.read_parquet(alone / "a.parquet.kept.parquet")
    best = everything.sort("rank", descending=True, maintain_order=True).head(50)
    assert kept["identity"].to_list() == best["identity"].to_list()
    assert all(kept["abstract"].str.len_chars() > 0)


def test_the_short_list_is_the_best_of_all_files_and_names_each_work_once(alone: Path) -> None:
    kept = [pl.read_parquet(one) for one in sorted(alone.glob("*.kept.parquet"))]
    found = pl.read_parquet(alone / "shortlist.parquet")
    together = pl.concat(kept).sort("rank", descending=True, maintain_order=True)
    assert found["identity"].to_list() == together["identity"].unique(maintain_order=True).to_list()
    assert set(found["file"]) <= {"a.parquet", "more__a.parquet", "more__b.jsonl.gz", "c.jsonl"}


def test_the_manifest_tells_what_was_done_with_what(works: Path, alone: Path) -> None:
    told = json.loads((alone / "manifest.json").read_text())
    assert told["framework"] == "A strategy 1"
    assert [one["name"] for one in told["files"]] == sorted(one["name"] for one in told["files"])
    first = told["files"][0]
    payload = (works / "a.parquet").read_bytes()
    assert (first["size"], first["works"], first["kept"]) == (len(payload), 5_000, 50)
    assert first["digest"] == hashlib.sha256(payload).hexdigest()
    assert told["works"] == 5_600


def test_two_workers_make_the_same_bytes_as_one_process(
    works: Path, alone: Path, tmp_path: Path
) -> None:
    swept = sweep(files_in([works]), tmp_path, small_model(), crew=Crew(workers=2))
    assert (swept.works, swept.failed) == (5_600, ())
    assert content(tmp_path) == content(alone)


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, host="127.0.0.1",
        protocol="tcp://", dashboard_address=None,
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address


def test_any_scheduler_that_answers_can_do_the_work(
    works: Path, alone: Path, tmp_path: Path, scheduler: str
) -> None:
    sweep(files_in([works]), tmp_path, small_model(), crew=Crew(scheduler=scheduler))
    assert content(tmp_path) == content(alone)


def test_an_address_at_which_nobody_answers_is_refused(
    works: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("theodolite.horizon.sweep.workers._SECONDS_TO_CONNECT", 0.2)
    with pytest.raises(NoScheduler, match=r"No scheduler answers at tcp://127.0.0.1:9"):
        sweep(files_in([works]), tmp_path, small_model(), crew=Crew(scheduler="tcp://127.0.0.1:9"))


def test_a_file_that_is_done_is_not_done_again_until_something_changed(tmp_path: Path) -> None:
    path, out = tmp_path / "a.parquet", tmp_path / "out"
    write_parquet(path, made_works(50, seed=7))
    sweep([path], out, small_model())
    scores = out / "a.parquet.scores.parquet"
    first = scores.stat().st_mtime_ns
    sweep([path], out, small_model())
    assert scores.stat().st_mtime_ns == first
    good = scores.read_bytes()
    scores.write_bytes(good[:-1])
    sweep([path], out, small_model())
    assert scores.read_bytes() == good
    write_parquet(path, made_works(51, seed=7))
    assert sweep([path], out, small_model()).works == 51
    assert sweep([path], out, small_model(), kept=Kept(share=0.5)).files[0].kept == 26


def test_a_damaged_file_is_told_of_and_the_others_are_done(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", made_works(50, seed=7))
    out = tmp_path / "out"
    sweep(files_in([tmp_path]), out, small_model())
    (tmp_path / "b.jsonl.gz").write_bytes(b"\x1f\x8b\x08\x00")
    (tmp_path / "a.parquet").write_bytes(b"PAR1 no more")
    write_parquet(tmp_path / "c.parquet", made_works(40, seed=8))
    swept = sweep(sorted(tmp_path.glob("*.*")), out, small_model())
    assert [name for name, _ in swept.failed] == ["a.parquet", "b.jsonl.gz"]
    assert swept.works == 40
    assert not list(out.glob("a.parquet.*"))


def test_planted_works_come_out_on_top_of_thousands(tmp_path: Path) -> None:
    others = [one for one in made_works(8_000, seed=9) if "scanners" not in one[1] + one[2]]
    planted = [
        (f"planted:{n}", f"Energy of scanners {n}", "We measured the energy use of scanners.")
        for n in range(20)
    ]
    mixed = others.copy()
    for place, one in enumerate(planted):
        mixed.insert(place * 300, one)
    write_parquet(tmp_path / "a.parquet", mixed)
    sweep([tmp_path / "a.parquet"], tmp_path / "out", small_model(), kept=Kept(listed=20))
    found = pl.read_parquet(tmp_path / "out/shortlist.parquet")
    assert set(found["identity"]) == {identity for identity, _, _ in planted}


def test_results_that_lie_among_the_works_are_not_swept(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / "a.parquet", made_works(50, seed=7))
    sweep([path], tmp_path / "out", small_model())
    assert files_in([tmp_path], out=tmp_path / "out") == [path.resolve()]


def test_nothing_to_sweep_is_refused_with_what_would_do(tmp_path: Path) -> None:
    with pytest.raises(HorizonError, match=r"Name files that end in \.parquet"):
        files_in([tmp_path])


def _started(works: Path, out: Path, model: Path) -> int:
    """Begin a sweep in a process of its own; its number."""
    asked = ("horizon", "sweep", str(works), "--out", str(out), "--model", str(model))
    words = [sys.executable, "-m", "theodolite.cli", *asked]
    nowhere = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    return os.posix_spawn(words[0], words, os.environ, file_actions=[nowhere])


@pytest.mark.parametrize("seed", [1, 2])
def test_a_sweep_killed_at_random_resumes_to_the_same_bytes(
    works: Path, alone: Path, tmp_path: Path, seed: int
) -> None:
    """Killed with no warning (SIGKILL) just after any of the fifteen files came to be."""
    model, out = tmp_path / "model.parquet", tmp_path / "out"
    write_model(small_model(), model)
    for files in sorted(np.random.default_rng(seed).integers(1, 15, 3).tolist()):
        process = _started(works, out, model)
        until = time.monotonic() + 20
        while len(list(out.glob("*"))) < files and time.monotonic() < until:
            time.sleep(0.001)
        os.kill(process, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == -signal.SIGKILL
    assert os.waitpid(_started(works, out, model), 0)[1] == 0
    assert content(out) == content(alone)
