"""Whatever bytes a file holds, it is read or refused in a sentence; nothing else happens."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.horizon.files.made_items import SEEN, usual_item
from theodolite.horizon.errors import HorizonError
from theodolite.horizon.files import ReadItems, read_payload
from theodolite.horizon.files.front_door import FORMATS, Format
from theodolite.horizon.item import Item

each_format = pytest.mark.parametrize("format_", FORMATS, ids=lambda one: one.name)


def read_or_refused(format_: Format, payload: bytes) -> ReadItems | HorizonError:
    try:
        return format_.read(payload, SEEN)
    except HorizonError as refused:
        return refused


@each_format
@given(payload=st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(format_: Format, payload: bytes) -> None:
    read = read_or_refused(format_, payload)
    assert isinstance(read, ReadItems) or str(read).endswith(".")


@each_format
@settings(max_examples=40)
@given(st.data())
def test_a_file_that_was_cut_or_damaged_is_read_or_refused(
    format_: Format, data: st.DataObject
) -> None:
    items = data.draw(st.lists(usual_item, min_size=1, max_size=2))
    payload = bytearray(format_.write(items))
    cut = data.draw(st.integers(0, len(payload)))
    for _ in range(data.draw(st.integers(0, 3))):
        payload[data.draw(st.integers(0, len(payload) - 1))] = data.draw(st.integers(0, 255))
    read = read_or_refused(format_, bytes(payload[:cut]))
    if isinstance(read, ReadItems):
        assert all(isinstance(item, Item) for item in read.items)
        assert len(read.rows) == len(read.items)


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"%PDF-1.7", b"\x1f\x8b\x08"])
def test_a_file_of_another_kind_is_named_as_what_it_is(start: bytes) -> None:
    with pytest.raises(HorizonError, match=r"references is .*, not a file of records"):
        read_payload(start + b"x" * 50, SEEN)
