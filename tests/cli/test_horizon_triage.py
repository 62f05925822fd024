"""Triage from the command line: verbs for programs, keys for people, nothing lost when killed."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.horizon.triage.made_up import item, stream
from theodolite.horizon.triage.acts import KIND, acts_from
from theodolite.store.workspace import open_workspace

Say = Callable[..., Any]

TWINS = (
    item("t1", "Notice of a public consultation on radiation protection of patients and staff"),
    item("t2", "Notice of a public consultation on radiation protection of patients and staff"),
)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "horizon"
    open_workspace(folder).keep([*stream(60, 12, seed=1), *TWINS])
    return folder


@pytest.fixture
def triage(say: Say, workspace: Path) -> Say:
    def asked(*words: str) -> Any:
        return say("horizon", "triage", *words, "--workspace", str(workspace))

    return asked


def told(said: Any) -> Any:
    assert said.code == 0, said.err
    return json.loads(said.out)


def test_items_are_listed_with_reasons_and_decided_on(triage: Say) -> None:
    listed = told(triage("next", "-n", "3", "--json"))["items"]
    assert len(listed) == 3
    assert all(one["why"] for one in listed)
    first, second = listed[0]["identity"], listed[1]["identity"]
    assert told(triage("keep", first, "--by", "Ann", "--json"))["deed"] == "keep"
    said = triage("discard", second, "--by", "Ann", "--reason", "off topic")
    assert said.out.strip() == f"Ann discards {second} (off topic)."
    status = told(triage("status", "--json"))
    assert (status["kept"], status["discarded"], status["round"]["unread"]) == (1, 1, 60)
    assert status["judgement"]["sentence"].startswith("Read on: 1 found")
    assert first not in [one["identity"] for one in told(triage("next", "--json"))["items"]]


def test_differences_are_found_counted_and_settled_by_a_third(triage: Say) -> None:
    triage("keep", "t1", "--by", "Ann")
    triage("discard", "t1", "--by", "Bob", "--reason", "old news")
    said = triage("conflicts", "--json")
    assert said.code == 1
    (conflict,) = json.loads(said.out)["conflicts"]
    assert conflict["verdicts"][1] == {"by": "Bob", "verdict": "discard", "reason": "old news"}
    refused = triage("settle", "t1", "keep", "--by", "Bob")
    assert refused.code == 2
    assert "a third person settles it" in refused.err
    told(triage("settle", "t1", "keep", "--by", "Cy", "--json"))
    status = told(triage("status", "--json"))
    assert (status["kept"], status["in_conflict"]) == (1, 0)
    assert status["agreement"] == [
        {"first": "Ann", "second": "Bob", "both": 1, "agreed": 0, "kappa": 0.0}
    ]
    assert "Nobody differs" in triage("conflicts").out


def test_anything_is_undone_and_what_was_undone_is_said(triage: Say) -> None:
    triage("keep", "t1", "t2", "--by", "Ann")
    assert triage("undo", "--by", "Ann").out.strip() == (
        "Undone: Ann keeps t1 and 1 nearly identical."
    )
    assert told(triage("status", "--json"))["kept"] == 0
    assert triage("undo", "--by", "Ann").code == 2


def test_an_item_put_off_is_gone_until_its_day(triage: Say) -> None:
    told(triage("defer", "t1", "--until", "2999-01-31", "--by", "Ann", "--json"))
    told(triage("skip", "t2", "--by", "Ann", "--json"))
    listed = [
        one["identity"]
        for one in told(triage("next", "-n", "100", "--by", "Ann", "--json"))["items"]
    ]
    assert "t1" not in listed
    assert listed[-1] == "t2"
    refused = triage("defer", "t2", "--until", "2020-01-01", "--by", "Ann")
    assert (refused.code, "Give a later day" in refused.err) == (2, True)


def test_an_audit_is_drawn_once_and_listed_first(triage: Say) -> None:
    drawn = told(triage("audit", "-n", "5", "--by", "Ann", "--json"))["drawn"]
    listed = told(triage("next", "-n", "5", "--json"))["items"]
    assert [one["identity"] for one in listed] == drawn
    for identity in drawn:
        triage("discard", identity, "--by", "Ann")
    assert told(triage("status", "--json"))["round"]["audited"] == 5


def test_a_stop_sets_the_rest_aside_until_it_is_undone(triage: Say) -> None:
    told(triage("stop", "--by", "Ann", "--json"))
    assert told(triage("next", "--json"))["items"] == []
    triage("undo", "--by", "Ann")
    assert told(triage("next", "--json"))["items"]


def test_unknown_items_and_empty_workspaces_are_refused_with_a_way_out(
    triage: Say, say: Say, tmp_path: Path
) -> None:
    refused = triage("keep", "t11", "--by", "Ann")
    assert (refused.code, "'t1'" in refused.err) == (2, True)
    refused = say("horizon", "triage", "next", "-w", str(tmp_path / "none"))
    assert (refused.code, "horizon import" in refused.err) == (2, True)
    assert not (tmp_path / "none").exists()


def test_an_item_without_a_name_is_refused_and_leaves_no_act(triage: Say, workspace: Path) -> None:
    refused = triage("keep", "", "--by", "Ann")
    assert (refused.code, "There is no item ''" in refused.err) == (2, True)
    assert acts(workspace) == []


def test_an_item_that_is_named_twice_is_decided_on_once(triage: Say) -> None:
    assert triage("keep", "t1", "t1", "--by", "Ann").out.strip() == "Ann keeps t1."


def test_what_stands_before_the_verb_holds_for_it_too(say: Say, workspace: Path) -> None:
    before = ("horizon", "triage", "--by", "Ann", "--workspace", str(workspace), "--json")
    assert told(say(*before, "keep", "t1"))["by"] == "Ann"
    assert told(say(*before, "keep", "t2", "--by", "Bob"))["by"] == "Bob"
    assert told(say(*before, "status"))["kept"] == 2


def test_who_has_no_login_name_is_asked_for_one(triage: Say, monkeypatch: Any) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 2**31 - 3)
    refused = triage("keep", "t1")
    assert (refused.code, "Say who decides with --by." in refused.err) == (2, True)
    assert triage("next").code == 0


def test_without_a_terminal_and_without_a_verb_it_tells_the_status(triage: Say) -> None:
    assert told(triage("--json"))["items"] == 62


def test_every_verb_says_what_it_is_for(say: Say) -> None:
    listed = say("horizon", "triage", "--help").out
    for verb in ("next", "keep", "discard", "skip", "defer", "undo", "settle", "audit", "stop"):
        assert re.search(rf"\b{verb}\b", listed)
        assert "--json" in say("horizon", "triage", verb, "--help").out


class Terminal:
    """A person at a keyboard: a program on a pseudo-terminal, its keys and its screen."""

    def __init__(self, workspace: Path) -> None:
        self.keyboard, inside = pty.openpty()
        command = ["horizon", "triage", "--by", "Ann", "--workspace", str(workspace)]
        self.program = subprocess.Popen(  # noqa: S603 -- our own program, in our own interpreter
            [sys.executable, "-m", "theodolite.cli", *command],
            stdin=inside,
            stdout=inside,
            stderr=inside,
            start_new_session=True,
        )
        os.close(inside)
        self.screen = ""

    def press(self, keys: str) -> None:
        """Press one key after the other."""
        os.write(self.keyboard, keys.encode())

    def wait_for(self, pattern: str, seconds: float = 60) -> str:
        """What came onto the screen up to the pattern, which is then behind."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := re.search(pattern, self.screen):
                seen, self.screen = self.screen[: found.end()], self.screen[found.end() :]
                return seen
            if select.select([self.keyboard], [], [], 0.2)[0]:
                self.screen += self._read()
        raise AssertionError(f"{pattern!r} did not come; the screen shows {self.screen!r}")

    def _read(self) -> str:
        try:
            return os.read(self.keyboard, 65_536).decode(errors="replace")
        except OSError:  # The program has ended.
            time.sleep(0.05)
            return ""

    def end(self) -> None:
        """Switch it off, whatever it is doing."""
        self.program.kill()
        self.program.wait()
        os.close(self.keyboard)


@pytest.fixture
def terminal(workspace: Path) -> Iterator[Terminal]:
    opened = Terminal(workspace)
    yield opened
    opened.end()


def acts(workspace: Path) -> list[tuple[str, str]]:
    return [(one.deed, one.identity) for one in acts_from(open_workspace(workspace).entries(KIND))]


ASKS = r"q quit "


def test_at_a_terminal_one_key_decides_on_one_item(terminal: Terminal, workspace: Path) -> None:
    terminal.wait_for(ASKS)
    terminal.press("k")
    terminal.wait_for(r"Ann keeps \S+\.")
    terminal.wait_for(ASKS)
    terminal.press("x")
    terminal.press("d")
    terminal.wait_for(r"Why")
    terminal.press("not ours\n")
    terminal.wait_for(r"Ann discards \S+ \(not ours\)\.")
    terminal.wait_for(ASKS)
    terminal.press("l")
    terminal.wait_for(r"Until which day")
    terminal.press("2999-01-31\n")
    terminal.wait_for(r"Ann puts off \S+ until 2999-01-31\.")
    terminal.wait_for(ASKS)
    terminal.press("s")
    terminal.wait_for(ASKS)
    terminal.press("u")
    terminal.wait_for(r"Undone: Ann skips")
    terminal.wait_for(ASKS)
    terminal.press("q")
    terminal.wait_for(r"62 items: 1 kept, 1 discarded")
    assert terminal.program.wait(timeout=30) == 0
    assert [deed for deed, _ in acts(workspace)] == ["keep", "discard", "defer", "skip", "undo"]


def test_arrows_and_other_keys_that_send_letters_decide_on_nothing(
    terminal: Terminal, workspace: Path
) -> None:
    terminal.wait_for(ASKS)
    terminal.press("\x1b[D\x1b[1;5D\x1bOS\x1b[[D\x1b[3~")  # left, with control, F4 twice, delete
    terminal.press("k")
    terminal.wait_for(r"Ann keeps \S+")
    terminal.wait_for(ASKS)
    terminal.press("q")
    terminal.wait_for(r"1 kept, 0 discarded")
    assert [deed for deed, _ in acts(workspace)] == ["keep"]


@pytest.mark.parametrize("keys", ["", "d"])
def test_an_interrupt_quits_at_once_even_in_the_middle_of_a_question(
    terminal: Terminal, workspace: Path, keys: str
) -> None:
    terminal.wait_for(ASKS)
    terminal.press("k")
    terminal.wait_for(ASKS)
    terminal.press(keys)
    terminal.wait_for(r"Why" if keys else "")
    os.kill(terminal.program.pid, signal.SIGINT)
    terminal.wait_for(r"quit\s+62 items: 1 kept, 0 discarded")
    assert terminal.program.wait(timeout=30) == 0
    assert [deed for deed, _ in acts(workspace)] == ["keep"]


def test_what_was_acknowledged_survives_a_kill(terminal: Terminal, workspace: Path) -> None:
    acknowledged = []
    for _ in range(6):
        terminal.wait_for(ASKS)
        terminal.press("k")
        seen = terminal.wait_for(r"Ann keeps \S+?(?: and|\.\s)")
        acknowledged.append(re.findall(r"Ann keeps (\S+?)(?: and|\.\s)", seen)[-1])
    os.kill(terminal.program.pid, signal.SIGKILL)
    terminal.program.wait()
    assert acts(workspace) == [("keep", identity) for identity in acknowledged]
    assert all(one.at <= datetime.now(UTC) for one in open_workspace(workspace).entries(KIND))
