"""Answers kept for asking again politely (RFC 9111), one file each, safe to delete at any time.

hishel decides what may be kept, for how long, and how it is asked for again; only where it lies is
ours. hishel's own SQLite storage turns on the write-ahead log that damages files under SQLite
before 3.51.3, and writes addresses down, which may hold a key; here a file is named by a hash and
holds no address.
"""

import json
import os
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from hishel import BaseStorage, Entry, Headers, Request, Response

LARGEST_CACHE = 200_000_000
"""Bytes of answers that are kept; those used longest ago go first."""

_SECRET_HEADERS = {"authorization", "crossref-plus-api-token", "cookie", "set-cookie"}


class AnswerCache(BaseStorage):
    """What was answered to one address; made anew for every request.

    An answer that was written down more than `fresh_seconds` before `now` is asked for again,
    however long the server said that it would be good.
    """

    def __init__(self, folder: Path, address: str, *, now: datetime, fresh_seconds: float) -> None:
        super().__init__(max_stream_size=LARGEST_CACHE // 4)
        self._folder = folder
        self._address = address
        self._now = now.timestamp()
        self._fresh_seconds = fresh_seconds

    def create_entry(
        self,
        request: Request,
        response: Response,
        key: str,
        *,
        ttl: float | None = None,
        tti: float | None = None,
    ) -> Entry:
        """Pass the answer on, keeping it once it has been read to its end."""
        entry = Entry(uuid.uuid4(), request, response)
        return replace(entry, response=replace(response, stream=self._saved(entry)))

    def get_entries(self, key: str) -> list[Entry]:
        """The answer that is kept, if there is one and it can be read."""
        file = self._file()
        try:
            head, _, body = file.read_bytes().partition(b"\n")
            kept = json.loads(head)
            request = Request(kept["method"], self._address, Headers(kept["asked"]))
            if self._now - kept["written"] > self._fresh_seconds:
                kept["headers"]["cache-control"] = ["no-cache"]
            response = Response(kept["status"], Headers(kept["headers"]), iter([body]))
            assert sha256(body).hexdigest() == kept["digest"]
            os.utime(file)
        except (OSError, ValueError, KeyError, TypeError, AssertionError):
            return []
        return [Entry(uuid.UUID(kept["id"]), request, response)]

    def update_headers(self, id: uuid.UUID, headers: Headers) -> None:  # noqa: A002
        """Keep the headers of an answer that the server said is still good."""
        for entry in self.get_entries(""):
            if entry.id == id:
                body = b"".join(_chunks(entry.response))
                self._write(replace(entry, response=replace(entry.response, headers=headers)), body)

    def remove_entry(self, id: uuid.UUID) -> None:  # noqa: A002
        """Forget an answer."""
        if any(entry.id == id for entry in self.get_entries("")):
            self._file().unlink(missing_ok=True)

    def _saved(self, entry: Entry) -> Iterator[bytes]:
        body = bytearray()
        for chunk in _chunks(entry.response):
            body += chunk
            yield chunk
        if self.max_stream_size is None or len(body) <= self.max_stream_size:
            self._write(entry, bytes(body))

    def _write(self, entry: Entry, body: bytes) -> None:
        """A cache that cannot be written to must not keep a scan from going on."""
        head = {
            "id": str(entry.id),
            "written": self._now,
            "method": entry.request.method,
            "asked": _plain(entry.request.headers),
            "status": entry.response.status_code,
            "headers": _plain(entry.response.headers),
            "digest": sha256(body).hexdigest(),
        }
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                file.write(json.dumps(head).encode() + b"\n" + body)
            Path(file.name).replace(self._file())
            self._make_room()

    def _make_room(self) -> None:
        files = [(one.stat(), one) for one in self._folder.iterdir()]
        taken = sum(about.st_size for about, _ in files)
        for about, file in sorted(files, key=lambda one: one[0].st_mtime):
            if taken <= LARGEST_CACHE:
                return
            file.unlink(missing_ok=True)
            taken -= about.st_size

    def _file(self) -> Path:
        return self._folder / sha256(self._address.encode()).hexdigest()


def _plain(headers: Headers) -> dict[str, list[str]]:
    return {name: headers.get_list(name) or [] for name in headers if name not in _SECRET_HEADERS}


def _chunks(response: Response) -> Iterator[bytes]:
    assert isinstance(response.stream, Iterator)
    return response.stream
