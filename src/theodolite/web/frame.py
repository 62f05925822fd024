"""What the frame round every page needs to know."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Frame:
    """The society's name, and what whoever looks may go to (`roles`)."""

    society: str
    roles: frozenset[str]


def frame(request: HttpRequest) -> dict[str, Any]:
    """The frame of one page, as templates know it."""
    user = getattr(request, "user", None)
    roles = user.roles if user is not None and user.is_authenticated else frozenset()
    return {"frame": Frame(settings.INSTALLATION.society, roles)}
