"""PubMed's own XML, as its E-utilities and its downloads give it (a PubmedArticleSet)."""

from collections.abc import Iterable
from typing import Any

from lxml import etree

from theodolite.horizon.files.dates import published_from, published_on
from theodolite.horizon.files.languages import long_code, short_code
from theodolite.horizon.files.pubmed_types import is_linked, kind_of_types, type_of_kind
from theodolite.horizon.files.read import ReadItems, items_of, named
from theodolite.horizon.files.xml_tree import add, text_of, tree_from, written
from theodolite.horizon.item import Item, Kind, Link, Published, Relation, Seen

_RELATIONS: dict[str, Relation] = {
    "CommentOn": "related",
    "ErratumFor": "corrects",
    "ErratumIn": "corrected by",
    "RetractionOf": "retracts",
    "RetractionIn": "retracted by",
    "ExpressionOfConcernFor": "expression of concern about",
    "UpdateOf": "replaces",
    "UpdateIn": "replaced by",
    "CorrectedandRepublishedFrom": "replaces",
    "CorrectedandRepublishedIn": "replaced by",
    "RetractedandRepublishedFrom": "replaces",
    "RetractedandRepublishedIn": "replaced by",
}
_REFERENCES = {relation: name for name, relation in reversed(_RELATIONS.items())} | {
    "published as": "UpdateIn"
}
_NUMBERS = {"doi": "doi", "pubmed": "pmid", "pmc": "pmcid"}


def read_pubmed_xml(payload: bytes, seen: Seen) -> ReadItems:
    """Every article and book of a PubmedArticleSet, in its order; deleted ones are no records.

    Published is when it first was, which is the electronic date where there is one.
    """
    root = tree_from(payload, seen.source or "The answer of PubMed")
    records = root.findall("PubmedArticle") + root.findall("PubmedBookArticle")
    if root.tag in ("PubmedArticle", "PubmedBookArticle"):
        records = [root]
    return items_of((_item(record, seen) for record in records), seen)


def write_pubmed_xml(items: Iterable[Item]) -> bytes:
    """A PubmedArticleSet that says of each item what PubMed has elements for."""
    root = etree.Element("PubmedArticleSet")
    for item in items:
        record = add(root, "PubmedArticle")
        citation = add(record, "MedlineCitation", Status="Publisher", Owner="NLM")
        add(citation, "PMID", item.identifier("pmid"), Version="1")
        _write_article(add(citation, "Article", PubModel="Print"), item)
        _write_links(citation, item)
        _write_keywords(citation, item)
        numbers = add(add(record, "PubmedData"), "ArticleIdList")
        for kind, name in _NUMBERS.items():
            if item.identifier(name):
                add(numbers, "ArticleId", item.identifier(name), IdType=kind)
    return written(root)


def _item(record: Any, seen: Seen) -> Item:
    cited = record.find("MedlineCitation")
    document = record.find("BookDocument") if cited is None else cited
    article = document.find("Article") if document is not None else None
    holder = record if document is None else document if article is None else article
    kind = _kind(holder) if article is not None else "book"
    return Item(
        identity="",
        title=_title(holder),
        kind=kind,
        observed_at=seen.at,
        abstract=_abstract(holder),
        people=_people(holder),
        venue=text_of(holder.find("Journal/Title")) or text_of(holder.find("Book/BookTitle")),
        published=_published(holder),
        language=short_code(text_of(holder.find("Language"))),
        keywords=_keywords(record),
        identifiers=named(_identifiers(record, holder)),
        journal=named(_journal(holder)),
        links=_links(record, kind),
    )


def _title(holder: Any) -> str:
    places = ("ArticleTitle", "VernacularTitle", "Book/BookTitle")
    return next((text for place in places if (text := text_of(holder.find(place)))), "")


def _abstract(holder: Any) -> str:
    return "\n".join(
        f"{part.get('Label')}: {text}" if part.get("Label") else text
        for part in holder.findall("Abstract/AbstractText")
        if (text := text_of(part))
    )


def _people(holder: Any) -> tuple[str, ...]:
    lists = holder.findall("AuthorList")
    authors = next((one for one in lists if one.get("Type") != "editors"), None)
    found = () if authors is None else authors.findall("Author")
    return tuple(name for author in found if (name := _name(author)))


def _name(author: Any) -> str:
    family = " ".join(filter(None, (text_of(author.find(tag)) for tag in ("LastName", "Suffix"))))
    given = text_of(author.find("ForeName")) or text_of(author.find("Initials"))
    return ", ".join(filter(None, (family, given))) or text_of(author.find("CollectiveName"))


def _published(holder: Any) -> Published | None:
    electronic = holder.find("ArticleDate")
    places = (holder.find("Journal/JournalIssue/PubDate"), holder.find("Book/PubDate"))
    for place in (electronic, *places):
        if place is None:
            continue
        if found := published_on(*(text_of(place.find(tag)) for tag in ("Year", "Month", "Day"))):
            return found
        if found := published_from(text_of(place.find("MedlineDate"))):
            return found
    return None


def _kind(article: Any) -> Kind:
    types = article.findall("PublicationTypeList/PublicationType")
    return kind_of_types(text_of(one) for one in types)


def _keywords(record: Any) -> tuple[str, ...]:
    given = record.iterfind(".//KeywordList/Keyword")
    subjects = record.iterfind(".//MeshHeadingList/MeshHeading/DescriptorName")
    return tuple(dict.fromkeys(text for one in (*given, *subjects) if (text := text_of(one))))


def _identifiers(record: Any, holder: Any) -> dict[str, str]:
    found = {
        _NUMBERS[one.get("IdType")]: text_of(one)
        for place in ("PubmedData/ArticleIdList", "BookDocument/ArticleIdList")
        for one in record.findall(f"{place}/ArticleId")
        if one.get("IdType") in _NUMBERS
    }
    for one in holder.findall("ELocationID"):
        if one.get("EIdType") == "doi" and one.get("ValidYN") != "N":
            found.setdefault("doi", text_of(one))
    found.setdefault("pmid", text_of(record.find(".//PMID")))
    found["issn"] = text_of(holder.find("Journal/ISSN"))
    found["isbn"] = text_of(holder.find("Book/Isbn"))
    return {name: number for name, number in found.items() if number}


def _journal(holder: Any) -> dict[str, str]:
    issue = "Journal/JournalIssue"
    places = {"volume": f"{issue}/Volume", "issue": f"{issue}/Issue"}
    places |= {"pages": "Pagination/MedlinePgn", "publisher": "Book/Publisher/PublisherName"}
    found = {name: text_of(holder.find(place)) for name, place in places.items()}
    return {name: text for name, text in found.items() if text}


def _links(record: Any, kind: Kind) -> tuple[Link, ...]:
    links = []
    for one in record.iterfind(".//CommentsCorrectionsList/CommentsCorrections"):
        pmid, reference = text_of(one.find("PMID")), one.get("RefType", "")
        relation = _RELATIONS.get(reference, "related")
        if kind == "preprint" and reference == "UpdateIn":
            relation = "published as"
        if pmid:
            links.append(Link(relation, f"pmid:{pmid}"))
    return tuple(links)


def _write_article(article: Any, item: Item) -> None:
    journal = add(article, "Journal")
    if item.identifier("issn"):
        add(journal, "ISSN", item.identifier("issn"), IssnType="Electronic")
    issue = add(journal, "JournalIssue", CitedMedium="Internet")
    for tag, name in (("Volume", "volume"), ("Issue", "issue")):
        if item.in_journal(name):
            add(issue, tag, item.in_journal(name))
    _write_date(issue, item)
    add(journal, "Title", item.venue)
    add(article, "ArticleTitle", item.title)
    if item.in_journal("pages"):
        add(add(article, "Pagination"), "MedlinePgn", item.in_journal("pages"))
    if item.abstract:
        abstract = add(article, "Abstract")
        for paragraph in item.abstract.split("\n"):
            add(abstract, "AbstractText", paragraph)
    _write_people(article, item)
    if item.language:
        add(article, "Language", long_code(item.language))
    add(add(article, "PublicationTypeList"), "PublicationType", type_of_kind(item.kind))


def _write_date(issue: Any, item: Item) -> None:
    place = add(issue, "PubDate")
    if item.published:
        for tag, number in zip(
            ("Year", "Month", "Day"), str(item.published).split("-"), strict=False
        ):
            add(place, tag, number)


def _write_people(article: Any, item: Item) -> None:
    if not item.people:
        return
    authors = add(article, "AuthorList", CompleteYN="Y")
    for person in item.people:
        author = add(authors, "Author", ValidYN="Y")
        family, comma, given = person.partition(", ")
        if comma:
            add(author, "LastName", family)
            add(author, "ForeName", given)
        else:
            add(author, "CollectiveName", person)


def _write_links(citation: Any, item: Item) -> None:
    known = [one for one in item.links if one.relation in _REFERENCES and is_linked(one, item.kind)]
    if known:
        place = add(citation, "CommentsCorrectionsList")
        for link in known:
            one = add(place, "CommentsCorrections", RefType=_REFERENCES[link.relation])
            add(one, "PMID", link.target.removeprefix("pmid:"), Version="1")


def _write_keywords(citation: Any, item: Item) -> None:
    if item.keywords:
        place = add(citation, "KeywordList", Owner="NOTNLM")
        for word in item.keywords:
            add(place, "Keyword", word, MajorTopicYN="N")
