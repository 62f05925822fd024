"""People at a site being served: readers who open pages, writers who decide on items (locust)."""

import html
import json
import os
import random
import re
from pathlib import Path

from locust import FastHttpUser, between, task

HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|token|seen|show)" value="([^"]*)"')
WAITING = re.compile(r'name="item" value="(\d+)"')
ITEM = re.compile(r'href="(/horizon/item/[^"]+)"')
SOMEBODY_WAS_FASTER = 409

told = json.loads(Path(os.environ["PEOPLE"]).read_text("utf-8"))
chance = random.Random(3)  # noqa: S311  chance for a trial, not for a secret


class Somebody(FastHttpUser):
    """Someone signed in, who thinks for a second or three between pages."""

    abstract = True
    wait_time = between(1, 3)
    role = ""

    def on_start(self) -> None:
        """Take the next session of the role."""
        self.client.cookiejar.clear()
        session = f"{told['cookie']}={told['sessions'][self.role].pop()}"
        self.headers = {
            "Cookie": f"{session}; {told['csrf']}={told['secret']}",
            "Referer": self.host,
        }
        self.items: list[str] = []

    def look(self, path: str, name: str) -> str:
        """Open a page, and give back what it says."""
        answer = self.client.get(path, name=name, headers=self.headers, allow_redirects=False)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text or ""


class Reader(Somebody):
    """A member who goes to and fro between the pages of the horizon."""

    fixed_count = told["readers"]
    role = "member"

    @task(4)
    def item(self) -> None:
        """One of the items that were found last."""
        if self.items:
            self.look(chance.choice(self.items), "item")

    @task(3)
    def search(self) -> None:
        """Look for two words."""
        words = f"w{chance.randint(2, 90)}+w{chance.randint(100, 900)}"
        page = self.look(f"/horizon/search/?words={words}", "search")
        self.items = [html.unescape(found) for found in ITEM.findall(page)] or self.items

    @task(2)
    def topics(self) -> None:
        """All topics."""
        self.look("/horizon/topics/", "topics")

    @task(2)
    def home(self) -> None:
        """The first page."""
        self.look("/", "home")


class Writer(Somebody):
    """A curator who decides on one item after the other."""

    fixed_count = told["writers"]
    role = "curator"

    @task
    def decide(self) -> None:
        """Open the inbox as a list, and keep or discard one of its items."""
        page = self.look("/horizon/triage/?show=list", "inbox")
        sent = dict(HIDDEN.findall(page)) | {"item": chance.choice(WAITING.findall(page))}
        sent |= {"deed": "keep"} if chance.random() < 0.3 else {"because": "Nothing new in it"}
        with self.client.post(
            "/horizon/triage/act/",
            data=sent,
            name="decision",
            headers=self.headers,
            allow_redirects=False,
            catch_response=True,
        ) as answer:
            # Somebody was faster with this item: both are shown, which is an answer, too.
            if answer.status_code in (302, SOMEBODY_WAS_FASTER):
                answer.success()
            else:
                answer.failure(f"a decision was answered with {answer.status_code}")
