"""From a questionnaire and answers to segments, estimates and findings."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from theodolite.survey.analysis import analyse
    from theodolite.survey.clustered import cluster

__all__ = ["analyse", "cluster"]

_HOMES = {"analyse": "theodolite.survey.analysis", "cluster": "theodolite.survey.clustered"}


def __getattr__(name: str) -> Any:
    """Load a function when it is first asked for, because one part should not load the whole."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
