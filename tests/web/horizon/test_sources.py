"""Sources: how each is, and what a curator changes in their list."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.web.conftest import client_of, make_account
from tests.web.horizon.read_page import page_of, read
from theodolite.horizon.sources.kinds import KINDS
from theodolite.horizon.sources.opml import sources_in
from theodolite.horizon.sources.sources_file import read_sources
from theodolite.store.models import Account, Entry, Export, Job, ListedSource
from theodolite.web.horizon.kinds_of_sources import NAMES

OPML = b"""<opml version="2.0"><body>
<outline text="Made-up letters" type="rss" xmlUrl="https://letters.example/feed"/>
<outline text="Made-up notes" type="rss" xmlUrl="https://notes.example/feed"/>
</body></opml>"""


def listed() -> Path:
    return Path(settings.FOLDER) / "sources.toml"


def source(name: str):
    return next(one for one in read_sources(listed()) if one.name == name)


def asked(client: Client, **said: object) -> dict[str, object]:
    """What the form of how the journal is asked would send."""
    page = page_of(client, f"{reverse('horizon:source')}?of=journal")
    return page.form("//form[.//*[@name='every_hours']]") | said


def test_every_source_tells_how_it_is_and_what_it_brought(ann: Account) -> None:
    page = page_of(client_of(ann), reverse("horizon:sources"))
    rows = page.all_words("//tbody/tr")
    assert [row.split()[0] for row in rows] == [
        "database",
        "journal",
        "meetings",
        "notices",
        "preprints",
    ]
    assert page.all_words("//tbody/tr[2]/td")[2:] == ["40", "0 of 167"]


def test_only_a_source_that_brought_something_leads_to_it(ann: Account) -> None:
    client = client_of(ann)
    link = "//main//a[contains(@href, 'search')]"
    page = page_of(client, f"{reverse('horizon:source')}?of=journal")
    assert page_of(client, page.whole.xpath(link)[0].get("href")).words("//ol")
    ListedSource.objects.filter(name="journal").delete()
    assert not page_of(client, f"{reverse('horizon:source')}?of=journal").all_words(link)


def test_a_source_is_changed_where_it_stands_and_the_rest_of_the_list_stays(ann: Account) -> None:
    client, before = client_of(ann), listed().read_text("utf-8")
    form = asked(client, topics=["climate"], owner="Ann", every_hours="12", paused="on")
    assert client.post(reverse("horizon:change_source"), form).status_code == 302
    now = source("journal")
    assert (now.topics, now.owner, now.every_hours, now.paused) == (("climate",), "Ann", 12.0, True)
    assert [line for line in before.splitlines() if line.startswith("#")] == [
        line for line in listed().read_text("utf-8").splitlines() if line.startswith("#")
    ]
    assert "Paused" in page_of(client, f"{reverse('horizon:source')}?of=journal").words()
    entry = Entry.objects.filter(kind="source").get()
    assert (entry.subject, entry.by) == ("journal", ann.key)


def test_what_two_curators_change_of_a_source_is_shown_to_the_second(ann: Account) -> None:
    hers, his = client_of(ann), client_of(make_account("curator"))
    seen = asked(his, owner="Ben", every_hours="24")
    change = reverse("horizon:change_source")
    assert hers.post(change, asked(hers, owner="Ann", every_hours="24")).status_code == 302
    told = his.post(change, seen)
    assert told.status_code == 409
    page = read(told.content)
    assert "Ann" in page.words("//section[@aria-labelledby='theirs']")
    assert "Ben" in page.words("//section[@aria-labelledby='yours']")
    assert "hours" not in page.words("//div[@class='versions']")
    assert source("journal").owner == "Ann"
    assert his.post(change, page.form("//main//form")).status_code == 302
    assert source("journal").owner == "Ben"


def test_a_rhythm_that_makes_no_sense_is_refused_beside_its_field(ann: Account) -> None:
    form = {"of": "journal", "owner": "", "every_hours": "0"}
    answer = client_of(ann).post(reverse("horizon:change_source"), form)
    assert answer.status_code == 422
    assert source("journal").every_hours == 24.0


def test_a_source_is_asked_by_a_job_and_never_by_the_request(ann: Account) -> None:
    client = client_of(ann)
    assert client.post(reverse("horizon:ask_source"), {"of": "journal"}).status_code == 302
    job = Job.objects.get(kind="scan")
    assert (job.detail, job.by) == ({"sources": ["journal"]}, ann.key)
    assert (
        "Scan of the sources, asked for on" in page_of(client, reverse("horizon:sources")).words()
    )


def test_an_address_is_recognised_by_a_job(ann: Account) -> None:
    form = {
        "address": "https://nowhere.example/feed",
        "name": "",
        "kind": "",
        "topics": ["climate"],
    }
    assert client_of(ann).post(reverse("horizon:add_source"), form).status_code == 302
    job = Job.objects.get(kind="recognise")
    assert job.detail["address"] == "https://nowhere.example/feed"
    assert job.detail["topics"] == ["climate"]


@pytest.mark.parametrize(
    "address",
    [
        *("/etc/passwd", "file:///etc/passwd", "https://a:b@x.example/", "http://127.0.0.1:8000/"),
        *("https://localhost/feed", "webcal://10.0.0.8/days.ics", "http://169.254.169.254/meta"),
    ],
)
def test_no_file_password_or_host_inside_becomes_a_source(ann: Account, address: str) -> None:
    answer = client_of(ann).post(reverse("horizon:add_source"), {"address": address})
    assert answer.status_code == 422
    assert not Job.objects.exists()


def test_a_list_of_a_feed_reader_becomes_many_sources(ann: Account) -> None:
    sent = SimpleUploadedFile("feeds.opml", OPML, "text/x-opml")
    answer = client_of(ann).post(reverse("horizon:add_opml"), {"list": sent})
    assert answer.status_code == 302
    assert source("Made-up letters").address == "https://letters.example/feed"
    assert source("Made-up notes").kind == "feed"


def test_the_list_is_handed_over_as_a_feed_reader_reads_it_and_written_down(ann: Account) -> None:
    client = client_of(ann)
    sent = SimpleUploadedFile("feeds.opml", OPML, "text/x-opml")
    client.post(reverse("horizon:add_opml"), {"list": sent})
    answer = client.get(reverse("horizon:opml_file"))
    names = {one.name for one in sources_in(answer.content, name="sources.opml")}
    assert {"Made-up letters", "Made-up notes"} <= names
    assert Export.objects.get(what="sources.opml").sha256 == sha256(answer.content).hexdigest()


def test_a_list_without_feeds_is_refused_with_a_way_out(ann: Account) -> None:
    sent = SimpleUploadedFile("feeds.opml", b'<opml version="2.0"><body></body></opml>')
    answer = client_of(ann).post(reverse("horizon:add_opml"), {"list": sent})
    assert answer.status_code == 422
    assert "holds no feed" in answer.content.decode()


def test_only_curators_see_sources(ann: Account) -> None:
    assert client_of(make_account("council")).get(reverse("horizon:sources")).status_code == 403


def test_every_kind_of_source_is_called_something_in_words() -> None:
    assert NAMES.keys() == KINDS.keys()


def test_the_form_of_a_new_source_offers_kinds_in_words(ann: Account) -> None:
    page = client_of(ann).get(reverse("horizon:add_source")).content.decode()
    assert '<option value="json-feed">JSON Feed</option>' in page
