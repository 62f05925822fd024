"""What a document prints, as words: passages and tables, each with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from theodolite.evidence.estimate import Unit


@dataclass(frozen=True, slots=True)
class PrintedText:
    """A passage of running words; `where` is a line, a paragraph or a page of the document."""

    text: str
    where: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One line of a table: `cells[column][part]`, with one part where the line is not split.

    `names` are its labels from the outermost group to its own. `units` say what each cell
    measures, as far as that is known; of a share that is known to be one and yet printed as a
    percentage, no count can be told.
    """

    names: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    units: tuple[tuple[Unit | None, ...], ...] = ()

    def unit(self, column: int, part: int) -> Unit | None:
        """What that cell measures; None where it is not known."""
        return self.units[column][part] if self.units else None


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """Rows under one heading; `parts` name what split rows hold in each column.

    `is_several` says that a respondent may be counted in more than one of the rows.
    """

    title: str
    rows: tuple[PrintedRow, ...]
    parts: tuple[str, ...] = ()
    is_several: bool = False


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Blocks of rows under one set of columns; a column without a readable name is "".

    `is_whole` is False where rows may be missing, as on the text layer of a page.
    """

    title: str
    columns: tuple[str, ...]
    blocks: tuple[PrintedBlock, ...]
    where: str
    is_whole: bool = True

    def rows(self) -> Iterator[PrintedRow]:
        """Every row, block after block."""
        for block in self.blocks:
            yield from block.rows


@dataclass(frozen=True, slots=True)
class Printed:
    """A document as a reader without eyes for pictures has it.

    `unread` says in sentences what is there but could not be read.
    """

    name: str
    texts: tuple[PrintedText, ...]
    tables: tuple[PrintedTable, ...]
    unread: tuple[str, ...] = ()
