"""Write to people what is new on their watch-lists, as a job: each week, to whoever agreed to it.

A letter of its own, not a part of a group's digest: one click ends what a letter is (RFC 8058),
and the bytes of a digest are the same for everyone.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from theodolite.horizon.harmless import harmless
from theodolite.horizon.sources.asking import safe_link
from theodolite.jobs.running import Running
from theodolite.reports.plain_text import entry_lines, heading_lines, paragraph_lines
from theodolite.store.models import ListedItem
from theodolite.store.watching import News, news_for, send_news, wanting_letters

_SUBJECT = 90


def tell_watchers(running: Running) -> dict[str, Any]:
    """Write each letter with what it remembers; whoever has theirs gets no second one."""
    people, written = wanting_letters(running.now()), 0
    for number, account in enumerate(people):
        running.tell(number / len(people), f"Looking at lists of reader {number + 1}")
        now = running.now()
        if news := news_for(account, now=now):
            day = date_format(localtime(now), "j F Y")
            send_news(account, news, subject_of(news), letter_of(news, day=day), at=now)
            written += 1
    return {"people": len(people), "letters": written}


def subject_of(news: Sequence[News]) -> str:
    """How much is new and the first of it, in one line short enough for a list of messages."""
    number = sum(len(one.items) for one in news)
    more = " or more" if any(one.is_more for one in news) else ""
    line = f"On your watch-lists: {number}{more} new – {_title(news[0].items[0])}"
    return line if len(line) <= _SUBJECT else f"{line[: _SUBJECT - 1].rstrip()}…"


def letter_of(news: Sequence[News], *, day: str) -> str:
    """All that is new, list by list, each with the way to all of it."""
    lines = ["On your watch-lists", *paragraph_lines(f"{settings.INSTALLATION.society}, {day}")]
    for one in news:
        lines += _list(one)
    choose = f"Choose which letters you get: {_address(reverse('digests:mine'))}"
    return "\n".join((*lines, "", "", choose))


def _list(news: News) -> Iterator[str]:
    yield from heading_lines(harmless(news.kept.name))
    for item in news.items:
        where = " · ".join(
            filter(None, (item.kind.capitalize(), item.venue, item.published_in_words))
        )
        yield from entry_lines("* ", _title(item), (harmless(where),), _read_at(item))
    yield ""
    more = "There is more, all of it here: " if news.is_more else "The whole list: "
    yield f"{more}{_address(reverse('horizon:watch_list', args=[news.kept.key]))}"


def _title(item: ListedItem) -> str:
    return harmless(item.title) or harmless(item.identity)


def _read_at(item: ListedItem) -> str:
    page = f"{reverse('horizon:item')}?{urlencode({'of': item.identity})}"
    return safe_link(item.address) or _address(page)


def _address(path: str) -> str:
    return settings.INSTALLATION.address.rstrip("/") + path
