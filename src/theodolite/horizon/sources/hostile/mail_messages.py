"""The messages of a mailbox: who wrote, what they wrote, and the addresses they point to."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from typing import Any

from theodolite.horizon.sources.plain_text import line, plain

_SEPARATOR = re.compile(rb"^From [^\r\n]*\r?\n", re.MULTILINE)
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s<>\"'\])}]{4,2000}")
_HREF = re.compile(r"""href\s{0,5}=\s{0,5}["']?(https?://[^\s<>"']{4,2000})""", re.IGNORECASE)
_MOST_TEXT = 200_000
_MOST_LINKS = 200


def read_messages(payload: bytes) -> list[dict[str, Any]]:
    """Every message of an mbox, or the one message that the bytes are."""
    if not payload.startswith(b"From "):
        return [_message(payload)] if payload.strip() else []
    parts = _SEPARATOR.split(payload)
    return [_message(_QUOTED.sub(rb"\1", part)) for part in parts if part.strip()]


def _message(raw: bytes) -> dict[str, Any]:
    message = message_from_bytes(raw, policy=policy.default)
    if not isinstance(message, EmailMessage):
        return {"problem": "it is no message"}
    name, address = parseaddr(_header(message, "From"))
    text, links = _body(message)
    return {
        "name": line(_header(message, "Message-ID")).strip("<>"),
        "title": line(_header(message, "Subject")),
        "sender": line(name) or line(address),
        "list": line(_header(message, "List-ID")),
        "published": _day(_header(message, "Date")),
        "abstract": text,
        "links": links,
        "problem": "" if message.keys() else "it has no headers, so it is no message",
    }


def _header(message: EmailMessage, name: str) -> str:
    """One header; one that cannot be read counts as not there."""
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        # Broken encoded words raise any of these from the parser of the standard library.
        return ""


def _day(written: str) -> str:
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return ""


def _body(message: EmailMessage) -> tuple[str, list[str]]:
    """The longest of its texts made plain, and every address in any of them, in order."""
    texts, links = [""], []
    for part in message.walk():
        if part.get_content_maintype() != "text" or part.is_attachment():
            continue
        content = _content(part)[:_MOST_TEXT]
        is_html = part.get_content_subtype() == "html"
        links += (_HREF if is_html else _ADDRESS).findall(content)[:_MOST_LINKS]
        texts.append(plain(content) if is_html else line(content))
    found = [link.rstrip(".,;:!?") for link in links]
    return max(texts, key=len), list(dict.fromkeys(found))[:_MOST_LINKS]


def _content(part: Any) -> str:
    """The text of one part, in the character set it names, or else in one that always fits."""
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):
        return raw.decode("utf-8", "replace")
