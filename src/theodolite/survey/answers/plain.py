"""One row of headers, as a person or a program wrote them."""

from theodolite.survey.answers.export import Column, Header, Rows
from theodolite.survey.answers.headers import split_option


def header(rows: Rows) -> Header:
    """Take each header as the question; an option in brackets at its end is told apart."""
    return Header(tuple(_column(written) for written in rows[0]))


def _column(written: str) -> Column:
    text, option = split_option(written)
    if not (text and option):
        return Column(written, written, text=written)
    return Column(written, text, text=text, option_text=option)
