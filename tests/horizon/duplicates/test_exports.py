"""One paper stays one paper, however a database exports it."""

from typing import Any

import pytest

from tests.horizon.duplicates.made_items import paper
from theodolite.horizon.duplicates.finding import find_duplicates
from theodolite.horizon.duplicates.record import venue_of
from theodolite.horizon.duplicates.venues import same_venue

TITLE = "Dose to the lens of the eye in interventional radiology: a multicentre study"


@pytest.mark.parametrize(
    "change",
    [
        {"title": TITLE.upper() + "."},
        {"title": f"{TITLE} [Erratum appears in Am J Infect Control 2019;47:900]"},
        {"title": TITLE.replace("the eye", "the <i>eye</i>").replace(":", " &ndash;")},
        {"title": TITLE[:60]},
        {"title": TITLE.replace("multicentre", "multicenter").replace("radiology", "radiolgy")},
        {"title": f"{TITLE}<ORIGINAL> Dosis für die Augenlinse"},
        {"title": f"RETRACTED ARTICLE: {TITLE}"},
        {"people": ("Smith J.A.", "Kaur A.", "Angstrom P.")},
        {"people": ("J. A. Smith", "A. Kaur", "P. Ångström")},
        {"people": ("Smith, J. A.", "et al.")},
        {"people": ("Smith J. A.Kaur A.Angstrom P.",)},
        {"people": ("?ngstr?m, P.", "Smith, J.", "Kaur, A.")},
        {"venue": "Am J Infect Control"},
        {"venue": "American journal of infection control (New York)"},
        {"pages": "761-6"},
        {"pages": "761"},
        {"pages": "(no pagination)", "volume": "47 (7)", "issue": None},
        {"year": 2018, "volume": None, "issue": None, "pages": None},
        {"year": 2018, "volume": None, "issue": None, "pages": "1-6", "doi": None},
        {"doi": "https://doi.org/10.1016/J.AJIC.2018.12.005"},
        {"doi": "10.1016/jajic201812005"},
        {"volume": "7", "issue": "47"},
        {"venue": None, "volume": None, "issue": None, "pages": None, "doi": None},
        {"people": None, "doi": None},
        {"year": None},
        {"title": "UNKNOWN"},
    ],
    ids=str,
)
def test_a_paper_is_recognised_in_another_export(change: dict[str, Any]) -> None:
    assert find_duplicates([paper(), paper(1, **change)]).groups == ((0, 1),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Effects of α-tocopherol on radiation injury",
            "Effects of alpha-tocopherol on radiation injury",
        ),
        (
            "Effects of α-tocopherol on radiation injury",
            "Effects of a-tocopherol on radiation injury",
        ),
        (
            "Effects of α-tocopherol on radiation injury",
            "Effects of ?-tocopherol on radiation injury",
        ),
        ("Uptake of <sup>18</sup>F-FDG in the spleen", "Uptake of F-18 FDG in the spleen"),
        ("A database of non-immune travellers", "A data base of nonimmune travelers"),
        ("Copper in hospital textiles", "Copper in hospital textiles (Structured abstract)"),
        ("Copper in hospital textiles", "Copper in hospital textiles (vol 12, pg 3, 2004)"),
        ("A new protocol for the liver in cirrhosis", "A NEW PROTOCOL FOR THE LIVER IN CIRRHOSIS."),
        ("Le cuivre dans les textiles", "[Le cuivre dans les textiles]."),
        ("Dosimetry of small fields. Part II", "Dosimetry of small fields. Part 2"),
        ("A study of two phase III trials", "A study of 2 phase 3 trials"),
    ],
)
def test_a_title_is_recognised_in_other_letters(one: str, other: str) -> None:
    plain = {"doi": None, "pages": None, "volume": None, "issue": None}
    items = [paper(title=one, **plain), paper(1, title=other, **plain)]
    assert find_duplicates(items).groups == ((0, 1),)


def test_authors_are_recognised_by_their_family_names() -> None:
    one = ("Wang, Xiaoming", "Li, Jianguo", "Zhao, Meihua")
    other = ("Wang Xiao-Ming", "Li Jian-Guo", "Zhao Mei-Hua")
    assert find_duplicates([paper(people=one, doi=None), paper(1, people=other)]).groups


def test_a_new_version_of_a_review_is_the_review() -> None:
    review = {"people": ("Tan A.", "Schulze A."), "venue": "Cochrane Database Syst Rev"}
    place = {"volume": None, "pages": "Cd002273"}
    one = paper(**review, **place, doi="10.1002/14651858.CD002273.pub2", year=2004, issue="3")
    other = paper(1, **review, **place, doi="10.1002/14651858.CD002273.pub3", year=2005, issue="2")
    assert find_duplicates([one, other]).groups == ((0, 1),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AJR Am J Roentgenol", "American Journal of Roentgenology"),
        ("J Med Phys", "Journal of medical physics / Association of Medical Physicists of India"),
        ("Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences"),
        ("Physical Review A", "Phys Rev A"),
    ],
)
def test_a_journal_is_recognised_however_it_is_shortened(one: str, other: str) -> None:
    assert same_venue(venue_of(one).words, venue_of(other).words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Phys Rev A", "Phys Rev B"),
        ("Physical Review A", "Physical Review Letters"),
        ("Journal of Physics A", "Journal of Physics B"),
        ("Neurology", "Neuroradiology"),
    ],
)
def test_two_journals_of_nearly_one_name_stay_two(one: str, other: str) -> None:
    assert same_venue(venue_of(one).words, venue_of(other).words) is False


def test_a_translated_title_is_recognised_by_its_place_however_its_journal_is_named() -> None:
    people = {"people": ("Meyer, H", "Schulz, P"), "doi": None}
    one = paper(title="[Dose to the eye in interventional radiology].", venue="Rofo", **people)
    long = "RoFo Fortschritte auf dem Gebiet der Rontgenstrahlen und der Bildgebenden Verfahren"
    other = paper(
        1, title="Dosis des Auges bei Eingriffen unter Durchleuchtung", venue=long, **people
    )
    assert find_duplicates([one, other]).groups == ((0, 1),)


def test_a_title_and_its_only_author_suffice_where_one_record_tells_no_more() -> None:
    no_more = dict.fromkeys(("year", "venue", "volume", "issue", "pages", "doi"))
    one = paper(people=("Wu, Jens",), **no_more)
    assert find_duplicates([one, paper(1, people=("J. Wu",))]).groups == ((0, 1),)
    assert not find_duplicates([one, paper(1, people=("L. Wu",))]).groups
