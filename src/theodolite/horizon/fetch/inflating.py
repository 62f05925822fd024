"""Unpack what a server sent packed, never to more bytes than are allowed."""

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from theodolite.horizon.fetch.refusals import RefusedByServer, TooMuch

ACCEPTED = "gzip, deflate"
"""The packings that are asked for."""

_STEP = 65_536
_GZIP = zlib.MAX_WBITS + 16


def inflated(chunks: Iterable[bytes], packing: str, *, most: int) -> bytes:
    """Join the chunks of a body, unpacked by its Content-Encoding, or refuse beyond `most` bytes.

    Packed and unpacked bytes are both counted, so a bomb is refused as soon as it is one; no more
    than 64 kB are unpacked at a time (RFC 9110, section 8.4; RFC 1952).
    """
    unpacker = _unpacker(packing)
    body = bytearray()
    received = 0
    for chunk in chunks:
        received += len(chunk)
        for piece in unpacker.pieces(chunk):
            body += piece
            if len(body) > most:
                break
        if max(received, len(body)) > most:
            raise TooMuch(
                f"The answer holds more than {most:,} bytes, so reading it was stopped."
                " A source should send a page at a time. Ask it for fewer items, or leave it out."
            )
    if received and not unpacker.is_complete():
        raise _unpackable("it ends too early")
    return bytes(body)


class _Unpacker(Protocol):
    def pieces(self, chunk: bytes) -> Iterator[bytes]: ...
    def is_complete(self) -> bool: ...


def _unpacker(packing: str) -> _Unpacker:
    names = [one.strip().lower() for one in packing.split(",")]
    names = [one for one in names if one not in ("", "identity")]
    if not names:
        return _Plain()
    if names in (["gzip"], ["x-gzip"], ["deflate"]):
        return _Inflater(names[0])
    raise RefusedByServer(
        f"The answer is packed as {packing!r}, though only {ACCEPTED} was asked for."
        " The server does not follow HTTP. Tell its owner, or leave the source out."
    )


class _Plain:
    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk

    def is_complete(self) -> bool:
        return True


class _Inflater:
    """State of one body: gzip members one after another, or zlib or raw deflate."""

    def __init__(self, name: str) -> None:
        self._is_gzip = name != "deflate"
        self._held = b""
        self._stream = zlib.decompressobj(_GZIP) if self._is_gzip else None

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        chunk, self._held = self._held + chunk, b""
        if self._stream is None:
            if len(chunk) < 2:
                self._held = chunk
                return
            self._stream = zlib.decompressobj(_window(chunk))
        yield from self._inflated(self._stream, chunk)

    def is_complete(self) -> bool:
        return self._stream is not None and self._stream.eof

    def _inflated(self, stream: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
        piece = b""
        # A full piece may have more behind it although all that was sent has been taken in.
        while chunk or len(piece) == _STEP:
            if stream.eof:
                if not self._is_gzip or not chunk.strip(b"\0"):
                    return
                self._stream = stream = zlib.decompressobj(_GZIP)
            try:
                piece = stream.decompress(chunk, _STEP)
            except zlib.error as error:
                raise _unpackable(str(error)) from None
            yield piece
            chunk = stream.unconsumed_tail or stream.unused_data


def _window(start: bytes) -> int:
    """Deflate has a zlib header (RFC 1950), but some servers send it without."""
    has_header = start[0] & 0x0F == 8 and int.from_bytes(start[:2], "big") % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS


def _unpackable(why: str) -> RefusedByServer:
    return RefusedByServer(
        f"The answer cannot be unpacked ({why}), so it was cut off or is not what it says it is."
        " It is asked for again at the next scan; tell the source's owner if this stays."
    )
