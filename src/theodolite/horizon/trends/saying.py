"""Alerts, bridges and likely growth in sentences that carry their own doubts."""

from collections.abc import Iterator

from theodolite.evidence.days import written_day_in_words
from theodolite.evidence.estimate import Estimate
from theodolite.horizon.trends.bridging import Bridge
from theodolite.horizon.trends.found import Alert, Direction, Records, Trends
from theodolite.horizon.trends.periods import many

_LEAST_RECORD = 5


def alert_sentence(alert: Alert, trends: Trends) -> str:
    """What an alert claims and how much to believe it."""
    by = trends.settings.by
    span = f"the last {many(alert.window, by)}" if alert.window > 1 else f"the last {by}"
    change = (
        f"{_percent(alert.history)} before"
        if alert.ratio == float("inf")
        else f"{_percent(alert.history)} before, {_times(alert.ratio)} as much within each source"
    )
    also = f" (also: {', '.join(alert.also[:3])})" if alert.also else ""
    return (
        f"“{alert.name}”{also} {_VERB[alert.direction]}: {_percent(alert.share)} of items in"
        f" {span}, {change}; first told in {written_day_in_words(alert.raised)}. {_record(alert)}"
    )


_VERB: dict[Direction, str] = {"rising": "rises", "fading": "fades"}
_HELD: dict[Direction, str] = {"rising": "still stood higher", "fading": "still stood lower"}


def _record(alert: Alert) -> str:
    if not alert.held.base:
        return "No earlier alert of this sort can be judged yet, so it has no track record."
    if alert.held.base < _LEAST_RECORD:
        return (
            f"Only {_alerts(alert.held.base)} of this sort can be judged:"
            f" {alert.held.count} {_HELD[alert.direction]} two to three periods later."
        )
    told = (
        f"Of {_alerts(alert.held.base)} of this sort {_percent(alert.held)}"
        f" {_HELD[alert.direction]} two to three periods later"
    )
    if alert.lead is None:
        return f"{told}."
    return f"{told}, {_percent(alert.hit)} had become large; the median lead was {alert.lead:g}."


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times" if ratio >= 0.1 else "less than a tenth"


def _alerts(number: int) -> str:
    return "1 earlier alert" if number == 1 else f"{number} earlier alerts"


def false_alarm_sentence(trends: Trends, direction: Direction) -> str:
    """How many alerts of a direction there are, and how many chance alone is expected to raise."""
    told = sum(1 for one in trends.alerts if one.direction == direction)
    more = trends.untold.get(direction, 0)
    beyond = f", {more} more are not listed" if more else ""
    return (
        f"{told} {direction}{beyond}; of all these at most"
        f" {trends.expected_false_alarms(direction):.1f} are expected to be chance."
    )


def record_sentences(records: Records, trends: Trends) -> Iterator[str]:
    """How alerts and lists of one sort turned out so far."""
    sort = {"topic": "topics", "watched": "watched phrases", "phrase": "phrases"}[records.sort]
    for name, one in (("rising", records.rising), ("fading", records.fading)):
        if one.held.base:
            yield (
                f"{sort.capitalize()}, {name}: {one.alerts} told in {one.looks} looks;"
                f" {_percent(one.held)} of {one.held.base} held."
            )
    growth = records.growth
    if growth.refusal:
        yield f"{sort.capitalize()}, likely to grow: {growth.refusal}"
    elif growth.precision.base:
        yield (
            f"{sort.capitalize()}, likely to grow: of the first {trends.settings.told} of"
            f" {growth.tests} earlier lists {_percent(growth.precision)} did; of all candidates"
            f" {_percent(growth.base)}."
        )


def bridge_sentence(bridge: Bridge) -> str:
    """Which topics a phrase joins, how evenly, and whether more than before."""
    now, before = bridge.now.value or 0.0, bridge.before.value or 0.0
    how = "more than before" if bridge.grows else "about as before"
    return (
        f"“{bridge.names[0]}” joins {', '.join(bridge.topics)}: participation {now:.2f}"
        f" ({bridge.now.low or 0:.2f}–{bridge.now.high or 0:.2f}), {before:.2f} in its history,"
        f" {how}."
    )


def _percent(share: Estimate) -> str:
    """A share with as many digits as a small one needs, and its interval.

    >>> from theodolite.evidence.estimate import share_of
    >>> _percent(share_of(52, 28547)), _percent(share_of(21, 46))
    ('0.18% (0.14–0.24%)', '46% (32–60%)')
    """
    if share.value is None:
        return "nothing"
    size = share.value or (share.high or 0.0) / 2
    decimals = 0 if size >= 0.1 else 1 if size >= 0.01 else 2
    told = [100 * one for one in (share.value, share.low or 0.0, share.high or 0.0)]
    value, low, high = (f"{one:.{decimals}f}" for one in told)
    return f"{value}% ({low}–{high}%)"
