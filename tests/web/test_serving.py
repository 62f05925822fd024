"""`theodolite serve` with and without something in front of it that speaks https."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.jobs.labour import Place
from tests.jobs.test_serve import running
from theodolite.web.serving import LARGEST_REQUEST

FORWARDED = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
WRITTEN = """
hosts = ["localhost", "workspace.example"]
address = "https://workspace.example"
is_behind_https = true
"""


@contextmanager
def serving(folder: Path, written: str = "") -> Iterator[httpx.Client]:
    """A browser of an installation that says this of itself."""
    folder.mkdir(exist_ok=True)
    (folder / "installation.toml").write_text(written)
    with running(Place(folder), "serve", "--port", "0", "--workers", "0") as server:
        said = server.wait_for(r"http://localhost:\d+/")
        address = next(word for word in said.split() if word.startswith("http://localhost"))
        with httpx.Client(base_url=address, trust_env=False) as browser:
            yield browser


def test_pages_are_shown_to_whoever_comes_by_https(tmp_path: Path) -> None:
    with serving(tmp_path / "site", WRITTEN) as browser:
        plain = browser.get("/accounts/login/")
        assert plain.headers["Location"].startswith("https://localhost")
        secure = browser.get("/accounts/login/", headers=FORWARDED)
        assert secure.status_code == 200
        assert "__Host-csrf" in secure.headers["Set-Cookie"]


def test_without_it_what_is_forged_is_not_believed_and_nothing_endless_is_taken_in(
    tmp_path: Path,
) -> None:
    with serving(tmp_path / "site") as browser:
        page = browser.get("/accounts/login/", headers=FORWARDED)
        assert page.status_code == 200
        assert "Strict-Transport-Security" not in page.headers
        other = browser.get("/accounts/login/", headers={"Host": "elsewhere.example"})
        assert other.status_code == 400
        taken = browser.post("/accounts/login/", content=b"x" * (LARGEST_REQUEST + 1))
        assert taken.status_code == 413
