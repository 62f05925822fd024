"""A plain bulletin, and one whose titles mean harm in every form it is written in."""

from dataclasses import replace
from datetime import date

from tests.horizon.bulletin.known_things import GROUP, NOW, alert, item, known, placed
from theodolite.evidence.source_note import SourceNote
from theodolite.horizon.bulletin import Bulletin, Sent, bulletin_for

SOURCE = SourceNote("a" * 64, "b" * 64, "0.1.0", settled_by="group and topics")
HOSTILE = (
    "<script>alert(1)</script> & <img src=https://evil.example/x>",
    '=HYPERLINK("https://evil.example")',
    "Turned \u202eesrever\u202c and \u2066boxed\u2069",
    "Bell \x07 and\r\nBcc: everyone@example.org",
    "END:VEVENT\nBEGIN:VEVENT\nSUMMARY:false",
    "]]>{{ 7 * 7 }}{% raw %}#set page(fill: red)",
    "日本語 and العربية",
)


def told_of(*titles: str) -> Bulletin:
    items = [item(f"n{n}", title=title, day=20) for n, title in enumerate(titles)]
    call = item("call", kind="consultation", title=titles[0], deadline=date(2026, 7, 10))
    sly = replace(item("sly"), address="javascript:alert(1)")
    every = [*items, call, sly]
    alerts = (alert(titles[0], *(one.identity for one in items)),)
    world = known(*((one, placed(one)) for one in every), alerts=alerts)
    return bulletin_for(replace(GROUP, most=20), world, Sent(), now=NOW)


BULLETIN = told_of("On dose", "On noise")
WILD = told_of(*HOSTILE)
