"""XML from anyone, opened without trusting it: no entities, no network, no giants."""

import re
from typing import Any

from lxml import etree

from theodolite.horizon.errors import UnreadableSource

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NOT_XML_BYTES = re.compile(
    rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#(?:x0*1?[0-9a-fA-F]|0*[12]?\d|0*3[01]);"
)
_ALLOWED_REFERENCES = re.compile(rb"&#(?:x0*[9aAdD]|0*9|0*1[03]);")


def tree_from(payload: bytes, name: str) -> Any:
    """The root element of an XML file; one that declares entities or is not XML is refused.

    Characters that XML forbids are dropped, because common tools write them all the same.
    """
    try:
        root = etree.fromstring(payload, _parser())
    except etree.XMLSyntaxError:
        root = _without_forbidden_characters(payload, name)
    internal = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise UnreadableSource(
            f"{name} declares XML entities of its own, which a bibliographic file has no use for"
            " and an attack does. Export it again from the tool it came from."
        )
    return root


def text_of(element: Any) -> str:
    """All text inside an element, mark-up dropped and white space made single; '' for None."""
    return "" if element is None else " ".join(str(element.xpath("string()")).split())


def written(root: Any) -> bytes:
    """The bytes of a tree in UTF-8, one element a line where that changes nothing."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def add(parent: Any, tag: str, text: str = "", **attributes: str) -> Any:
    """A new last child with its text; characters that XML forbids are left out."""
    child = etree.SubElement(parent, tag, attributes)
    if text:
        child.text = _NOT_XML.sub("", text)
    return child


def _parser() -> Any:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _without_forbidden_characters(payload: bytes, name: str) -> Any:
    cleaned = _NOT_XML_BYTES.sub(_kept_reference, payload)
    try:
        return etree.fromstring(cleaned, _parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableSource(
            f"{name} is not well-formed XML: {error.msg}. A whole XML file was expected."
            " Export or download it again; it may have been cut short."
        ) from None


def _kept_reference(found: re.Match[bytes]) -> bytes:
    return found[0] if _ALLOWED_REFERENCES.fullmatch(found[0]) else b""
