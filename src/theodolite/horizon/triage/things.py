"""Acts told of things instead of their records: what was merged is decided on as one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from theodolite.horizon.triage.acts import Act


def about_things(acts: Iterable[Act], known_as: Mapping[str, str]) -> Iterator[Act]:
    """The same acts, naming for each record the thing that `known_as` says it is.

    >>> from datetime import datetime
    >>> act = Act("keep", "pmid:1", "Ann", datetime(2026, 1, 1), members=("doi:1", "doi:2"))
    >>> [one.touches() for one in about_things([act], {"pmid:1": "doi:1"})]
    [('doi:1', 'doi:2')]
    """
    for act in acts:
        first, *others = (known_as.get(one, one) for one in (act.identity, *act.members))
        members = tuple(one for one in dict.fromkeys(others) if one != first)
        yield replace(act, identity=first, members=members)
