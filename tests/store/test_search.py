"""Items are found by their words, whatever is typed, and only by those who may see them."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web.conftest import make_account
from theodolite.store.models import Account, ListedItem
from theodolite.store.search import Found, search

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.either_database]


def listed(identity: str, title: str, abstract: str = "", **named: object) -> ListedItem:
    return ListedItem.objects.create(
        identity=identity, title=title, abstract=abstract, kind="paper", observed_at=NOON, **named
    )


@pytest.fixture
def curator() -> Account:
    listed("a", "Dose to the lens of the eye", "Cataracts in radiographers were counted.")
    listed("b", "Cataracts", "Of the eye, after doses to the whole head.", state="kept")
    listed("c", "Zürich: naïve imaging", "Proton arcs.", venue="Physica Medica", people="Müller, A")
    return make_account("curator")


def names(found: Found) -> list[str]:
    return [one.item.identity for one in found.hits]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dose", "ab"),
        ("DOSES eyes", "ab"),
        ("lens eye", "a"),
        ('"lens of the eye"', "a"),
        ('"eye lens"', ""),
        ("radiogr*", "a"),
        ("radiogr", "a"),
        ("zürich", "c"),
        ("müller", "c"),
        ("medica", "c"),
        ("eye proton", ""),
        ("", ""),
        ("? -- *", ""),
    ],
)
def test_words_find_what_has_them_all(curator: Account, typed: str, found: str) -> None:
    assert sorted(names(search(typed, curator))) == sorted(found)


def test_a_word_of_the_title_counts_more(curator: Account) -> None:
    assert names(search("cataracts", curator)) == ["b", "a"]


def test_hits_show_the_words_where_they_stand(curator: Account) -> None:
    (hit,) = search("radiographers lens", curator).hits
    assert [one.text for one in hit.title if one.is_match] == ["lens"]
    assert [one.text for one in hit.passage if one.is_match] == ["radiographers"]
    assert "".join(one.text for one in hit.title) == hit.item.title


def test_others_find_only_what_they_may_see(curator: Account) -> None:
    assert names(search("eye", make_account())) == ["b"]
    assert search("eye", make_account()).total == 1


def test_pages_follow_each_other_and_filters_leave_out(curator: Account) -> None:
    pages = [search("eye", curator, start=start, count=1) for start in (0, 1, 2)]
    assert [names(page) for page in pages] == [
        *([[one] for one in names(search("eye", curator))]),
        [],
    ]
    assert {page.total for page in pages} == {2}
    assert names(search("eye", curator, narrowed=Q(state="kept"))) == ["b"]


def test_the_index_follows_every_change(curator: Account) -> None:
    ListedItem.objects.filter(identity="a").update(title="Brachytherapy", abstract="")
    assert names(search("eye", curator)) == ["b"]
    assert names(search("brachytherapy", curator)) == ["a"]
    ListedItem.objects.filter(identity="a").delete()
    assert not search("brachytherapy", curator).hits


def test_what_is_kept_or_given_up_is_found_or_not_by_members_at_once(curator: Account) -> None:
    member, dose = make_account(), ListedItem.objects.filter(identity="a")
    for state, found in (("kept", ["a"]), ("discarded", []), ("kept", ["a"])):
        dose.update(state=state)
        assert names(search("lens", member)) == found
        assert names(search("lens", curator)) == ["a"]
    dose.update(title="Brachytherapy", abstract="")
    assert not search("lens", member).hits
    assert names(search("brachytherapy", member)) == ["a"]
    dose.update(title="Dose to the lens", state="waiting")
    dose.update(state="kept")
    assert names(search("lens", member)) == ["a"]
    dose.delete()
    assert not search("lens", member).hits


def test_what_is_deleted_leaves_no_trace_in_the_index(curator: Account) -> None:
    listed("secret", "Quixotic", state="kept")
    ListedItem.objects.filter(identity="secret").delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for index in ("listed_words", "listed_kept_words"):
                cursor.execute(f"SELECT count(*) FROM {index}_data WHERE block LIKE '%quixot%'")  # noqa: S608  one of two names
                assert cursor.fetchone() == (0,)
                cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")  # noqa: S608  one of two names


@given(st.text() | st.text(st.sampled_from("\"*\x00\\'&|!:()<->^+-{} ab²\u0378\ud800NEAR OT")))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_typed_is_a_question(curator: Account, typed: str) -> None:
    found = search(typed, curator)
    assert found.total >= len(found.hits) >= 0
