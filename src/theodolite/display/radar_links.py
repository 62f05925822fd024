"""The blips of a radar made links in its SVG: reached by keyboard in order, each with a title."""

import re
from collections import defaultdict
from xml.sax.saxutils import escape, quoteattr

from theodolite.display.wording import has_value, written
from theodolite.evidence.pictures import MOVEMENTS, Blip, Radar

MARK = "blip:"
"""What the parts of a blip link to as they are painted, followed by its number."""

# Where the keyboard is shows without colour too: the line is three times as wide.
_FOCUS = (
    "<style>.blip:focus{outline:2px solid #1a1a1a;outline-offset:2px}"
    ".blip:focus path{stroke:#b00020;stroke-width:2.7}</style>"
)
_PART = re.compile(rf'\n *<g>\s*<a xlink:href="{MARK}(\d+)"[^>]*>(.*?)</a>\s*</g>', re.DOTALL)


def linked(svg: str, radar: Radar) -> str:
    """The drawing with one link for each blip that has an address, and a stop for each other.

    Each says its name, where it stands, how it moved and what is behind it.
    """
    parts: dict[int, list[str]] = defaultdict(list)
    for found in _PART.finditer(svg):
        parts[int(found[1])].append(found[2].strip())
    first = _PART.search(svg)
    if first is None:
        return svg
    blips = [
        _stop(told(radar, number), blip.address, "\n".join(parts[number]))
        for number, blip in enumerate(radar.blips, start=1)
    ]
    before, after = svg[: first.start()], _PART.sub("", svg[first.start() :])
    # A picture that is one image to screen readers would hide the links inside it.
    opened = before.replace('<svg role="img"', '<svg role="group"', 1)
    return opened.replace("</desc>", f"</desc>\n {_FOCUS}", 1) + "\n" + "\n".join(blips) + after


def told(radar: Radar, number: int) -> str:
    """What someone hears of a blip, or reads when pointing at it."""
    blip = radar.blips[number - 1]
    place = f"{radar.sectors[blip.sector]}, {radar.rings[blip.ring]}"
    return " ".join(
        (f"{number}. {blip.name}: {place}, {MOVEMENTS[blip.movement]}.", *_numbers(blip))
    )


def _numbers(blip: Blip) -> list[str]:
    said = []
    if has_value(blip.years):
        said.append(f"About {written(blip.years)} years until it matters.")
    if has_value(blip.items):
        noun = "item" if blip.items.value == 1 else "items"
        said.append(f"Seen in {written(blip.items)} {noun}.")
    return [*said, blip.evidence] if blip.evidence else said


def _stop(words: str, address: str, drawn: str) -> str:
    """Only addresses on the web become links; anything else could be a script."""
    label = f"aria-label={quoteattr(words)}"
    title = f"<title>{escape(words)}</title>"
    if address.startswith(("https://", "http://")):
        return f'<a class="blip" href={quoteattr(address)} {label}>{title}\n{drawn}</a>'
    return f'<g class="blip" tabindex="0" role="img" {label}>{title}\n{drawn}</g>'
