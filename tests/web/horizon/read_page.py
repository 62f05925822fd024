"""A page as a test reads it: its words, and what its forms would send."""

from dataclasses import dataclass

from django.test import Client
from lxml import html
from lxml.html import HtmlElement


@dataclass(frozen=True)
class Read:
    """A page; parts are named by XPath."""

    whole: HtmlElement

    def words(self, path: str = "//main") -> str:
        """The words of the first such part, an empty text where there is none."""
        found = self.whole.xpath(path)
        return " ".join(found[0].text_content().split()) if found else ""

    def all_words(self, path: str) -> list[str]:
        """The words of every such part."""
        return [" ".join(one.text_content().split()) for one in self.whole.xpath(path)]

    def form(self, path: str) -> dict[str, str]:
        """What the hidden fields of the first such form hold."""
        form = self.whole.xpath(path)[0]
        hidden = form.xpath(".//input[@type='hidden']")
        return {one.get("name"): one.get("value") for one in hidden}

    def values(self, name: str) -> list[str]:
        """The values of every field of a name."""
        return list(self.whole.xpath(f"//input[@name='{name}']/@value"))


def read(content: bytes) -> Read:
    """The page that an answer holds."""
    return Read(html.document_fromstring(content))


def page_of(client: Client, address: str) -> Read:
    """The page at an address, which must be there."""
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return read(answer.content)
