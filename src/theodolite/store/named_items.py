"""Items of the archive by their names, however many others there are."""

from collections.abc import Iterable

import numpy as np

from theodolite.horizon.item import Item
from theodolite.store.database import asked_of, reading
from theodolite.store.kept_items import KeptItems, Known
from theodolite.store.workspace import Workspace

_NAMED = """
SELECT item_id, max(version.number), min(version.observed_at)
FROM store_itemversion version JOIN store_keptitem item ON item.number = item_id
WHERE item.identity IN ({}) GROUP BY item_id
"""
_ALL = 2**63 - 1


def items_named(workspace: Workspace, identities: Iterable[str]) -> list[Item]:
    """Those items of the archive that have one of these names, first seen first, with trails."""
    names = list(dict.fromkeys(identities))
    with reading(workspace.alias) as cursor:
        rows = sorted(asked_of(cursor, _NAMED, names), key=lambda row: (row[2], row[0]))
    known = Known(np.array(rows, np.int64).reshape(-1, 3), _ALL, _ALL)
    return list(KeptItems(workspace.alias, workspace.segments, known))
