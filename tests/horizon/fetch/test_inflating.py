"""What comes packed is unpacked whole, or not at all; a bomb never gets far."""

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from theodolite.horizon.fetch.inflating import inflated
from theodolite.horizon.fetch.refusals import CannotFetch, RefusedByServer, TooMuch


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(content) + packer.flush()


PACKERS = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "DEFLATE, identity": raw_deflate,
    "": bytes,
    "identity": bytes,
}


def pieces(content: bytes, size: int) -> list[bytes]:
    return [content[start : start + size] for start in range(0, len(content), size)]


@given(st.binary(max_size=300), st.integers(1, 40), st.sampled_from(sorted(PACKERS)))
def test_what_was_packed_comes_out_whatever_the_chunks(
    content: bytes, size: int, packing: str
) -> None:
    repeated = content * 700
    packed = PACKERS[packing](repeated)
    size = max(size, len(packed) // 50)
    assert inflated(pieces(packed, size), packing, most=len(repeated) + len(packed)) == repeated


@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br", ""]))
def test_any_bytes_end_in_bytes_or_in_a_refusal(content: bytes, packing: str) -> None:
    body = b""
    with suppress(CannotFetch):
        body = inflated(pieces(content, 7), packing, most=1_000)
    assert len(body) <= 1_000


def test_gzip_members_one_after_another_are_one_body() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0"
    assert inflated(pieces(packed, 3), "gzip", most=100) == b"one two"


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
def test_a_body_that_was_cut_off_is_refused(packing: str) -> None:
    packed = PACKERS[packing](b"dose " * 1_000)
    with pytest.raises(RefusedByServer, match="ends too early"):
        inflated([packed[:-5]], packing, most=10_000)


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip"])
def test_a_packing_that_was_not_asked_for_is_refused(packing: str) -> None:
    with pytest.raises(RefusedByServer, match="gzip, deflate"):
        inflated([b"x"], packing, most=100)


def test_a_bomb_is_refused_before_it_goes_off() -> None:
    """A gigabyte of zeros in a megabyte; no more is unpacked than is allowed."""
    packed = io.BytesIO()
    with gzip.open(packed, "wb", compresslevel=1) as file:
        for _ in range(64):
            file.write(bytes(1_000_000))

    def chunks() -> Iterator[bytes]:
        yield packed.getvalue()

    tracemalloc.start()
    with pytest.raises(TooMuch, match="1,000,000 bytes"):
        inflated(chunks(), "gzip", most=1_000_000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 6_000_000
