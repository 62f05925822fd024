"""The shape of the code is a promise; these tests keep it."""

import ast
import re
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

from tests.architecture.package_map import MODULES, ROOT, SOURCE, rewritten

VAGUE = {
    "utils", "util", "helpers", "helper", "common", "misc", "tools", "base", "core", "manager",
    "service",
}  # fmt: skip
LONGEST_MODULE, LONGEST_FUNCTION, MOST_PARAMETERS = 400, 40, 6

# Each exception names its reason; the list may only shrink.
LONGER_ON_PURPOSE: dict[str, str] = {}


def name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_imports_follow_the_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert lint_imports() == 0, "Run `make layers` to see which import breaks which rule."


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_names_say_what_is_inside(path: Path) -> None:
    vague = VAGUE & {part.removesuffix(".py") for part in path.relative_to(SOURCE).parts}
    assert not vague, f"Name {name(path)} after the one thing it holds, not {vague}."


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_and_functions_stay_short(path: Path) -> None:
    if name(path) in LONGER_ON_PURPOSE:
        return
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) <= LONGEST_MODULE, f"{name(path)} wants to be two modules."
    for node in functions(path):
        start = node.body[0].end_lineno if ast.get_docstring(node) else node.lineno
        length = node.end_lineno - start
        assert length <= LONGEST_FUNCTION, f"{name(path)}: {node.name} has {length} lines."


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_functions_ask_for_few_things(path: Path) -> None:
    for node in functions(path):
        asked = len(node.args.args) + len(node.args.kwonlyargs) + len(node.args.posonlyargs)
        is_command = any("command" in ast.unparse(mark) for mark in node.decorator_list)
        assert asked <= MOST_PARAMETERS or is_command, f"{name(path)}: {node.name} takes {asked}."


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_public_thing_says_what_it_is_for(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    public = [n for n in tree.body if hasattr(n, "name") and not n.name.startswith("_")]
    for node in [tree, *public]:
        called = getattr(node, "name", name(path))
        summary = (ast.get_docstring(node) or "").split("\n")[0]
        assert summary, f"{name(path)}: say in one line what {called} is for."
        assert summary.endswith((".", "?")), f"{name(path)}: end {called}'s summary with a stop."
        echoed = summary.rstrip(".").lower().replace(" ", "_") == called.lower()
        assert not echoed, f"{name(path)}: the summary of {called} only repeats its name."


def test_the_map_in_architecture_md_matches_the_packages() -> None:
    written = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    assert written == rewritten(written), "Run `make map` and read the diff."


def test_nothing_names_a_package_index() -> None:
    address = re.compile(r"index-url|https?://\S*(simple/|registry|hosted)", re.IGNORECASE)
    files = [*ROOT.glob("*.*"), *(ROOT / "requirements").iterdir(), ROOT / "Makefile"]
    found = [
        p.name for p in files if p.is_file() and address.search(p.read_text("utf-8", "replace"))
    ]
    assert not found, f"{found} name the address of a package index."
