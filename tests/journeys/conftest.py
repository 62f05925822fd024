"""The demo as its command writes it, built once for every journey that starts from it."""

import io
import json
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from theodolite.cli import run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the demo wrote; what the command said is kept beside it."""
    folder = tmp_path_factory.mktemp("demo")
    said = io.StringIO()
    with redirect_stdout(said), pytest.raises(SystemExit) as ended:
        run(["demo", "--out", str(folder), "--json"])
    assert not ended.value.code
    (folder / "said.json").write_text(said.getvalue(), "utf-8")
    return folder


@pytest.fixture(scope="session")
def said_by_demo(demo: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((demo / "said.json").read_text("utf-8"))
    return found
