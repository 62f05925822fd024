"""What a server's status means for a scan: go on, try again soon, tomorrow, or never."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from theodolite.evidence.days import day_in_words
from theodolite.horizon.fetch.addresses import Destination, without_secrets
from theodolite.horizon.fetch.pace import retry_after
from theodolite.horizon.fetch.refusals import (
    BudgetGone,
    CannotFetch,
    GoneForGood,
    NotFound,
    RefusedByServer,
    ServerTrouble,
    SlowDown,
)

BUDGET_HEADERS = ("x-ratelimit", "x-rate-limit", "ratelimit", "x-concurrency-limit", "x-api-pool")
"""How the names of headers begin in which hosts tell what may still be asked of them."""

_DAILY_BUDGET_HOSTS = {"api.openalex.org"}
_BUDGET_WORDS = (b"insufficient budget", b"midnight utc", b"daily")


def budget_told(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that tell what may still be asked of a host."""
    return {name: text for name, text in headers.items() if name.startswith(BUDGET_HEADERS)}


def refusal(
    status: int, headers: Mapping[str, str], body: bytes, asked: Destination, now: datetime
) -> CannotFetch | None:
    """Why there is nothing to read, None where there is."""
    shown = without_secrets(str(asked.url))
    if status in (200, 204):
        return None
    if status == 429 or (status == 403 and asked.host in _DAILY_BUDGET_HOSTS):
        return _too_many(headers, body, asked, now)
    if status == 410:
        return GoneForGood(
            f"{asked.host} says that there is nothing at {shown} any more (410)."
            " Look for where it went, or take the source off the list."
        )
    if status in (401, 403, 404, 451):
        return NotFound(
            f"{asked.host} does not give {shown} ({status}: {_MEANINGS[status]})."
            " Open it in a browser. Correct the address, or the secret that the source names."
        )
    if status >= 500:
        return ServerTrouble(
            f"{asked.host} has trouble of its own ({status}). It is asked again later; if this"
            " stays for days, tell its owner.",
            until=retry_after(headers, now),
        )
    return RefusedByServer(
        f"{asked.host} answered {shown} with {status}, and 200 was expected{_told(body)}."
        " Check what the source is asked for."
    )


_MEANINGS = {
    401: "it asks who we are",
    403: "we may not read it",
    404: "it is not there",
    451: "the law forbids it",
}


def _too_many(
    headers: Mapping[str, str], body: bytes, asked: Destination, now: datetime
) -> CannotFetch:
    """OpenAlex says 429 both for too fast and for nothing left today; only one of them passes."""
    until = retry_after(headers, now)
    if _is_budget_gone(headers, body, asked):
        midnight = datetime.combine(now.date() + timedelta(days=1), time(), tzinfo=now.tzinfo)
        return BudgetGone(
            f"Today's budget for {asked.host} is used up. There is a new one at 00:00 UTC"
            f" ({day_in_words(midnight)}), and the scan goes on from there where it stopped."
            " For more a day, name a free key of the host as the source's secret.",
            until=midnight,
        )
    when = f" It answers again at {until:%H:%M:%S} UTC." if until else ""
    return SlowDown(
        f"{asked.host} asks us to slow down (too many requests).{when}"
        " Nothing is lost: the scan goes on later where it stopped. If it stays, scan less often.",
        until=until,
    )


def _is_budget_gone(headers: Mapping[str, str], body: bytes, asked: Destination) -> bool:
    if asked.host not in _DAILY_BUDGET_HOSTS and not headers.get("x-ratelimit-credits-required"):
        return False
    remaining = _number(headers.get("x-ratelimit-remaining"))
    needed = _number(headers.get("x-ratelimit-credits-required"))
    if remaining is not None:
        return remaining < max(needed or 0.0, 1.0)
    return any(words in body[:4_096].lower() for words in _BUDGET_WORDS)


def _number(text: str | None) -> float | None:
    try:
        return float(text or "")
    except ValueError:
        return None


def _told(body: bytes) -> str:
    """The first words of what the server says about it, where that is plain text."""
    words = " ".join(body[:200].decode("utf-8", "replace").split())
    return f' ("{words[:120]}")' if words.isprintable() and words and "<" not in words else ""
