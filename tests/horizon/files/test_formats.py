"""Each format's own habits, from records made by hand."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.horizon.files.made_items import NOW, SEEN
from theodolite.horizon.errors import HorizonError
from theodolite.horizon.files import read_items, read_payload, write_items
from theodolite.horizon.files.front_door import FORMATS, format_of
from theodolite.horizon.item import Item, Link
from theodolite.settings.errors import CorrectableError

RIS = """Provider: Example
Content: text/plain; charset="UTF-8"


TY  - JOUR
AU  - Kaur, Asha
T1  - A long title
that wraps
JO  - Phys Med
PY  - 2026///
DA  - 2026/03/09/
SP  - 12
EP  - 19
KW  - dose
noise
N2  - First part
 and the rest.
UR  - https://doi.org/10.1000/dose
ER  -
TY  - RPRT
TI  - No end before the next
TY  - STAND
TI  - Cut short"""

BIBTEX = r"""@string{pm = {Phys Med}}
@comment{ignored}
@article{kaur, title = {The {CT} dose in {G\"o}ttingen, 50% less}, journal = pm,
  author = {Asha Kaur and {The Dose Group} and de la Cruz, Maria and others}, year = 2026,
  month = mar, pages = {1--9}, doi = {10.1000/a\_b}}
@misc{kaur, title = {Again the same key}, eprint = {2601.01234}, archivePrefix = {arXiv}}
@article{broken, title = {never closed
@book{last, title = {Last}, author = {Li, Bo}, date = {2025-04}}
"""

ENDNOTE = """<?xml version="1.0"?><xml><records><record>
<ref-type name="Journal Article">17</ref-type><contributors>
<authors><author><style face="normal">Kaur, A.</style></author></authors>
</contributors><titles><title><style face="normal">On </style><style face="italic">dose</style>
</title><secondary-title>Phys Med</secondary-title></titles><dates><year>2026</year><pub-dates>
<date>Mar 9</date></pub-dates></dates><isbn>0893-8512 (Print)&#xD;0893-8513</isbn>
<accession-num>7</accession-num><remote-database-provider>NLM</remote-database-provider>
<custom2>PMC12</custom2><electronic-resource-num>doi:10.1000/dose</electronic-resource-num>
</record></records></xml>"""

MEDLINE = """
PMID- 7
TI  - On dose
      and noise.
LID - 10.1000/dose [doi]
FAU - Kaur, Asha
AU  - Kaur A
CN  - The Dose Group
DP  - 2026 Mar
DEP - 20260209
JT  - Physica medica
PT  - Preprint
UIN - Phys Med. 2026;1(2):3-4. doi: 10.1000/x. PMID: 8

PMID- 9
TI  - Second
"""

CSL = """[{"id": "a", "type": "paper-conference", "title": ["On dose"], "DOI": "10.1000/dose",
 "author": [{"family": "Cruz", "non-dropping-particle": "de la", "given": "M"}, {"literal": "WHO"}],
 "issued": {"date-parts": [["2026", 3]]}}, 7, {"id": "b", "title": "Second"}]"""


def read(text: str) -> tuple[Item, ...]:
    return read_payload(text.encode(), SEEN).items


def test_ris_as_it_is_found() -> None:
    first, second, third = read(RIS)
    assert (first.title, first.venue) == ("A long title that wraps", "Phys Med")
    assert (str(first.published), first.in_journal("pages")) == ("2026-03-09", "12-19")
    assert first.keywords == ("dose", "noise")
    assert first.abstract == "First part and the rest."
    assert first.identity == "doi:10.1000/dose"
    assert (second.title, second.kind) == ("No end before the next", "paper")
    assert (third.title, third.kind) == ("Cut short", "standard")


def test_bibtex_as_it_is_found() -> None:
    found = read_payload(BIBTEX.encode(), SEEN)
    first, second, third = found.items
    assert first.title == "The CT dose in Göttingen, 50% less"
    assert first.people == ("Kaur, Asha", "The Dose Group", "de la Cruz, Maria")
    assert (first.venue, str(first.published)) == ("Phys Med", "2026-03")
    assert dict(first.identifiers)["doi"] == "10.1000/a_b"
    assert (second.identity, second.kind) == ("arxiv:2601.01234", "preprint")
    assert (third.title, str(third.published)) == ("Last", "2025-04")
    assert [one[:31] for one in found.unreadable] == ["What begins on line 7 is no who"]


def test_endnote_as_it_is_found() -> None:
    (item,) = read(ENDNOTE)
    assert (item.title, item.people, item.venue) == ("On dose", ("Kaur, A.",), "Phys Med")
    assert str(item.published) == "2026-03-09"
    numbers = {"doi": "10.1000/dose", "pmid": "7", "pmcid": "PMC12", "issn": "0893-8512"}
    assert dict(item.identifiers) == numbers


def test_medline_as_it_is_found() -> None:
    first, second = read(MEDLINE)
    assert (first.title, first.kind) == ("On dose and noise.", "preprint")
    assert first.people == ("Kaur, Asha", "The Dose Group")
    assert str(first.published) == "2026-02-09"
    assert first.links == (Link("published as", "pmid:8"),)
    assert second.identity == "pmid:9"


def test_csl_json_as_it_is_found() -> None:
    found = read_payload(CSL.encode(), SEEN)
    first, second = found.items
    assert (first.title, first.kind, str(first.published)) == ("On dose", "conference", "2026-03")
    assert first.people == ("de la Cruz, M", "WHO")
    assert found.rows == (0, 2)
    assert found.unreadable == ("Record 2 has neither a title nor an abstract.",)
    assert second.title == "Second"


def test_the_content_decides_and_not_the_name(tmp_path: Path) -> None:
    disguised = tmp_path / "records.csv"
    disguised.write_bytes(b"\xef\xbb\xbf" + RIS.encode())
    assert len(read_items(disguised, now=NOW).items) == 3
    (seen,) = read_items(disguised, now=NOW).items[0].trail
    assert (seen.source, seen.at, len(seen.digest)) == ("records.csv", NOW, 64)


def test_a_table_is_read_without_loading_what_only_other_formats_need(tmp_path: Path) -> None:
    (tmp_path / "one.csv").write_text("title\nDose to the lens\n")
    read = "from theodolite.horizon.files import read_items; from pathlib import Path; import sys"
    now = "from datetime import datetime, UTC"
    says = "print([n for n in ('lxml', 'rispy', 'bibtexparser', 'polars') if n in sys.modules])"
    code = f"{read}; {now}; read_items(Path('one.csv'), now=datetime.now(UTC)); {says}"
    done = subprocess.run(  # noqa: S603 -- our own program, in our own interpreter
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


def test_a_line_of_ris_cannot_be_smuggled_into_a_title() -> None:
    hostile = Item("a:b", "One\nER  - \nTY  - JOUR\nTI  - Two", "paper", NOW)
    (ris,) = (one for one in FORMATS if one.name == "RIS")
    (item,) = ris.read(ris.write([hostile]), SEEN).items
    assert item.title == "One ER - TY - JOUR TI - Two"


@pytest.mark.parametrize(
    "payload",
    [b"[1, 2", b"[[[[" * 5000, b"{}", b"@article{", b"<html><p>x</p></html>", b"PAR1x", b"PMID-\n"],
)
def test_a_broken_file_is_refused_in_a_sentence(payload: bytes, tmp_path: Path) -> None:
    broken = tmp_path / "broken.bin"
    broken.write_bytes(payload)
    with pytest.raises(HorizonError, match=r"broken\.bin"):
        read_items(broken, now=NOW)


@pytest.mark.parametrize("name", ["absent.ris", "", "empty.ris"])
def test_a_file_that_is_not_there_or_empty_is_refused_in_a_sentence(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / "empty.ris").write_bytes(b" \n")
    with pytest.raises(CorrectableError, match=r"There is no file|cannot be opened|is empty"):
        read_items(tmp_path / name, now=NOW)


def test_a_name_that_tells_no_format_is_refused_with_those_that_do(tmp_path: Path) -> None:
    with pytest.raises(HorizonError, match=r"\.parquet.*\.nbib.*\.csv"):
        write_items([Item("a:b", "On dose", "paper", NOW)], tmp_path / "out.docx")


def test_every_format_is_told_from_every_other() -> None:
    item = Item("a:b", "On dose", "paper", NOW, published=None, deadline=date(2026, 1, 1))
    assert format_of("TY  - JOUR\n".encode("utf-16")).name == "RIS"
    for one in FORMATS:
        assert format_of(one.write([item])) == one
