"""SPSS files: labels become the answers, and what the file calls missing becomes blank."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

from theodolite.settings.errors import UnreadableFile
from theodolite.survey.answers.export import Column, Export, text_of

SPSS_STARTS = (b"$FL2", b"$FL3")
"""How SPSS files begin, plain and compressed."""


def export_from_spss(data: bytes, name: str, *, digest: str) -> Export:
    """Read a .sav or .zsav file; `first_row` is the first case, since there is no header line."""
    from pyreadstat import PyreadstatError, ReadstatError, read_sav

    try:
        values, about = read_sav(io.BytesIO(data), output_format="dict", user_missing=True)
    except (ReadstatError, PyreadstatError, OverflowError, ValueError) as error:
        raise UnreadableFile(
            f"{name} cannot be opened as an SPSS file: {str(error).rstrip('.')}. It may be cut"
            " short or damaged. Export or download it again."
        ) from None
    texts, missing = _texts(values, about)
    rows = tuple(zip(*texts, strict=True))
    if not any(any(row) for row in rows):
        raise UnreadableFile(
            f"{name} names {len(texts)} variables but holds no answers. At least one respondent was"
            " expected. Export the responses again, without a filter."
        )
    columns = tuple(
        Column(variable, variable, text=label or variable)
        for variable, label in zip(about.column_names, about.column_labels, strict=True)
    )
    note = f"{missing:,} values that the SPSS file marks as missing count as not answered."
    return Export(name, "spss", columns, rows, digest, 1, (note,) if missing else ())


def _texts(values: Mapping[str, Sequence[Any]], about: Any) -> tuple[list[list[str]], int]:
    texts, missing = [], 0
    for variable in about.column_names:
        ranges = about.missing_ranges.get(variable, [])
        answered = [None if _is_within(one, ranges) else one for one in values[variable]]
        missing += sum(one is None for one in answered) - sum(
            one is None for one in values[variable]
        )
        texts.append(_labelled(answered, about.variable_value_labels.get(variable, {})))
    return texts, missing


def _is_within(value: Any, ranges: Sequence[Mapping[str, Any]]) -> bool:
    if value is None or value == "":
        return False
    return any(
        isinstance(value, str) == isinstance(each["lo"], str) and each["lo"] <= value <= each["hi"]
        for each in ranges
    )


def _labelled(values: Sequence[Any], labels: Mapping[Any, str]) -> list[str]:
    """Answers by label; a scale that is labelled at its ends only keeps its numbers."""
    unlabelled = {one for one in values if one not in (None, "")} - set(labels)
    if not labels or not unlabelled:
        return [labels[one].strip() if one in labels else text_of(one) for one in values]
    return [
        f"{text_of(one)} ({labels[one].strip()})" if one in labels else text_of(one)
        for one in values
    ]
