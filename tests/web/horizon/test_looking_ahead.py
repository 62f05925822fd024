"""Topics, trends, radar and gaps: what the last placing found, with its figures."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.web.conftest import client_of
from tests.web.horizon.read_page import page_of
from theodolite.horizon.radar.kept_editions import last_kept
from theodolite.store.models import Account, Drawing


def test_topics_are_counted_and_tell_whether_they_rise(ann: Account) -> None:
    page = page_of(client_of(ann), reverse("horizon:topics"))
    cells = page.all_words("//tbody/tr[1]/*")
    assert cells[:2] == ["Climate and carbon grand challenge", "Steady"]
    assert [int(one) for one in cells[2:]] == [25, 0, 2]


def test_trends_tell_what_rises_with_how_sure_that_is(ann: Account) -> None:
    told = page_of(client_of(ann), reverse("horizon:trends")).words()
    assert "“helium free magnet”" in told
    assert "are expected to be chance" in told
    assert "How such claims turned out before" in told


def test_a_figure_says_in_words_and_numbers_what_it_shows(ann: Account) -> None:
    client = client_of(ann)
    page = page_of(client, f"{reverse('horizon:topic')}?of=climate")
    (alt,) = page.whole.xpath("//figure/img/@alt")
    assert alt.startswith("Line chart of Topic “Climate and carbon”")
    assert "2026-06" in page.words("//figure//table")
    (source,) = page.whole.xpath("//figure/img/@src")
    figure = client.get(source)
    assert figure.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert figure.content.lstrip().startswith(b"<?xml") or b"<svg" in figure.content[:300]


def test_a_figure_is_fetched_once_and_by_its_content(ann: Account) -> None:
    client, drawing = client_of(ann), Drawing.objects.get(code="radar")
    address = reverse("horizon:figure", args=["radar", drawing.digest[:16]])
    first = client.get(address)
    assert "immutable" in first.headers["Cache-Control"]
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    old = client.get(reverse("horizon:figure", args=["radar", "0" * 16]))
    assert "immutable" not in old.headers["Cache-Control"]
    assert client.get(reverse("horizon:figure", args=["nothing", "0" * 16])).status_code == 404


def test_a_radar_that_is_kept_is_what_the_next_is_compared_with(ann: Account) -> None:
    client = client_of(ann)
    page = page_of(client, reverse("horizon:radar"))
    assert "Helium free magnet New" in " ".join(page.all_words("//h3"))
    assert "There is no earlier edition" in page.words()
    assert client.post(reverse("horizon:keep_radar")).status_code == 302
    kept = last_kept(Path(settings.FOLDER), before=date(2026, 7, 2))
    assert kept is not None
    assert "Helium free magnet" in [spot.name for spot in kept.spots]
    (Path(settings.FOLDER) / "radar" / "2026-07-01.json").unlink()


def test_gaps_and_deadlines_are_told(ann: Account) -> None:
    told = page_of(client_of(ann), reverse("horizon:gaps")).words()
    assert "Safety and security: asked for since April 2026" in told
    assert "Safety and security: Safety and security" not in told
    assert "Just over" in told
    assert "no answer known" in told


def test_where_nothing_was_worked_out_yet_every_page_says_so_kindly(curator: Client) -> None:
    said = {
        "triage": "Nothing waits for you",
        "conflicts": "Nobody differs on anything",
        "round": "Nothing was ranked yet",
        "search": "0 items",
        "trends": "Nothing was counted yet",
        "radar": "No radar was drawn yet",
        "gaps": "Nothing was looked for yet",
        "watch_lists": "You watch nothing yet",
    }
    for name, words in said.items():
        assert words in page_of(curator, reverse(f"horizon:{name}")).words()
