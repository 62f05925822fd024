"""Read a folder that is to be published: every file, and what each tells besides its words."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from lxml import etree

from theodolite.evidence.disclosure import PROFILES, Profile
from theodolite.evidence.printed import Printed, PrintedText
from theodolite.evidence.released import Released
from theodolite.reports.reading import findings_file, workbook_file
from theodolite.reports.reading.number_kinds import with_kinds
from theodolite.reports.reading.reading import CannotReadReport, read_printed

_DATA = {".csv", ".tsv", ".sav", ".zsav", ".por", ".dta", ".parquet", ".xls", ".ods", ".db"}
_READERS = ("findings.json", ".html", ".htm", ".docx", ".xlsx", ".pdf", ".svg", ".txt")
_IN_A_LOG = {"rejected", "unreadable", "disagreements"}
_METADATA = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")


def read_release(folder: Path | str) -> Released:
    """Read all files of a release, the hidden parts of workbooks and Word files included."""
    folder = Path(folder)
    files = sorted(path for path in _listed(folder) if path.is_file())
    about_people = [path for path in files if _is_about_people(path)]
    rest = sorted((path for path in files if path not in about_people), key=_exactness)
    documents = with_kinds([_printed(path, str(path.relative_to(folder))) for path in rest])
    if not any(one.tables for one in documents):
        raise CannotReadReport(
            f"{folder} holds no tables that can be read. A folder with a report was expected: web"
            " page, Word file, workbook or findings.json. Name the folder that is to be published."
        )
    findings = [path.read_text("utf-8") for path in rest if path.name == "findings.json"]
    data, settings = findings_file.told_source(findings[0]) if findings else ("", "")
    told = findings_file.told_profile(findings[0]) if findings else None
    return Released(
        folder.name,
        documents,
        tuple(str(path.relative_to(folder)) for path in about_people),
        told or _said_profile(documents),
        data,
        settings,
    )


def _listed(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise CannotReadReport(
            f"{folder} is not a folder. The folder of a release was expected, with its report and"
            " workbook. Check the path."
        )
    return list(folder.rglob("*"))


def _is_about_people(path: Path) -> bool:
    """Whether a file holds lines of data, or the log of an analysis."""
    if path.suffix.lower() in _DATA:
        return True
    if path.suffix.lower() != ".json" or path.name == "findings.json":
        return False
    try:
        held = json.loads(path.read_text("utf-8"))
    except ValueError:
        return False
    return isinstance(held, Mapping) and not _IN_A_LOG.isdisjoint(held)


def _exactness(path: Path) -> tuple[int, str]:
    """Files with the most exact numbers first."""
    fitting = [i for i, end in enumerate(_READERS) if path.name.lower().endswith(end)]
    return (fitting[0] if fitting else len(_READERS), str(path))


def _printed(path: Path, name: str) -> Printed:
    kind = path.suffix.lower()
    if path.name == "findings.json":
        return _findings(path, name)
    if kind == ".xlsx":
        return _workbook(path, name)
    if kind in (".html", ".htm", ".docx", ".pdf"):
        # The web page and the Word file hold the tables of the PDF, and more surely.
        read = read_printed(path, with_pdf_tables=False)
        return Printed(name, (*read.texts, *_metadata(path)), read.tables, read.unread)
    if kind == ".svg":
        return Printed(name, tuple(_texts_of_picture(path)), ())
    if kind in (".txt", ".md"):
        text = path.read_text("utf-8", errors="replace")
        return Printed(name, (PrintedText(" ".join(text.split()), "the text"),), ())
    return Printed(name, (), (), (f"{name} was not read.",))


def _findings(path: Path, name: str) -> Printed:
    try:
        return findings_file.printed_findings(path.read_text("utf-8"), name=name)
    except (ValueError, KeyError, TypeError) as error:
        raise CannotReadReport(
            f"{name} is not as an analysis writes it ({type(error).__name__}: {error})."
            " Write the release again."
        ) from error


def _workbook(path: Path, name: str) -> Printed:
    try:
        texts, tables, unread = workbook_file.texts_and_tables(path.read_bytes())
        return Printed(name, (*texts, *_metadata(path)), tables, unread)
    except Exception as error:
        raise CannotReadReport(
            f"{name} cannot be read as a workbook ({type(error).__name__}: {error})."
            " It may be damaged or protected by a password. Save it again without one."
        ) from error


def _metadata(path: Path) -> Iterator[PrintedText]:
    """What a file tells of itself: title, subject, keywords, comments."""
    if path.suffix.lower() == ".pdf":
        from pypdf import PdfReader

        told = PdfReader(path).metadata
        yield PrintedText(" ".join(map(str, (told or {}).values())), "file metadata")
    elif path.suffix.lower() in (".docx", ".xlsx"):
        yield from _properties(path)


def _properties(path: Path) -> Iterator[PrintedText]:
    try:
        with ZipFile(path) as archive:
            for part in set(_METADATA) & set(archive.namelist()):
                words = " ".join(etree.fromstring(archive.read(part)).itertext())
                yield PrintedText(" ".join(words.split()), "file metadata")
    except BadZipFile:
        return


def _texts_of_picture(path: Path) -> Iterator[PrintedText]:
    """Titles, descriptions and labels, each by itself."""
    picture = etree.fromstring(path.read_bytes())
    for element in picture.iter("{*}title", "{*}desc", "{*}text", "{*}metadata"):
        words = " ".join(" ".join(element.itertext()).split())
        kind = etree.QName(element).localname
        if words:
            yield PrintedText(words, f"its {kind}")


def _said_profile(documents: tuple[Printed, ...]) -> Profile | None:
    """The rule whose sentence is printed somewhere."""
    said = " ".join(text.text for one in documents for text in one.texts)
    known = sorted(PROFILES.values(), key=lambda profile: -len(profile.says))
    return next((profile for profile in known if profile.says in said), None)
