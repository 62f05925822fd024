"""The society's topics, as choices of a form and as words."""

from collections.abc import Mapping

from django.conf import settings

from theodolite.evidence.framework import read_framework


def topic_names() -> Mapping[str, str]:
    """The name of each topic by its code, in the framework's order; none without one."""
    file = settings.FOLDER / "framework.toml"
    if not file.is_file():
        return {}
    return {topic.code: topic.name for topic in read_framework(file).topics}
