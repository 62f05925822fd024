"""The society's topics, as choices of a form and as words."""

from collections.abc import Mapping

from django.conf import settings

from theodolite.evidence.framework import Topic, read_framework


def topics_of_society() -> tuple[Topic, ...]:
    """The topics of the framework, in its order; none where there is no framework."""
    file = settings.FOLDER / "framework.toml"
    return read_framework(file).topics if file.is_file() else ()


def topic_names() -> Mapping[str, str]:
    """The name of each topic by its code."""
    return {topic.code: topic.name for topic in topics_of_society()}
