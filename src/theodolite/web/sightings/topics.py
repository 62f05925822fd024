"""The society's topics, as choices of a form and as words."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from theodolite.evidence.framework import Framework, Topic, read_framework


def framework_of_society() -> Framework | None:
    """The framework as its file is now; None where there is none."""
    file = settings.FOLDER / "framework.toml"
    try:
        seen = file.stat()
    except FileNotFoundError:
        return None
    return _read(file, seen.st_mtime_ns, seen.st_size)


def topics_of_society() -> tuple[Topic, ...]:
    """The topics of the framework, in its order; none where there is no framework."""
    framework = framework_of_society()
    return framework.topics if framework else ()


def topic_names() -> Mapping[str, str]:
    """The name of each topic by its code."""
    return {topic.code: topic.name for topic in topics_of_society()}


@lru_cache(maxsize=2)
def _read(file: Path, _changed_at: int, _size: int) -> Framework:
    """Read anew only when the file has changed, for almost every page asks for topics."""
    return read_framework(file)
