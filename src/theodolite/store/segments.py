"""Versions of items as they are written down: lines of JSON, and Parquet segments for good.

A segment is written once, and touched again only to empty a line that must be forgotten; it has the
columns of `horizon.files.rows`, so any program can read it.
"""

import os
import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path

import msgspec
import polars as pl

from theodolite.horizon.files.rows import COLUMNS, item_from_row, row_from
from theodolite.horizon.item import Item
from theodolite.store.errors import DamagedWorkspace, NoRoom

_NAME = re.compile(r"\d{8}\.(parquet|part)")
_TOGETHER = 512
"""How many lines are unpacked to read one of them; fewer would make the files larger."""


def as_json(item: Item) -> str:
    """What an item says, as one line; its trail is kept apart, and what is empty is left out."""
    row = row_from(item)
    said = {name: text for name, text in row.items() if text and name != "trail"}
    return msgspec.json.encode(said).decode()


def from_json(text: str) -> Item:
    """The item that a line of JSON says, without its trail."""
    return item_from_row(msgspec.json.decode(text))


def write_segment(folder: Path, number: int, said: Sequence[str]) -> str:
    """Write a segment of what `as_json` wrote, so that it lasts, and give its file's name.

    It counts once that name is noted in the database.
    """
    file = folder / f"{number:08}.parquet"
    _write(file, _frame(said))
    return file.name


def rewrite_lines(file: Path, said: Mapping[int, str]) -> None:
    """Let some lines of a segment say what `as_json` wrote; the others stay, and where each is."""
    before = pl.read_parquet(file, columns=list(COLUMNS)).with_row_index("line")
    after = _frame(list(said.values())).with_columns(pl.Series("line", said.keys(), pl.UInt32))
    rows = before.filter(~pl.col("line").is_in(list(said))).vstack(after.select(before.columns))
    _write(file, rows.sort("line").drop("line"))


def _frame(said: Sequence[str]) -> pl.DataFrame:
    lines = "\n".join(said).encode()
    return pl.read_ndjson(lines, schema=dict.fromkeys(COLUMNS, pl.String)).fill_null("")


def _write(file: Path, frame: pl.DataFrame) -> None:
    """Put a file there whole, so that it lasts; packed first: polars tells a full disk oddly."""
    packed, part = BytesIO(), file.with_suffix(".part")
    frame.write_parquet(packed, compression="zstd", row_group_size=_TOGETHER)
    try:
        with part.open("wb") as written:
            written.write(packed.getbuffer())
            written.flush()
            os.fsync(written.fileno())
        part.replace(file)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise NoRoom(file, error.strerror or error) from error
    _make_names_last(file.parent)


def read_lines(file: Path, lines: Sequence[int]) -> list[Item]:
    """The items on some lines of a segment, counted from zero, in the order asked for.

    Only what lies between the first and the last of them is unpacked: an item's page asks for one.
    """
    first, beyond = min(lines), max(lines) + 1
    try:
        between = pl.scan_parquet(file).select(COLUMNS).slice(first, beyond - first).collect()
        rows = between[[line - first for line in lines]]
    except (OSError, IndexError, pl.exceptions.PolarsError) as error:
        raise DamagedWorkspace(
            f"The file {file} of the workspace is missing or damaged ({str(error)[:200]})."
            " Items are in it that are nowhere else. Put it back from the last copy of the folder."
        ) from None
    return [item_from_row(row) for row in rows.iter_rows(named=True)]


def remove_strays(folder: Path, noted: set[str]) -> None:
    """Remove what a process left that was killed before its segment was noted.

    Only for whoever holds the right to write, or another's newest segment would be lost. Files
    that were never ours are let be.
    """
    for file in folder.iterdir():
        if _NAME.fullmatch(file.name) and file.name not in noted:
            file.unlink()


def _make_names_last(folder: Path) -> None:
    """A renamed file survives a crash of the machine once its folder is on the disk too."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
