"""The demo as its command writes it, built once for every journey that starts from it."""

from pathlib import Path

import pytest

from theodolite.cli import run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    with pytest.raises(SystemExit) as ended:
        run(["demo", "--out", str(folder), "--json"])
    assert not ended.value.code
    return folder
