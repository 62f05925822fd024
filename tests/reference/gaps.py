"""Gaps found by hand: asked for by a sighting that is remembered, and not answered of late."""

from collections.abc import Sequence


def topics_without_answer(
    things: Sequence[tuple[str, str, int]], *, remembered: float, review: float
) -> dict[str, str]:
    """Topics with a sighting and no guidance, or only old guidance; things are (kind, topic, age).

    Ages and bounds are in days.
    """
    found = {}
    for topic in {topic for _, topic, _ in things}:
        asked = [age for kind, where, age in things if kind == "sighting" and where == topic]
        told = [age for kind, where, age in things if kind == "guidance" and where == topic]
        if any(age <= remembered for age in asked) and not any(age <= review for age in told):
            found[topic] = "old" if told else "none"
    return found
