"""PubMed's XML becomes items; hostile XML becomes a refusal."""

from datetime import UTC, datetime

import pytest

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.pubmed_xml import read_pubmed_xml, write_pubmed_xml
from theodolite.horizon.item import Link, Seen

SEEN = Seen("PubMed", "https://example.org/efetch", datetime(2026, 11, 25, tzinfo=UTC))

ONE = b"""<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN"
  "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet><PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM">
<PMID Version="1">7</PMID><Article PubModel="Print-Electronic">
<Journal><ISSN IssnType="Electronic">1234-5678</ISSN><JournalIssue CitedMedium="Internet">
<Volume>12</Volume><Issue>3</Issue><PubDate><Year>2026</Year><Season>Spring</Season></PubDate>
</JournalIssue><Title>Journal of Doses</Title></Journal>
<ArticleTitle>Dose at 10<sup>-3</sup> Gy &amp; below.</ArticleTitle>
<Pagination><MedlinePgn>1-9</MedlinePgn></Pagination>
<ELocationID EIdType="doi" ValidYN="Y">10.1000/Dose.1</ELocationID>
<Abstract><AbstractText Label="AIM">To measure.</AbstractText>
<AbstractText Label="RESULT">We did.</AbstractText></Abstract>
<AuthorList><Author><LastName>Kaur</LastName><ForeName>Asha B</ForeName></Author>
<Author><CollectiveName>The Dose Group</CollectiveName></Author></AuthorList>
<Language>ger</Language><PublicationTypeList><PublicationType>Preprint</PublicationType>
</PublicationTypeList><ArticleDate DateType="Electronic"><Year>2025</Year><Month>12</Month>
<Day>31</Day></ArticleDate></Article>
<CommentsCorrectionsList><CommentsCorrections RefType="UpdateIn"><PMID>9</PMID>
</CommentsCorrections><CommentsCorrections RefType="RetractionIn"><PMID>10</PMID>
</CommentsCorrections></CommentsCorrectionsList></MedlineCitation></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>8</PMID><Article/></MedlineCitation></PubmedArticle>
</PubmedArticleSet>"""

HOSTILE = {
    "billion laughs": b"""<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;">]><PubmedArticleSet>&c;</PubmedArticleSet>""",
    "a file read from inside": b"""<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/hostname">]>
        <PubmedArticleSet><PubmedArticle><ArticleTitle>&f;</ArticleTitle></PubmedArticle>
        </PubmedArticleSet>""",
    "cut short": ONE[:900],
    "no XML": b"PMID- 7",
    "nothing": b"",
    "deeper than any record": b"<a>" * 100_000,
}


def test_an_article_is_read_with_all_that_a_citation_needs() -> None:
    (item,) = read_pubmed_xml(ONE, SEEN).items
    assert item.identity == "doi:10.1000/dose.1"
    assert item.title == "Dose at 10-3 Gy & below."
    assert item.abstract == "AIM: To measure.\nRESULT: We did."
    assert item.people == ("Kaur, Asha B", "The Dose Group")
    assert (item.venue, item.language, item.kind) == ("Journal of Doses", "de", "preprint")
    assert dict(item.identifiers) == {"doi": "10.1000/Dose.1", "pmid": "7", "issn": "1234-5678"}
    assert dict(item.journal) == {"volume": "12", "issue": "3", "pages": "1-9"}
    assert item.links == (Link("published as", "pmid:9"), Link("retracted by", "pmid:10"))


def test_published_is_when_it_was_first_to_be_read() -> None:
    assert str(read_pubmed_xml(ONE, SEEN).items[0].published) == "2025-12-31"
    printed = ONE.replace(b"ArticleDate", b"Elsewhere")
    assert str(read_pubmed_xml(printed, SEEN).items[0].published) == "2026"


def test_a_record_that_says_nothing_is_counted_and_named() -> None:
    read = read_pubmed_xml(ONE, SEEN)
    assert read.unreadable == ("Record 2 (pmid 8) has neither a title nor an abstract.",)
    assert read.rows == (0,)


def test_what_is_written_comes_back() -> None:
    items = read_pubmed_xml(ONE, SEEN).items
    assert read_pubmed_xml(write_pubmed_xml(items), SEEN).items == items


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
def test_hostile_xml_is_refused_in_a_sentence(payload: bytes) -> None:
    with pytest.raises(UnreadableSource, match="PubMed"):
        read_pubmed_xml(payload, SEEN)


def test_characters_that_xml_forbids_do_not_cost_the_file() -> None:
    dirty = ONE.replace(b"Dose at", b"Dose\x0b &#x1F;at&#10;")
    assert read_pubmed_xml(dirty, SEEN).items[0].title == "Dose at 10-3 Gy & below."
