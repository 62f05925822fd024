"""The files that every folder of results holds, and how they get there together."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np

from theodolite.display import Picture
from theodolite.evidence.disclosure import Profile
from theodolite.reports.document import Document
from theodolite.reports.html import to_html
from theodolite.reports.pdf import to_pdf
from theodolite.reports.word import to_word
from theodolite.reports.written_together import write_beside


def write_files(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files by their names; the folder appears whole, in the place of an earlier one."""
    with write_beside(folder) as beside:
        for name, content in files.items():
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            (beside / name).write_bytes(content)
    return tuple(folder / name for name in files)


def document_files(name: str, document: Document) -> dict[str, bytes]:
    """A document in every format in which it is read."""
    return {
        f"{name}.html": to_html(document),
        f"{name}.pdf": to_pdf(document),
        f"{name}.docx": to_word(document),
    }


def figure_files(pictures: Iterable[Picture]) -> dict[str, bytes]:
    """Every figure, with its alternative text beside it."""
    files: dict[str, bytes] = {}
    for one in pictures:
        name = figure_name(one.code)
        files[f"figures/{name}.svg"] = one.svg.encode()
        files[f"figures/{name}.txt"] = f"{one.alt}\n".encode()
    return files


def figure_name(code: str) -> str:
    """What the file of a figure is called: a plan may give codes that no file, or none here, bears.

    >>> figure_name("figure-3"), figure_name("../../skills by band")
    ('figure-3', 'skills-by-band')
    """
    from theodolite.display.rendering import prefix_of  # matplotlib is loaded by who draws

    return prefix_of(code)


def who_may_read(profile: Profile) -> str:
    """The line over the files that the disclosure rule protects."""
    if profile.is_inside_use:
        return "For inside use only: exact counts of small groups."
    return "May be published, once someone has read it:"


def as_json(value: Any) -> bytes:
    """Findings as JSON: dataclasses become objects, hidden and missing numbers null."""
    return (json.dumps(_plain(value), ensure_ascii=False, indent=1) + "\n").encode()


def _plain(value: Any) -> Any:
    """The value in the few types that JSON has."""
    if is_dataclass(value) and not isinstance(value, type):
        named = {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
        return {"type": type(value).__name__.lower(), **named}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    is_nan = isinstance(value, float) and math.isnan(value)
    return None if is_nan else value
