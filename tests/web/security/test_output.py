"""What people type comes out as words: no template trusts it, and no failure tells what it held."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site
from django.template import engines
from django.test import Client
from pytest_django import Settings

from tests.web.browser import Visit
from tests.web.conftest import make_account
from theodolite.store.models import Group
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


def test_markup_in_names_does_nothing_in_a_browser(visit: Visit) -> None:
    account = make_account("administrator")
    account.name = NASTY
    account.save()
    Group.objects.create(name=NASTY, about=NASTY)
    page = visit("/administration/people/", by=account)
    for path in ("/", "/account/", "/administration/groups/", "/administration/history/"):
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + path)
        assert page.title() not in ("1", "2")
        assert page.locator('img[src="x"]').count() == 0
    assert page.get_by_text("<img src=x").first.is_visible()


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
