"""ClinicalTrials.gov, the register of trials (its API, version 2)."""

from datetime import date, datetime
from typing import Any

from theodolite.horizon.errors import UnreadableSource
from theodolite.horizon.files.dates import published_from
from theodolite.horizon.files.read import named
from theodolite.horizon.item import Item, Link, Seen
from theodolite.horizon.sources.asking import first_day, with_query
from theodolite.horizon.sources.identifiers import nct_in, pmid_in
from theodolite.horizon.sources.json_answer import at, read_json, rows, text, texts, whole
from theodolite.horizon.sources.plain_text import line
from theodolite.horizon.sources.reading import Unreadable, read_records, seen_in, titled
from theodolite.horizon.sources.source import Answer, Page, Request, Source


def first_request(source: Source, *, since: datetime | None) -> Request:
    """A search (`query`), a condition, an intervention, or several; by when they last changed."""
    filters = [source.ask.get("filter", "")]
    if day := first_day(source, since, days_late=2):
        filters.append(f"AREA[LastUpdatePostDate]RANGE[{day},MAX]")
    asked = {
        "query.term": source.ask.get("query", ""),
        "query.cond": source.ask.get("condition", ""),
        "query.intr": source.ask.get("intervention", ""),
    }
    if not any(asked.values()):
        raise UnreadableSource(
            f"{source.name} does not say which trials to ask for. Add a query, a condition or an"
            ' intervention to it, for example: ask = { intervention = "proton therapy" }.'
        )
    asked["filter.advanced"] = " AND ".join(one for one in filters if one)
    return Request(with_query(source.address, {**asked, "pageSize": "100", "countTotal": "true"}))


def read(answer: Answer, asked: Request, source: Source) -> Page:
    """The trials of one page, and the next page by its token."""
    found = read_json(answer.payload, source.name)
    studies = [found] if at(found, "protocolSection") else at(found, "studies")
    if not isinstance(studies, list):
        raise UnreadableSource(
            f"{source.name} sent no list of studies, which the API of ClinicalTrials.gov gives."
            " Check its address; it should end in /api/v2/studies."
        )
    page = read_records(studies, _item, seen_in(answer, asked, source), source)
    token = text(found, "nextPageToken")
    following = None
    if token and studies:
        following = Request(with_query(asked.address, {"pageToken": token}), asked.headers)
    return Page(page.items, following, page.unreadable, total=whole(found, "totalCount"))


def _item(record: Any, seen: Seen) -> Item:
    told = at(record, "protocolSection")
    known, status = at(told, "identificationModule"), at(told, "statusModule")
    number = nct_in(text(known, "nctId"))
    if not number:
        raise Unreadable(f"its number is none ({text(known, 'nctId') or 'it has none'}).")
    about = at(told, "conditionsModule")
    interventions = rows(told, "armsInterventionsModule", "interventions")
    words = (*texts(about, "conditions"), *texts(about, "keywords"))
    return Item(
        identity="",
        title=titled(text(known, "briefTitle") or text(known, "officialTitle"), number),
        kind="trial",
        observed_at=seen.at,
        abstract=line(text(told, "descriptionModule", "briefSummary")),
        people=_people(told),
        venue=text(told, "sponsorCollaboratorsModule", "leadSponsor", "name"),
        published=published_from(text(status, "studyFirstPostDateStruct", "date")),
        address=f"https://clinicaltrials.gov/study/{number}",
        language="en",
        keywords=texts([*words, *(text(one, "name") for one in interventions), _status(status)]),
        identifiers=named({"nct": number}),
        links=_links(told),
        starts=_day(text(status, "startDateStruct", "date")),
        ends=_day(text(status, "completionDateStruct", "date")),
    )


def _people(told: Any) -> tuple[str, ...]:
    officials = rows(told, "contactsLocationsModule", "overallOfficials")
    party = text(told, "sponsorCollaboratorsModule", "responsibleParty", "investigatorFullName")
    return texts([*(text(one, "name") for one in officials), party])


def _status(status: Any) -> str:
    """Such as "recruiting"; a trial that was withdrawn before it began is still a record."""
    return text(status, "overallStatus").replace("_", " ").lower()


def _links(told: Any) -> tuple[Link, ...]:
    return tuple(
        Link("based on" if text(one, "type") == "BACKGROUND" else "related", f"pmid:{number}")
        for one in rows(told, "referencesModule", "references")
        if (number := pmid_in(text(one, "pmid")))
    )


def _day(written: str) -> date | None:
    """Only a whole date: a month is no day on which anything starts."""
    found = published_from(written)
    return found.on if found and found.precision == "day" else None
