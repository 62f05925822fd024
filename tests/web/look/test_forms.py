"""Every form of the site: labels, hints and mistakes tied to their controls."""

from datetime import date

import pytest
from django import forms
from django.template import engines
from lxml import html

from tests.web.look.gallery import EveryField
from theodolite.web.look.fields import DayField

WRONG = {"email": "nobody", "count": "12", "day": "31 2 2026", "note": "x" * 201}


def shown(form: forms.Form) -> html.HtmlElement:
    return html.fragment_fromstring(str(form), create_parent="form")


def test_every_control_has_a_label_or_a_legend() -> None:
    form = shown(EveryField())
    for control in form.xpath(".//*[self::input or self::select or self::textarea]"):
        if control.get("type") != "hidden":
            assert form.xpath(f'.//label[@for="{control.get("id")}"]'), control.get("name")
    assert [one.text for one in form.xpath(".//legend")] == ["Kind", "Topics"]


def test_hints_and_mistakes_describe_the_control_they_belong_to() -> None:
    form = shown(EveryField(WRONG, {}))
    described = form.xpath(".//*[@aria-describedby]")
    for one in described:
        for name in one.get("aria-describedby").split():
            assert form.xpath(f'.//*[@id="{name}"]'), f"{one.get('name')} is described by {name}"
    assert "id_title_helptext id_title_error" in {one.get("aria-describedby") for one in described}
    assert "id_note_error id_note-info" in {one.get("aria-describedby") for one in described}


def test_the_summary_of_mistakes_leads_to_each_control_and_names_it() -> None:
    form = shown(EveryField(WRONG, {}))
    links = form.xpath('.//*[contains(@class, "nhsuk-error-summary")]//a')
    assert len(links) == 12
    for link in links:
        assert form.xpath(f'.//*[@id="{link.get("href")[1:]}"]'), link.get("href")
    assert "Email: Enter a valid email address." in [link.text_content() for link in links]


def test_a_mistake_of_the_whole_form_is_in_the_summary() -> None:
    form = EveryField(WRONG, {})
    form.add_error(None, "Either a title or a note is needed.")
    assert "Either a title or a note is needed." in shown(form).text_content()


def test_a_form_without_mistakes_has_no_summary() -> None:
    assert not shown(EveryField()).xpath('.//*[contains(@class, "error")]')


def test_numbers_are_typed_as_text_so_that_a_wheel_changes_nothing() -> None:
    (count,) = shown(EveryField()).xpath('.//input[@name="count"]')
    assert (count.get("type"), count.get("inputmode")) == ("text", "decimal")


def test_what_is_too_long_is_counted_and_not_cut_off() -> None:
    (note,) = shown(EveryField()).xpath('.//textarea[@name="note"]')
    assert note.get("maxlength") is None
    assert note.getparent().get("data-maxlength") == "200"


def test_words_of_others_are_shown_as_words() -> None:
    form = EveryField({**WRONG, "title": "<b>bold</b>", "horizon": "<i>"}, {})
    assert not shown(form).xpath(".//b | .//i")


@pytest.mark.parametrize("typed", ["27 3 2026", "27/03/2026", "2026-03-27", "27 March 2026"])
def test_a_day_is_read_as_people_write_it(typed: str) -> None:
    assert DayField().clean(typed) == date(2026, 3, 27)


@pytest.mark.parametrize("typed", ["31 2 2026", "2026", "03/27/2026", "tomorrow"])
def test_a_day_that_is_none_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(forms.ValidationError, match="such as 27 3 2026"):
        DayField().clean(typed)


def test_a_name_that_a_template_was_not_given_fails() -> None:
    with pytest.raises(NameError, match=r"page\.titel"):
        engines["django"].from_string("{{ page.titel }}").render({"page": {"title": "Inbox"}})
