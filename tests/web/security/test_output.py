"""What people type comes out as words: no template trusts it, and no failure tells what it held."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings as site
from django.template import engines
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.web.browser import Visit
from tests.web.conftest import make_account
from tests.web.horizon.made import made_workspace
from tests.web.look.world import people_of_every_role
from theodolite.store.models import Account, Group, ListedItem, Sighting
from theodolite.web import settings as real

SOURCE = Path(real.__file__).parents[1]

TRUSTED = {
    "web/templates/django/forms/field.html": "hints of fields, which are our own words",
    "web/templates/django/forms/hint_and_errors.html": "hints of fields, which are our own words",
    "web/templates/mfa/totp/activate_form.html": "the picture of a key, drawn by us",
}
"""Templates that pass something on as markup, with the reason."""

NASTY = '<img src=x onerror="document.title=1"><script>document.title=2</script>\'"{{ 7*7 }}'


def test_only_the_templates_in_the_list_trust_what_they_are_given() -> None:
    trusting = {
        str(file.relative_to(SOURCE))
        for file in (SOURCE / "web" / "templates").rglob("*.html")
        if re.search(r"\|\s*safe|autoescape off|safeseq", file.read_text("utf-8"))
    }
    assert trusting == set(TRUSTED)


def test_no_program_calls_words_markup() -> None:
    calling = [
        str(file.relative_to(SOURCE))
        for file in SOURCE.rglob("*.py")
        if re.search(r"mark_safe\(|SafeString\(|format_html\(f\"", file.read_text("utf-8"))
    ]
    assert not calling, "Build markup with format_html, whose arguments are escaped."


def test_every_template_escapes_unless_it_says_otherwise() -> None:
    engine = engines["django"].engine
    assert engine.autoescape is True
    assert site.DEBUG is False


@pytest.mark.django_db
def test_what_people_type_is_escaped_wherever_it_is_shown(administrator: Client) -> None:
    account = make_account()
    account.name = NASTY
    account.save()
    group = Group.objects.create(name=NASTY, about=NASTY)
    for page in (
        "/administration/people/",
        f"/administration/people/{account.key}/",
        "/administration/groups/",
        f"/administration/groups/{group.pk}/",
        f"/administration/people/?q={NASTY}",
        f"/administration/history/?kind={NASTY}",
    ):
        shown = administrator.get(page).content.decode()
        assert "<img src=x" not in shown
        assert "<script>document" not in shown
        assert "&lt;img" in shown


PAGES_OF_WORDS = {
    "administrator": ("/administration/people/", "/administration/groups/", "/account/"),
    "curator": ("/", "/horizon/triage/", "/horizon/item/?of={item}", "/sightings/awaiting/"),
    "member": ("/", "/sightings/mine/", "/horizon/watch/"),
}
"""Where names, titles, notes and what people saw are shown, by who looks."""


def nasty_world() -> dict[str, Account]:
    """People, a group, items of feeds, a sighting and a note, all of them with markup."""
    people = people_of_every_role()
    Account.objects.update(name=NASTY)
    Group.objects.update(name=NASTY, about=NASTY)
    made_workspace()
    ListedItem.objects.update(
        title=NASTY, abstract=NASTY, people=NASTY, venue=NASTY, address="javascript:alert(3)"
    )
    Sighting.objects.create(
        account=people["member"],
        given=NASTY,
        why=NASTY,
        identity="x",
        given_at=timezone.now(),
        due_on=timezone.localdate(),
    )
    return people


def test_markup_in_names_titles_and_notes_does_nothing_in_a_browser(visit: Visit) -> None:
    people, item = nasty_world(), ListedItem.objects.earliest("pk")
    for role, paths in PAGES_OF_WORDS.items():
        page = visit("/", by=people[role])
        start, shown = page.url.rstrip("/"), ""
        for path in paths:
            answer = page.goto(start + path.format(item=quote(item.identity, safe="")))
            assert answer is not None
            assert answer.status == 200, path
            assert page.title() not in ("1", "2", "3")
            assert page.locator('img[src="x"]').count() == 0
            assert page.locator('[href^="javascript:"]').count() == 0
            shown += page.locator("main").inner_text()
        assert "<img src=x" in shown, f"{role} saw no words with markup at all"


@pytest.mark.django_db
def test_a_failure_of_ours_tells_nothing_of_what_it_held(
    client: Client, settings: Settings
) -> None:
    settings.ROOT_URLCONF = "tests.web.security.failing_urls"
    client.raise_request_exception = False
    answer = client.get("/fail")
    shown = answer.content.decode()
    assert answer.status_code == 500
    for word in ("Traceback", "ArithmeticError", "the secret in hand", "failing_urls", "django"):
        assert word not in shown


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/nowhere", "/administration/groups/999/", "/welcome/x/"])
def test_a_refusal_tells_nothing_of_the_inside(administrator: Client, path: str) -> None:
    shown = administrator.get(path).content.decode()
    for word in ("Traceback", "urlconf", "theodolite.web", "DoesNotExist"):
        assert word not in shown
