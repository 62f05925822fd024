"""Draw the clustermap of any table into a file."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from theodolite.settings.errors import UnusableSettings

if TYPE_CHECKING:
    from theodolite.survey.clustered import Clustered


def draw_rows(found: "Clustered", columns: Sequence[str], source: Path, out: Path) -> None:
    """Write the figure in the format that the name ends in."""
    from theodolite.display import draw, draw_pixels
    from theodolite.survey.row_clustermap import row_clustermap

    kind = out.suffix.lower()
    if kind not in (".svg", ".png"):
        raise UnusableSettings(
            f"--figure names {out.name!r}, but figures are written as .svg or .png."
            " Choose a name with one of these endings."
        )
    data = sha256(source.read_bytes()).hexdigest()
    picture = row_clustermap(found, columns, data=data)
    content = draw(picture).svg.encode() if kind == ".svg" else draw_pixels(picture)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise UnusableSettings(f"{out} cannot be written: {error.strerror}.") from None
