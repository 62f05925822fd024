"""A list about people as a file: exactly what the page shows, and written down as an export."""

from django.http import HttpResponse
from django.utils import timezone

from theodolite.store.exports import Taken, log_export
from theodolite.web.look.parts import Table
from theodolite.web.permissions import Signed
from theodolite.web.table_files import file_of, format_asked


def exported(request: Signed, name: str, table: Table) -> HttpResponse | None:
    """The table as the kind of file that the address asks for; None where it asks for the page."""
    kind = format_asked(request.GET.get("format"))
    if kind is None:
        return None
    rows = [[cell.words for cell in row] for row in table.cells]
    answer = file_of(name, kind, table.columns, rows)
    taken = Taken(f"{name}.{kind}", answer.content, len(rows), chosen=request.GET.urlencode())
    log_export(taken, by=request.user.key, why="Downloaded from its page", at=timezone.now())
    return answer
