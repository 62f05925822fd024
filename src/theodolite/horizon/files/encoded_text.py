"""Text in whatever encoding it was saved, as Unicode, and what had to be guessed for that."""

import json
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Any

from theodolite.horizon.errors import UnreadableSource

_MARKS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))


def decoded(payload: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text of a file, and a sentence where its encoding was guessed.

    A file that is nearly all UTF-8 is read as such, each damaged byte becoming U+FFFD.
    """
    for mark, encoding in _MARKS:
        if payload.startswith(mark):
            return payload.decode(encoding, errors="replace"), ()
    try:
        return payload.decode("utf-8"), ()
    except UnicodeDecodeError:
        lenient = payload.decode("utf-8", errors="replace")
    damaged = lenient.count("\ufffd")
    if sum(character > "\x7f" for character in lenient) > 2 * damaged:
        note = f"{name} is UTF-8 but for {damaged} damaged places, which are read as \ufffd."
        return lenient, (note,)
    encoding = _guess(payload, name)
    note = f"{name} is not UTF-8; it was read as {encoding}. Check a name with accents."
    return payload.decode(encoding, errors="replace"), (note,)


def json_from(text: str) -> Any:
    """The value of a text in JSON, in which half a character becomes a question mark.

    JSON can write one (`\\ud800`), and nothing else can: no file, no database, no hash.
    """
    value = json.loads(text)
    if "\\ud" not in text.lower():
        return value
    return json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))


def _guess(payload: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    # The first half megabyte tells as much as all of it, and quickly.
    matches = from_bytes(payload[: 1 << 19])
    names = [match.could_be_from_charset for match in matches]
    if not names:
        raise UnreadableSource(
            f"The encoding of {name} could not be told; UTF-8 was expected."
            " Export it again and choose UTF-8."
        )
    # Few accents fit many encodings; the one of Western Windows is by far the most frequent.
    return "cp1252" if any("cp1252" in each for each in names) else names[0][0]
