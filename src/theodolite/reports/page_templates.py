"""Templates of pages: whatever they are given is escaped, and a name they do not know fails."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from theodolite.reports.inline_svg import inline_svg

_TEMPLATES = Path(__file__).parent / "templates"


@cache
def page_template(name: str) -> Template:
    """The template of this file name."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["inline_svg"] = inline_svg
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment.get_template(name)
