"""Addresses of the API, each marked as asking for a token, and of the pages about it."""

from collections.abc import Iterator

from django.urls import URLPattern, path, re_path

from theodolite.web.api.endpoints import api
from theodolite.web.api.problems import no_such_address, problems_told
from theodolite.web.api.reference import reference
from theodolite.web.api.token_pages import revoke, tokens
from theodolite.web.permissions import by_token, everyone

_DESCRIPTION = "openapi-json"
"""The name of the one address that tells anyone what there is; it holds nothing of the society."""


def _marked() -> Iterator[URLPattern]:
    """The API's own addresses, each of which says whom it is for."""
    for one in api.urls[0]:
        assert isinstance(one, URLPattern)
        mark = everyone if one.name == _DESCRIPTION else by_token
        one.callback = mark(problems_told(one.callback))
        yield one


app_name = "api"
urlpatterns = [
    path("reference", reference, name="reference"),
    path("tokens", tokens, name="tokens"),
    path("tokens/<slug:key>/revoke", revoke, name="revoke"),
    *_marked(),
    re_path(r"^.*$", by_token(no_such_address), name="nothing"),
]
