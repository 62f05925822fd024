"""How built files are served: to our own pages, and with nothing in them allowed to act."""

from wsgiref.headers import Headers


def strict_headers(headers: Headers, path: str, url: str) -> None:
    """The policy of a file that is shown or run by our pages, never opened as a page of its own."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
