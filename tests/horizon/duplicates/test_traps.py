"""What looks alike and is not: each is kept apart, and linked where the two belong together."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.horizon.duplicates.made_items import item, paper
from theodolite.horizon.duplicates.finding import find_duplicates
from theodolite.horizon.item import Item, Link, Published

TITLE = "Dose to the lens of the eye in interventional radiology: a multicentre study"
LATER = {"doi": "10.1016/j.ajic.2020.01.001", "volume": "48", "pages": "12-19", "year": 2020}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "Editorial"}, {"title": "Editorial", **LATER}),
        ({"title": "Editorial", "doi": None}, {"title": "Editorial", "doi": None, "pages": "2"}),
        ({"title": "FOCUS 1: dose"}, {"title": "FOCUS 2: dose", "doi": None, "pages": None}),
        (
            {"title": f"{TITLE}. Part I", "doi": None},
            {"title": f"{TITLE}. Part II", "doi": None, "pages": "767-780"},
        ),
        (
            {"title": "Effects of copper on hypertension in older women", "doi": None},
            {"title": "Effects of copper on hypotension in older women", "pages": "767-770"},
        ),
        ({}, LATER),
        ({"pmid": "1", "doi": None}, {"pmid": "2", "doi": None}),
        (
            {"title": "Uptake of iron in patients with anaemia", "pages": "S12", "doi": None},
            {"title": "Uptake of zinc in patients with anaemia", "pages": "S12", "doi": None},
        ),
        (
            {"title": f"{TITLE} in women", "doi": None, "pages": None},
            {"title": f"{TITLE} in men", "doi": None, "pages": None},
        ),
        (
            {"title": "Dose with shielding of the head", "doi": None, "pages": None},
            {"title": "Dose without shielding of the head", "doi": None, "pages": None},
        ),
        (
            {"doi": None, "volume": None, "pages": None, "issue": None},
            {"doi": None, "volume": None, "pages": None, "issue": None, "year": 2020},
        ),
        (
            {"doi": "10.1097/suppl"},
            {"title": "Shielding of rooms", "doi": "10.1097/suppl", "pages": "9"},
        ),
        ({"people": ("Smith, J.",)}, {"people": ("Smith, K.",), "doi": None, "pages": None}),
        ({"people": ("Smith, Jo",)}, {"people": ("Smith, Kate",), "doi": None, "pages": None}),
        (
            {"venue": "Journal of Digital Studies", "doi": None, "volume": None, "pages": None},
            {"venue": "Workshop of Digital Studies", "doi": None, "volume": None, "pages": None},
        ),
        (
            {"title": "Communications of the AIS", "people": None, "doi": "10.17705/1CAIS."},
            {"doi": "10.17705/1CAIS.05003"},
        ),
        ({"title": "UNKNOWN", "doi": None}, {"title": "Negotiation in schemas", "year": 1995}),
    ],
    ids=str,
)
def test_two_things_that_look_alike_stay_two(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert find_duplicates([paper(**one), paper(1, **other)]).groups == ()


def notice(number: int, day: str, **said: Any) -> Item:
    made = item(number, title="Sunshine Act Meetings of the Nuclear Board", kind="policy", **said)
    return replace(made, published=Published(date.fromisoformat(day)))


def test_the_same_regulatory_title_every_year_is_not_one_notice() -> None:
    years = [notice(n, f"20{n}-03-01", venue="Nuclear Board") for n in range(20, 27)]
    assert find_duplicates(years).groups == ()


def test_two_notices_of_one_day_are_two_if_their_texts_or_addresses_differ() -> None:
    site = "https://register.example/"
    texts = [notice(1, "2024-03-01", abstract=f"{'Of rooms ' * n}only.") for n in (1, 4)]
    places = [notice(n, "2024-03-01", address=f"{site}{n}") for n in (1, 2)]
    assert find_duplicates(texts).groups == find_duplicates(places).groups == ()


def test_one_notice_seen_at_two_places_on_one_day_is_one() -> None:
    text = "The board meets in public on the shielding of rooms."
    seen = [
        notice(n, "2024-03-01", address=f"https://{n}.example/a", abstract=text) for n in (1, 2)
    ]
    assert find_duplicates(seen).groups == ((0, 1),)


@pytest.mark.parametrize(
    ("change", "relation", "rows"),
    [
        ({"title": f"Erratum to: {TITLE}", **LATER}, "corrects", (1, 0)),
        ({"title": f"{TITLE}: Corrigendum", **LATER}, "corrects", (1, 0)),
        ({"title": f"Retraction notice to: {TITLE}", **LATER}, "retracts", (1, 0)),
        (
            {"title": f"Expression of Concern: {TITLE}", **LATER},
            "expression of concern about",
            (1, 0),
        ),
        ({"title": f"Comment on: {TITLE}", "people": ("Jones, B.",), **LATER}, "related", (1, 0)),
        ({"title": f"{TITLE}: authors' reply", **LATER}, "related", (1, 0)),
        ({"title": f"{TITLE}: study protocol", **LATER}, "related", (1, 0)),
        ({"title": f"{TITLE}: protocol for a cohort study", **LATER}, "related", (1, 0)),
        (
            {"venue": "medRxiv", "doi": "10.1101/2018.05.01", "volume": None, "pages": None},
            "preprint of",
            (1, 0),
        ),
        (
            {"venue": "World Congress of Medical Physics", "doi": None, "pages": "S12"},
            "related",
            (1, 0),
        ),
        ({"kind": "trial", "venue": None, "doi": None}, "related", (1, 0)),
    ],
    ids=str,
)
def test_what_belongs_to_a_paper_is_linked_and_never_merged(
    change: dict[str, Any], relation: str, rows: tuple[int, int]
) -> None:
    for title in (TITLE, TITLE.upper()):
        found = find_duplicates([paper(title=title), paper(1, **change)])
        assert found.groups == ()
        assert [(link.relation, link.rows) for link in found.links] == [(relation, rows)]
        assert all(link.reason for link in found.links)


@pytest.mark.parametrize(
    ("kind", "text", "relation"),
    [
        ("news", "See doi.org/10.1016/j.ajic.2018.12.005.", "reports on"),
        ("news", f"A paper, “{TITLE}”, was published.", "reports on"),
        ("news", "More at https://journal.example/lens.", "reports on"),
        ("guidance", f"1. {TITLE.upper()}. Am J Infect Control.", "based on"),
    ],
)
def test_news_and_guidance_are_linked_to_the_paper_they_name(
    kind: str, text: str, relation: str
) -> None:
    told = item(title="Doctors told to wear glasses", kind=kind, abstract=text)
    found = find_duplicates([paper(address="https://journal.example/lens"), told])
    assert found.groups == ()
    assert [(link.relation, link.rows) for link in found.links] == [(relation, (1, 0))]


def test_news_is_linked_to_guidance_and_guidance_to_the_paper_behind_it() -> None:
    guidance = item(
        title="Guidance on the eye lens for interventional staff",
        kind="guidance",
        abstract=f"Based on {TITLE}.",
        address="https://gov.example/lens",
    )
    news = item(title="New rules", kind="news", abstract="See https://gov.example/lens for more.")
    found = find_duplicates([paper(), guidance, news])
    assert {(link.relation, link.rows) for link in found.links} == {
        ("based on", (1, 0)),
        ("reports on", (2, 1)),
    }


def test_a_link_that_the_source_itself_gives_is_kept_between_rows() -> None:
    other = paper(1, title="Shielding of rooms with barium plaster", **LATER)
    linked = replace(other, links=(Link("replaces", paper().identity),))
    found = find_duplicates([paper(), linked])
    assert [(link.relation, link.rows) for link in found.links] == [("replaces", (1, 0))]


def test_a_third_record_does_not_tie_together_two_that_contradict_each_other() -> None:
    first = paper(pages=None, volume=None, issue=None)
    second = paper(1, **{**LATER, "pages": None, "volume": None, "year": 2019, "issue": None})
    between = paper(2, doi=None, pages=None, volume=None, issue=None)
    groups = find_duplicates([first, between, second]).groups
    assert len(groups) == 1
    assert len(groups[0]) == 2
