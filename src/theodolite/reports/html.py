"""A report as one self-contained web page: no scripts, no other host, readable by anyone."""

from theodolite.reports.document import Document
from theodolite.reports.manuscript import write_out
from theodolite.reports.page_templates import page_template


def to_html(document: Document) -> bytes:
    """The report as a UTF-8 page that needs nothing beside it."""
    return page_template("report.html.jinja").render(report=write_out(document)).encode()
