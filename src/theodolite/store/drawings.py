"""Figures as jobs drew them, for pages to show as files."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from theodolite.store.models import Drawing


def keep_drawing(
    code: str, said: tuple[str, str, str], table: dict[str, Any], *, at: datetime
) -> None:
    """Keep a figure under its code: title, alternative text and SVG, with its numbers as rows."""
    title, alt, svg = said
    digest = hashlib.sha256(svg.encode()).hexdigest()
    values = {"title": title, "alt": alt, "svg": svg, "table": table, "digest": digest, "at": at}
    Drawing.objects.update_or_create(code=code, defaults=values)


def forget_other_drawings(beginning: str, keep: Sequence[str]) -> None:
    """Drop figures of an earlier time: those whose code begins so and that are not among `keep`."""
    Drawing.objects.filter(code__startswith=beginning).exclude(code__in=keep).delete()
