"""Text files with a separator between cells, in whatever encoding they were saved."""

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from itertools import islice

from theodolite.settings.errors import UnreadableFile
from theodolite.survey.answers.export import Rows, Sheet

_SEPARATORS = ",;\t"


def sheet_from_text(data: bytes, name: str) -> Sheet:
    """Decode and split a text file; the notes say what had to be found out about it."""
    text, notes = _decoded(data, name)
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise UnreadableFile(
            f"{name} holds a NUL byte on line {line}, which text never does: the file is damaged,"
            " or is not text. Export it again, as CSV in UTF-8 or as Excel."
        )
    # Byte-order marks turn up inside values too, where files were joined.
    text = text.replace("\ufeff", "")
    rows, untidy = _rows(text, _separator(text), name)
    return Sheet(rows, notes + untidy)


def _decoded(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in (
        (BOM_UTF8, "utf-8-sig"),
        (BOM_UTF16_LE, "utf-16"),
        (BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _decoded_as(data, encoding, name), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        _refuse_mixed(data, error.start, name)
        return _guessed(data, name)


def _decoded_as(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{name} says it is {encoding.removesuffix('-sig').upper()} text, but byte"
            f" {error.start + 1} is not. Export it again; the file may be cut short or joined from"
            " two."
        ) from None


def _refuse_mixed(data: bytes, start: int, name: str) -> None:
    """A file that is mostly good UTF-8 with some bad bytes would turn to gibberish if guessed."""
    lenient = data.decode("utf-8", errors="replace")
    beyond_ascii = sum(character > "\x7f" for character in lenient)
    if beyond_ascii > 2 * lenient.count("\ufffd"):
        line = data[:start].count(b"\n") + 1
        raise UnreadableFile(
            f"{name} is UTF-8 text except for some bytes, the first on line {line}: two encodings"
            " were mixed. Put that line right, or export again as CSV in UTF-8."
        )


def _guessed(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    names = [match.could_be_from_charset for match in matches]
    if not names:
        raise UnreadableFile(
            f"The encoding of {name} could not be told; UTF-8 was expected."
            " Export it again as CSV in UTF-8, or as Excel."
        )
    # Few accents fit many encodings; the one of Western Windows is by far the most frequent.
    encoding = "cp1252" if any("cp1252" in each for each in names) else names[0][0]
    note = f"{name} is not UTF-8; it was read as {encoding}. Check a name with accents."
    return data.decode(encoding), (note,)


def _separator(text: str) -> str:
    """The separator that cuts the first lines into the most cells, equally many in each."""
    return max(_SEPARATORS, key=lambda separator: _fit(text, separator))


def _fit(text: str, separator: str) -> tuple[float, int]:
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 50))
    except csv.Error:
        return 0.0, 0
    widths = Counter(len(row) for row in rows if row)
    width, lines = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (lines / widths.total(), width) if width > 1 else (0.0, width)


def _rows(text: str, separator: str, name: str) -> tuple[Rows, tuple[str, ...]]:
    try:
        return _split(text, separator, strict=True), ()
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise UnreadableFile(
                f"{name} ends inside a quoted cell: a closing quote is missing, or the file was cut"
                " short. Export it again."
            ) from None
    try:
        rows = _split(text, separator, strict=False)
    except csv.Error as error:
        raise UnreadableFile(
            f"{name} cannot be split into cells: {error}. A quote may be missing."
            " Export it again, or as Excel."
        ) from None
    return rows, (f"{name} has quotes inside quoted cells that are not doubled; check those rows.",)


def _split(text: str, separator: str, *, strict: bool) -> Rows:
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    return [[cell.strip() for cell in line] for line in lines]
