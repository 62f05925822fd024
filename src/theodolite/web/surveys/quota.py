"""Stop taking in an uploaded file once it is larger than any that is read."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from theodolite.store.surveys.parsing import LARGEST_UPLOAD


class Quota(FileUploadHandler):
    """Lets at most `LARGEST_UPLOAD` bytes of a file through; what is longer counts as not sent."""

    def new_file(self, *args: Any, **named: Any) -> None:
        """Begin to count; what does not fit in memory goes to a folder that is swept."""
        super().new_file(*args, **named)
        self.taken = 0
        folder = settings.FILE_UPLOAD_TEMP_DIR
        if folder is not None:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a piece on, unless it is one too many."""
        self.taken += len(raw_data)
        if self.taken > LARGEST_UPLOAD:
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers after this one."""
