"""Ask of anyone's data how much its clusters owe to the way ties are broken."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from theodolite.cli.columns import Columns, Sheet, columns_named
from theodolite.cli.printing import Json, tell

if TYPE_CHECKING:
    from theodolite.survey.clustering import TiesAt

MOST_CLUSTERS = 8
"""Up to how many clusters are looked at when none is asked for."""


def audit_table(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Any table: CSV, Excel or SPSS.")],
    columns: Columns,
    k: Annotated[int, typer.Option("-k", help="How many clusters; 2 to 8 if not given.")] = 0,
    rebuilds: Annotated[int, typer.Option(min=1, help="How often ties are broken anew.")] = 100,
    sheet: Sheet = "",
    *,
    as_json: Json = False,
) -> None:
    """Say how many rows change their cluster when equal distances are settled another way."""
    import numpy as np

    from theodolite.survey.clustered import cluster
    from theodolite.survey.clustering import audit_ties

    found = cluster(file, columns_named(columns), k=k or 1, sheet=sheet)
    most = min(MOST_CLUSTERS, len(found.tree.weights))
    audit = audit_ties(found.tree, [k] if k else range(2, most + 1), rebuilds=rebuilds)
    numbers = np.flatnonzero(found.membership) + 1
    result = [
        {
            "k": one.k,
            "rebuilds_that_differ": one.moved,
            "lowest_adjusted_rand": one.lowest,
            "median_adjusted_rand": one.median,
            "unstable_share": float(one.unstable.mean()),
            "unstable_rows": numbers[one.unstable].tolist(),
        }
        for one in audit.by_k
    ]
    tell({"rebuilds": rebuilds, "by_k": result}, _lines(audit.by_k, rebuilds), as_json=as_json)


def _lines(by_k: tuple["TiesAt", ...], rebuilds: int) -> Iterator[str]:
    yield f"Ties broken another way, {rebuilds:,} times over:"
    for one in by_k:
        moved, rows = int(one.unstable.sum()), len(one.unstable)
        if moved:
            yield (
                f"  {one.k} clusters: {moved:,} of {rows:,} rows change cluster at least once;"
                f" agreement {one.lowest:.2f} at the least (adjusted Rand index)"
            )
        else:
            yield f"  {one.k} clusters: no row changes cluster"
