"""Hand a file over: never shown in the page's own place, never kept by anyone on the way."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def download(content: bytes, name: str, kind: str) -> HttpResponse:
    """A file to be saved under a name."""
    disposition = content_disposition_header(True, name) or "attachment"  # noqa: FBT003  Django's own
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"},
    )
