"""Run programs of our own in processes of their own, and take their time and their memory."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from time import perf_counter
from typing import Literal

THEODOLITE = (sys.executable, "-m", "theodolite.cli")


@dataclass(frozen=True)
class Run:
    """One run of a program: wall-clock seconds, the most memory it held, and what it printed."""

    seconds: float
    megabytes: float
    printed: str


@dataclass(frozen=True)
class Measured:
    """A claim and what was found: medians of the runs, ours and the peer's.

    `least` is how many times faster than the peer is claimed; without a peer `most_seconds` and
    `most_megabytes` are the claim.
    """

    claim: str
    ours: float
    megabytes: float
    peer: str = ""
    theirs: float | None = None
    their_megabytes: float | None = None
    least: float | None = None
    most_seconds: float | None = None
    most_megabytes: float | None = None

    def ratio(self) -> float | None:
        """How many times as long the peer took."""
        return None if self.theirs is None else self.theirs / self.ours

    def holds(self) -> bool:
        """Whether the claim held in this run."""
        ratio = self.ratio()
        return (
            (self.least is None or (ratio is not None and ratio >= self.least))
            and (self.most_seconds is None or self.ours <= self.most_seconds)
            and (self.most_megabytes is None or self.megabytes <= self.most_megabytes)
        )


@dataclass(frozen=True)
class Judged:
    """A claim about how good something is, not how fast: our number beside a peer's or a bound.

    `measure` says what the numbers are. `most_ratio` and `least_ratio` bound ours divided by the
    peer's; `most` and `least` bound ours itself.
    """

    claim: str
    measure: str
    ours: float
    peer: str = ""
    theirs: float | None = None
    most_ratio: float | None = None
    least_ratio: float | None = None
    most: float | None = None
    least: float | None = None

    def ratio(self) -> float | None:
        """Ours as a multiple of the peer's."""
        return None if not self.theirs else self.ours / self.theirs

    def holds(self) -> bool:
        """Whether the claim held in this run."""
        ratio = self.ratio()
        return (
            (self.most is None or self.ours <= self.most)
            and (self.least is None or self.ours >= self.least)
            and (self.most_ratio is None or (ratio is not None and ratio <= self.most_ratio))
            and (self.least_ratio is None or (ratio is not None and ratio >= self.least_ratio))
        )


def peer_python() -> Path:
    """The interpreter of the peers that need other versions of packages than we do."""
    return Path(".venv/peers/bin/python")


def script(name: str, *arguments: str | Path) -> tuple[str | Path, ...]:
    """The command for one of the programs in `peers`."""
    return (sys.executable, "-m", f"benchmarks.peers.{name}", *arguments)


def run(command: Sequence[str | Path]) -> Run:
    """Run a program to its end; one that fails ends the benchmark with its message."""
    words = [str(word) for word in command]
    with TemporaryFile("w+") as out:
        begun = perf_counter()
        process = os.posix_spawnp(
            words[0], words, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)]
        )
        _, status, used = os.wait4(process, 0)
        seconds = perf_counter() - begun
        out.seek(0)
        printed = out.read()
    if status:
        raise SystemExit(f"{' '.join(words)} ended with {os.waitstatus_to_exitcode(status)}.")
    return Run(seconds, used.ru_maxrss / 1024, printed)


def answers_of(people: int, folder: Path) -> Path:
    """A file of made-up answers, written once.

    By a process of its own: memory that this one had held would be counted to those it starts.
    """
    path = folder / f"answers-{people}.csv"
    if not path.exists():
        run(script("made_answers", path, str(people)))
    return path


Timing = Literal["whole", "told"]


def in_turns(
    ours: Sequence[str | Path], theirs: Sequence[str | Path], *, runs: int, timing: Timing = "whole"
) -> tuple[Run, Run]:
    """Medians of both programs, run by turns so that a busy machine slows both alike.

    `whole` takes the time of the whole process; `told` the seconds that it prints as its last line,
    so that loading is left out on both sides.
    """
    pairs = [(run(ours), run(theirs)) for _ in range(runs)]
    mine, peers = zip(*pairs, strict=True)
    return middle(mine, timing=timing), middle(peers, timing=timing)


def middle(runs: Sequence[Run], *, timing: Timing = "whole") -> Run:
    """The median time and the median memory of several runs."""
    return Run(
        median(_seconds(one) if timing == "told" else one.seconds for one in runs),
        median(one.megabytes for one in runs),
        runs[0].printed,
    )


def _seconds(one: Run) -> float:
    return float(json.loads(one.printed.strip().splitlines()[-1])["seconds"])


def table(found: Sequence[Measured | Judged]) -> Iterator[str]:
    """The measurements as lines of a Markdown table."""
    yield "| claim | ours | peer | ratio | memory | claimed | held |"
    yield "|---|---|---|---|---|---|---|"
    for one in found:
        cells = _timed(one) if isinstance(one, Measured) else _judged(one)
        yield f"| {' | '.join((one.claim, *cells, 'yes' if one.holds() else 'NO'))} |"


def _timed(one: Measured) -> Sequence[str]:
    ratio, peer = one.ratio(), ""
    if one.theirs is not None:
        peer = f"{one.peer} {one.theirs:.3g} s, {one.their_megabytes or 0:.0f} MB"
    limits = [
        f"≥ {one.least:g} ×" if one.least is not None else "",
        f"≤ {one.most_seconds:g} s" if one.most_seconds is not None else "",
        f"≤ {one.most_megabytes:g} MB" if one.most_megabytes is not None else "",
    ]
    claimed = ", ".join(x for x in limits if x)
    shown = f"{ratio:.1f} ×" if ratio else ""
    return (f"{one.ours:.3g} s", peer, shown, f"{one.megabytes:.0f} MB", claimed)


def _judged(one: Judged) -> Sequence[str]:
    ratio = one.ratio()
    peer = "" if one.theirs is None else f"{one.peer} {one.theirs:.4g}"
    limits = [
        f"≤ {one.most_ratio:g} ×" if one.most_ratio is not None else "",
        f"≥ {one.least_ratio:g} ×" if one.least_ratio is not None else "",
        f"≤ {one.most:g}" if one.most is not None else "",
        f"≥ {one.least:g}" if one.least is not None else "",
    ]
    claimed = ", ".join(x for x in limits if x)
    shown = f"{ratio:.3g} ×" if ratio is not None else ""
    return (f"{one.measure} {one.ours:.4g}", peer, shown, "", claimed)
