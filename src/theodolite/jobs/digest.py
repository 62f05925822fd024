"""Make the digests of a group that are due, or a preview of the next, as a job."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from django.utils.timezone import localtime

from theodolite.horizon.harmless import harmless
from theodolite.jobs.running import Running
from theodolite.store import digests
from theodolite.store.digests import Made
from theodolite.store.installation import folder_of_installation
from theodolite.store.models import Group, GroupDigest
from theodolite.store.models.subscription import Rhythm
from theodolite.store.outcomes import all_acts
from theodolite.store.workspace import Workspace, open_workspace

if TYPE_CHECKING:
    from theodolite.horizon.archive import Entry
    from theodolite.horizon.bulletin import Bulletin, Known


@dataclass(frozen=True, slots=True)
class Due:
    """A digest with news: its rhythm, its forms, and what to remember of it."""

    rhythm: str
    made: Made
    told: "Entry"


def send_digests(running: Running) -> dict[str, Any]:
    """Make what is due for the group that `detail` names, or with `preview` what would be."""
    # The clock first: a preview is of the digest as it was then, or it could not be approved.
    is_preview, now = bool(running.detail.get("preview")), running.now()
    group = Group.objects.filter(pk=running.detail["group"]).first()
    digest = GroupDigest.objects.filter(group=group).first()
    if group is None or digest is None or not digest.topics:
        return {"made": [], "why": "The group's digest is about nothing yet."}
    if not is_preview and digest.approved_at is None:
        return {"made": [], "why": "Nobody has approved the group's digest yet."}
    rhythms = [one for one in Rhythm.values if digests.is_due(group, one, now=now)]
    if not is_preview and not rhythms:
        return {"made": [], "why": "Nobody waits for it today."}
    found = _with_news(digest, [Rhythm.WEEKLY] if is_preview else rhythms, running)
    with running.finishing() as result:
        if not is_preview and not digests.is_still_approved(digest):
            found = []
            result["why"] = "It was stopped or changed while it was written."
        for one in found:
            if is_preview:
                digests.keep_preview(group, one.made, at=now)
            else:
                digests.send_out(group, one.rhythm, one.made, one.told)
        result.update(made=[one.made.subject for one in found], preview=is_preview)
    return result


def _with_news(digest: GroupDigest, rhythms: list[str], running: Running) -> list[Due]:
    """Each rhythm's digest; for a preview also one that has no news."""
    from theodolite.horizon.bulletin import bulletin_for, delivery, sent_to
    from theodolite.horizon.bulletin.sent import KIND

    kept, now = open_workspace(folder_of_installation()), running.now()
    known = known_for_bulletins(kept, now=now, tell=running.tell)
    told = kept.entries(KIND, by=now)
    found = []
    for number, rhythm in enumerate(rhythms):
        running.tell(0.6 + 0.3 * number / len(rhythms), "Writing the digest")
        series = digests.series_of(digest.group, rhythm)
        bulletin = bulletin_for(_asked(digest), known, sent_to(series, told), now=localtime(now))
        if bulletin.has_news() or running.detail.get("preview"):
            entry = replace(delivery(bulletin, at=now), subject=series)
            found.append(Due(rhythm, made_of(bulletin), entry))
    return found


def known_for_bulletins(kept: Workspace, *, now: datetime, tell: Any) -> "Known":
    """Everything that a bulletin is written from, as of now."""
    from theodolite.horizon.bulletin import Known
    from theodolite.horizon.gaps.deadlines import RESPONSE
    from theodolite.jobs.place import known_now
    from theodolite.jobs.telling import outcomes_of

    found = known_now(kept.folder, kept, now=now, tell=lambda share, said: tell(share / 2, said))
    outcomes: Mapping[str, str] = outcomes_of(found, all_acts())
    return Known(
        found.framework,
        found.items,
        found.placed,
        found.trends,
        kept.entries(RESPONSE, by=now),
        frozenset(one for one, outcome in outcomes.items() if outcome == "kept"),
        frozenset(one for one, outcome in outcomes.items() if outcome == "discarded"),
    )


def made_of(bulletin: "Bulletin") -> Made:
    """A bulletin in the forms in which it goes out: plain and HTML, and a PDF of the same."""
    from theodolite.evidence.source_note import SourceNote
    from theodolite.reports.email_message import to_email_html
    from theodolite.reports.horizon_bulletin import bulletin_document
    from theodolite.reports.pdf import to_pdf
    from theodolite.reports.plain_text import to_plain_text

    note = SourceNote(
        sha256(repr(asdict(bulletin)).encode()).hexdigest(),
        sha256(repr((bulletin.group, bulletin.topics)).encode()).hexdigest(),
        version("theodolite"),
        settled_by="group and topics",
    )
    pdf = to_pdf(bulletin_document(bulletin, note))
    return Made(bulletin.subject(), to_plain_text(bulletin), to_email_html(bulletin), pdf)


def _asked(digest: GroupDigest) -> Any:
    from theodolite.horizon.bulletin import Group as Reader

    return Reader(harmless(digest.group.name), tuple(digest.topics), most=digest.most)
