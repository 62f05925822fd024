"""Write made-up feeds: half RSS, half Atom, every abstract a few paragraphs of HTML."""

import sys
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

WORDS = """
    dose radiotherapy imaging patient contrast photon proton scatter detector phantom uncertainty
    calibration model network registration planning adaptive workflow safety standard the of and
    in for with by we show that a was were using between compared measured reduced improved
"""


def main() -> None:
    """Write so many feeds of so many entries into a folder."""
    folder, feeds, items = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    folder.mkdir(parents=True)
    chance = Random(20260309)  # noqa: S311 (made-up words, no secret)
    for feed in range(feeds):
        write = _rss if feed % 2 else _atom
        text = write(feed, [(item, chance) for item in range(items)])
        (folder / f"{feed:04}.xml").write_text(text, encoding="utf-8")


def _said(chance: Random, words: int) -> str:
    return " ".join(chance.choices(WORDS.split(), k=words)).capitalize()


def _body(chance: Random) -> str:
    parts = [_said(chance, 40) for _ in range(4)]
    markup = "".join(f"<p>{part} <i>in vivo</i> &amp; <b>in silico</b>.</p>" for part in parts)
    return escape(markup + '<img src="https://example.org/a.png"/>')


def _rss(feed: int, items: list[tuple[int, Random]]) -> str:
    entries = "".join(
        f"<item><title>{_said(chance, 12)}</title><link>https://example.org/{feed}/{item}</link>"
        f'<guid isPermaLink="false">doi:10.1000/f{feed}.{item}</guid>'
        f"<pubDate>Mon, 09 Mar 2026 12:00:00 GMT</pubDate><dc:creator>A. Kaur</dc:creator>"
        f"<category>{_said(chance, 1)}</category><description>{_body(chance)}</description></item>"
        for item, chance in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Journal</title>'
        f"<link>https://example.org/</link><description>A journal</description>{entries}"
        "</channel></rss>"
    )


def _atom(feed: int, items: list[tuple[int, Random]]) -> str:
    entries = "".join(
        f"<entry><title>{_said(chance, 12)}</title><id>https://example.org/{feed}/{item}</id>"
        f'<link href="https://example.org/{feed}/{item}"/><updated>2026-03-09T12:00:00Z</updated>'
        f"<author><name>B. Li</name></author><category term='{_said(chance, 1)}'/>"
        f'<summary type="html">{_body(chance)}</summary></entry>'
        for item, chance in items
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Journal</title><id>https://example.org/{feed}</id>"
        f"<updated>2026-03-09T12:00:00Z</updated>{entries}</feed>"
    )


if __name__ == "__main__":
    main()
