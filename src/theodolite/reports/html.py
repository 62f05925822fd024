"""A report as one self-contained web page: no scripts, no other host, readable by anyone."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from theodolite.reports.document import Document
from theodolite.reports.inline_svg import inline_svg
from theodolite.reports.manuscript import write_out

_TEMPLATES = Path(__file__).parent / "templates"


def to_html(document: Document) -> bytes:
    """The report as a UTF-8 page that needs nothing beside it."""
    return _template().render(report=write_out(document)).encode()


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inline_svg"] = inline_svg
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment.get_template("report.html.jinja")
