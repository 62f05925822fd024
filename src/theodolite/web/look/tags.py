"""Tags that every template may use without loading them."""

from typing import Any

from django import template
from django.forms import BoundField
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from theodolite.web.look import built

register = template.Library()


@register.simple_tag
def asset(name: str) -> str:
    """Address of a built file: `{% asset "site.css" %}`."""
    return built.asset(name)


@register.simple_tag(takes_context=True)
def nav_link(context: Context, page: str, words: str, *args: Any, others: str = "") -> SafeString:
    """A line of a navigation, marked where it leads here: `{% nav_link "home" "Today" %}`.

    It is marked below its address, too, and below those of `others`, pages that belong to it.
    """
    address = reverse(page, args=args)
    here = context["request"].path
    current = "page" if here == address else ""
    below = (address, *map(reverse, others.split())) if address != "/" else ()
    if not current and here.startswith(below):
        current = "true"
    marked = format_html(' aria-current="{}"', current) if current else ""
    return format_html('<li><a href="{}"{}>{}</a></li>', address, marked, words)


@register.simple_block_tag
def scrolling(content: str, label: str) -> SafeString:
    """Something wide that moves inside itself: `{% scrolling "Sources" %}…{% endscrolling %}`."""
    return format_html(
        '<div class="scroll" role="region" aria-label="{}" tabindex="0">{}</div>', label, content
    )


@register.simple_block_tag
def details(content: str, summary: str, *, is_open: bool = False) -> SafeString:
    """Words behind a line to open: `{% details "Why is this here?" %}…{% enddetails %}`."""
    return format_html(
        '<details class="nhsuk-details"{}><summary class="nhsuk-details__summary">'
        '<span class="nhsuk-details__summary-text">{}</span></summary>'
        '<div class="nhsuk-details__text">{}</div></details>',
        " open" if is_open else "",
        summary,
        content,
    )


@register.simple_block_tag
def card(content: str, heading: str, href: str = "") -> SafeString:
    """A box with a heading, which may lead on: `{% card "Sources" href %}…{% endcard %}`."""
    title = format_html('<a class="nhsuk-card__link" href="{}">{}</a>', href, heading)
    return format_html(
        '<div class="nhsuk-card{}"><div class="nhsuk-card__content">'
        '<h2 class="nhsuk-card__heading nhsuk-heading-s">{}</h2>{}</div></div>',
        " nhsuk-card--clickable" if href else "",
        title if href else heading,
        content,
    )


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Words set apart from the text: `{% inset %}…{% endinset %}`."""
    return format_html('<div class="nhsuk-inset-text">{}</div>', content)


@register.simple_tag
def tag(words: str, colour: str = "") -> SafeString:
    """A state in one word; colours: grey, green, aqua-green, purple, pink, red, orange, yellow."""
    kind = f" nhsuk-tag--{colour}" if colour else ""
    return format_html('<strong class="nhsuk-tag{}">{}</strong>', kind, words)


@register.simple_tag
def mistake(field: BoundField, error: str) -> str:
    """What is wrong, told away from its field: Django's own messages do not name it."""
    is_told = not error.startswith(_OF_ANY_FIELD)
    return error if is_told else f"{str(field.label).rstrip('?:')}: {error}"


_OF_ANY_FIELD = ("This field ", "This value ", "Ensure this ", "Enter a ", "Select a ", "No file ")


@register.simple_tag
def submit(words: str, kind: str = "", name: str = "", value: str = "") -> SafeString:
    """A button that sends its form; kinds: secondary, warning. Sends `name=value` where named."""
    sent = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button class="nhsuk-button{}" type="submit" data-module="nhsuk-button"'
        ' data-prevent-double-click="true"{}>{}</button>',
        f" nhsuk-button--{kind}" if kind else "",
        sent,
        words,
    )
