"""A feed and an interface on 127.0.0.1, through the door, into a workspace, and back."""

import json
from datetime import UTC, datetime
from pathlib import Path

from tests.horizon.paged_source import open_door
from tests.horizon.replay import Asked, Reply, replaying
from theodolite.horizon.health import health
from theodolite.horizon.scan import Scanned, ScanOptions, scan
from theodolite.horizon.sources.source import Source
from theodolite.horizon.visits import SCAN, histories
from theodolite.store.workspace import open_workspace

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Alerts</title>
<item><title>Dose to the lens</title><link>https://example.org/1</link><guid>1</guid>
<pubDate>Mon, 09 Mar 2026 09:00:00 GMT</pubDate></item>
<item><title>{second}</title><link>https://example.org/2</link><guid>2</guid></item>
</channel></rss>"""

WORK = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1000/lens",
    "title": "Lens dose in practice",
    "display_name": "Lens dose in practice",
    "type": "article",
    "publication_date": "2026-03-01",
}


class Site:
    """A site whose feed can change, and whose interface can run out of budget."""

    def __init__(self) -> None:
        self.second = "Proton arcs"
        self.has_budget = True

    def reply(self, asked: Asked) -> Reply:
        """Robots allow all but /closed; the feed is sent with a tag."""
        if asked.path == "/robots.txt":
            return Reply(b"User-agent: *\nDisallow: /closed\n")
        if asked.path == "/works":
            return self._works()
        body = FEED.format(second=self.second).encode()
        tag = f'"{self.second}"'
        if asked.headers.get("if-none-match") == tag:
            return Reply(status=304, headers={"ETag": tag})
        return Reply(body, headers={"ETag": tag, "Cache-Control": "no-cache"})

    def _works(self) -> Reply:
        if not self.has_budget:
            headers = {"X-RateLimit-Credits-Required": "10", "X-RateLimit-Remaining": "3"}
            return Reply(b"{}", 429, headers)
        told = {"meta": {"count": 1, "next_cursor": None}, "results": [WORK]}
        headers = {"X-RateLimit-Remaining": "990", "Cache-Control": "no-store"}
        return Reply(json.dumps(told).encode(), headers=headers)


def outcomes(done: Scanned) -> list[str]:
    return [one.visit.outcome for one in done.sources]


def test_the_whole_way_from_a_server_to_the_workspace(tmp_path: Path) -> None:
    site, workspace = Site(), open_workspace(tmp_path)
    with replaying(site.reply) as server:
        sources = [
            Source("alerts", "feed", f"{server.address}/feed"),
            Source("closed", "feed", f"{server.address}/closed"),
            Source("works", "openalex", f"{server.address}/works", ask={"query": "lens"}),
        ]

        def scan_now() -> Scanned:
            now = datetime.now(UTC)
            door = open_door(tmp_path, server.address)
            options = ScanOptions(even_if_not_due=True)
            return scan(sources, workspace, workspace, door, now=now, options=options)

        first = scan_now()
        assert outcomes(first) == ["read", "blocked by robots", "read"], first.failed
        assert first.count("new") == 3
        assert first.sources[2].visit.budget == {"x-ratelimit-remaining": "990"}

        site.has_budget = False
        second = scan_now()
        assert outcomes(second) == ["unchanged", "blocked by robots", "budget gone"]

        site.second, site.has_budget = "Proton arcs, corrected", True
        third = scan_now()
        assert (third.count("changed"), third.count("again")) == (1, 1)

    titles = sorted(item.title for item in workspace.items())
    assert titles == ["Dose to the lens", "Lens dose in practice", "Proton arcs, corrected"]
    lens = next(item for item in workspace.items() if item.title == "Dose to the lens")
    assert [seen.source for seen in lens.trail] == ["alerts", "alerts"]
    known = histories(workspace.entries(SCAN), now=datetime.now(UTC))
    states = [health(one, known[one.name], now=datetime.now(UTC)).state for one in sources]
    assert states == ["well", "blocked by robots", "well"]
