"""Surveys on the disk, in three layers: who answered, what was answered, and what may be told.

    surveys/<survey>/identified/pseudonym.key             secret of this survey's respondents
    surveys/<survey>/identified/<data set>/original       the file as it came
    surveys/<survey>/identified/<data set>/export.parquet its cells as text, with its columns
    surveys/<survey>/analysis/<data set>.parquet          pseudonymised answers
    surveys/<survey>/released/                            what is public, written by releases
    incoming/                                             uploads that nobody has read yet

Folders are open to the program only (0700), files are 0600; nothing here is served as it stands.
"""

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl

from theodolite.store.errors import DamagedWorkspace, StoreError
from theodolite.store.installation import folder_of_installation, write_once
from theodolite.survey.answers.answers import Answers, UnreadableCell
from theodolite.survey.answers.export import Column, Export
from theodolite.survey.questionnaire import Questionnaire

_KEY = re.compile(r"[0-9a-f]{8,32}")
_CHUNK = 1 << 20
_BYTES_OF_A_SECRET = 32
_SECONDS_IN_A_DAY = 86_400


def survey_folder(survey: str) -> Path:
    """The folder of a survey, by its key."""
    return folder_of_installation() / "surveys" / _checked(survey)


def identified_folder(survey: str) -> Path:
    """The first layer: what must not leave the office."""
    return survey_folder(survey) / "identified"


def analysis_folder(survey: str) -> Path:
    """The second layer: answers without the people."""
    return survey_folder(survey) / "analysis"


def released_folder(survey: str) -> Path:
    """The third layer: tables that have been through disclosure control."""
    return survey_folder(survey) / "released"


def pseudonym_key(survey: str) -> bytes:
    """The secret by which this survey's respondents are renamed, made the first time."""
    file = _private(identified_folder(survey)) / "pseudonym.key"
    if not file.exists():
        write_once(file, secrets.token_bytes(_BYTES_OF_A_SECRET))
    secret = file.read_bytes()
    if len(secret) != _BYTES_OF_A_SECRET:
        raise DamagedWorkspace(
            f"{file} has {len(secret)} bytes instead of {_BYTES_OF_A_SECRET}, and every respondent"
            " is called by what was in it. Put the file back from the last copy of the folder."
        )
    return secret


def take_in(uploaded: BinaryIO) -> str:
    """Keep an upload until it is read, and give the key it is kept under; all of it, or nothing."""
    key = secrets.token_hex(8)
    file = incoming_file(key)
    _private(file.parent)
    try:
        _write(file, uploaded)
    except OSError as error:
        file.unlink(missing_ok=True)
        raise _no_room(error) from None
    return key


def incoming_file(key: str) -> Path:
    """Where an upload lies until it is read."""
    return folder_of_installation() / "incoming" / _checked(key)


def remove_strays(*, days: float = 1.0) -> int:
    """Remove uploads that were cut short or never read, and say how many there were."""
    before = time.time() - days * _SECONDS_IN_A_DAY
    incoming = folder_of_installation() / "incoming"
    old = [file for file in incoming.glob("*") if file.stat().st_mtime < before]
    for file in old:
        file.unlink(missing_ok=True)
    return len(old)


def keep_identified(survey: str, data_set: str, original: Path, export: Export) -> None:
    """Move an upload, and what was read of it, into the first layer: both or neither."""
    folder = _private(identified_folder(survey))
    part = folder / f"{_checked(data_set)}.part"
    try:
        _private(part)
        shutil.copyfile(original, part / "original")
        (part / "original").chmod(0o600)
        _write_export(part / "export.parquet", export)
        _make_last(part)
        part.replace(folder / data_set)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise _no_room(error) from None


def read_identified(survey: str, data_set: str) -> Export:
    """The export of a data set as it was read when it came."""
    file = identified_folder(survey) / _checked(data_set) / "export.parquet"
    frame, told = _read(file)
    return Export(
        name=told["name"],
        layout=told["layout"],
        columns=tuple(Column(**column) for column in told["columns"]),
        rows=tuple(frame.iter_rows()),
        digest=told["digest"],
        first_row=told["first_row"],
        notes=tuple(told["notes"]),
    )


@dataclass(frozen=True, slots=True)
class Analysed:
    """Pseudonymised answers, and the `mark` of what they were made from."""

    answers: Answers
    mark: str


def keep_analysis(survey: str, data_set: str, analysed: Analysed) -> None:
    """Write the second layer of a data set in the place of an earlier one."""
    answers = analysed.answers
    told = {
        "mark": analysed.mark,
        "layout": answers.layout,
        "digest": answers.digest,
        "name": answers.name,
        "unreadable": [asdict(cell) for cell in answers.unreadable],
    }
    folder = _private(analysis_folder(survey))
    part = folder / f"{_checked(data_set)}.{secrets.token_hex(4)}.part"
    _write_frame(part, answers.frame, told)
    part.replace(folder / f"{data_set}.parquet")


def read_analysis(survey: str, data_set: str, questionnaire: Questionnaire) -> Analysed | None:
    """The second layer of a data set as it was last written; None where it has not been."""
    file = analysis_folder(survey) / f"{_checked(data_set)}.parquet"
    if not file.exists():
        return None
    frame, told = _read(file)
    answers = Answers(
        questionnaire=questionnaire,
        frame=frame,
        layout=told["layout"],
        digest=told["digest"],
        name=told["name"],
        unreadable=tuple(UnreadableCell(**cell) for cell in told["unreadable"]),
    )
    return Analysed(answers, told["mark"])


def remove_data_set(survey: str, data_set: str) -> None:
    """Remove a data set from the first and the second layer for good; releases stay."""
    shutil.rmtree(identified_folder(survey) / _checked(data_set), ignore_errors=True)
    (analysis_folder(survey) / f"{data_set}.parquet").unlink(missing_ok=True)
    for part in analysis_folder(survey).glob(f"{data_set}.*.part"):
        part.unlink(missing_ok=True)


def remove_unknown(survey: str, known: Set[str]) -> int:
    """Remove what lies in the first and the second layer of other data sets, and say how many."""
    identified = [one for one in identified_folder(survey).glob("*") if one.is_dir()]
    strays = [one for one in identified if one.name not in known]
    for one in strays:
        shutil.rmtree(one, ignore_errors=True)
    analysed = analysis_folder(survey).glob("*")
    old = [one for one in analysed if one.name.partition(".")[0] not in known]
    for one in old:
        one.unlink(missing_ok=True)
    return len(strays) + len(old)


def _checked(key: str) -> str:
    """A key made by us; anything else, such as a path, never becomes part of one."""
    assert _KEY.fullmatch(key), f"{key!r} is not the key of a survey, data set or upload"
    return key


def _private(folder: Path) -> Path:
    for each in reversed([folder, *folder.parents]):
        if not each.exists():
            each.mkdir(mode=0o700, exist_ok=True)
    return folder


def _write(file: Path, content: BinaryIO) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as written:
        shutil.copyfileobj(content, written, _CHUNK)
        written.flush()
        os.fsync(written.fileno())


def _write_export(file: Path, export: Export) -> None:
    names = [f"c{place}" for place in range(len(export.columns))]
    frame = pl.DataFrame(list(export.rows), schema=dict.fromkeys(names, pl.String), orient="row")
    told = {
        "name": export.name,
        "layout": export.layout,
        "digest": export.digest,
        "first_row": export.first_row,
        "notes": list(export.notes),
        "columns": [asdict(column) for column in export.columns],
    }
    _write_frame(file, frame, told)


def _write_frame(file: Path, frame: pl.DataFrame, told: dict[str, Any]) -> None:
    packed = BytesIO()  # first, for polars words a full disk oddly
    frame.write_parquet(packed, compression="zstd", metadata={"theodolite": json.dumps(told)})
    with _private_file(file) as written:
        written.write(packed.getbuffer())


@contextmanager
def _private_file(file: Path) -> Iterator[BinaryIO]:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as written:
        yield written
        written.flush()
        os.fsync(written.fileno())


def _read(file: Path) -> tuple[pl.DataFrame, dict[str, Any]]:
    try:
        return pl.read_parquet(file), json.loads(pl.read_parquet_metadata(file)["theodolite"])
    except (OSError, KeyError, ValueError, pl.exceptions.PolarsError) as error:
        raise DamagedWorkspace(
            f"The answers in {file} are missing or damaged ({str(error)[:200]})."
            " Put the file back from the last copy of the folder, or upload the export again."
        ) from None


def _make_last(folder: Path) -> None:
    """Names survive a crash of the machine once their folder is on the disk."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _no_room(error: OSError) -> StoreError:
    return StoreError(
        f"The upload cannot be kept: {error.strerror or error}. Nothing of it was kept."
        " Look for room on the disk and for the right to write there, then try again."
    )
