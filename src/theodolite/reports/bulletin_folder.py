"""Write a bulletin into one folder, in every form in which a group may want it."""

import json
from dataclasses import asdict
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from theodolite.evidence.source_note import SourceNote
from theodolite.horizon.bulletin import Bulletin
from theodolite.reports.calendar_file import to_calendar
from theodolite.reports.email_message import to_email, to_email_html
from theodolite.reports.feed import to_atom
from theodolite.reports.horizon_bulletin import bulletin_document
from theodolite.reports.html import to_html
from theodolite.reports.pdf import to_pdf
from theodolite.reports.plain_text import to_plain_text
from theodolite.reports.result_files import as_json, write_files


def write_bulletin_folder(
    bulletin: Bulletin, folder: Path, *, address: str = ""
) -> tuple[Path, ...]:
    """Web page, PDF, e-mail, Atom feed and calendar; the folder appears when all are written."""
    told = json.dumps(asdict(bulletin), ensure_ascii=False, indent=1, default=str).encode()
    source = SourceNote(
        sha256(told).hexdigest(),
        sha256(repr((bulletin.group, bulletin.topics)).encode()).hexdigest(),
        version("theodolite"),
        settled_by="group and topics",
    )
    document = bulletin_document(bulletin, source)
    return write_files(
        folder,
        {
            "bulletin.html": to_html(document),
            "bulletin.pdf": to_pdf(document),
            "email.txt": to_plain_text(bulletin).encode(),
            "email.html": to_email_html(bulletin).encode(),
            "email.eml": to_email(bulletin, address),
            "feed.atom": to_atom(bulletin),
            "calendar.ics": to_calendar(bulletin),
            "bulletin.json": told,
            "log.json": as_json({"group": bulletin.group, "subject": bulletin.subject()}),
        },
    )
