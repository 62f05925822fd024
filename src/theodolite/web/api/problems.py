"""What is wrong, said to programs: one sentence in a problem document (RFC 9457), never a trace."""

import logging
import secrets
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import HttpError, Throttled, ValidationError

from theodolite.settings.errors import CorrectableError
from theodolite.store.tokens import NotInScope

MEDIA_TYPE = "application/problem+json"

_LOG = logging.getLogger(__name__)
_NOBODY = (
    "No token was shown that lets anyone in: it is missing, mistyped, too old or taken back."
    " Send the header “Authorization: Bearer …” with a token made on the page “Tokens”."
)
_SAID = {
    400: "What was sent is no JSON. Send the fields of this address as one JSON object.",
    401: _NOBODY,
}


def problem(status: int, detail: str) -> HttpResponse:
    """A problem document; its title is that of the status."""
    said = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    answer = JsonResponse(said, status=status, content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="theodolite"'
    return answer


def tell_problems(api: NinjaAPI) -> None:
    """Let an API answer every failure with a problem document."""
    api.add_exception_handler(Http404, _not_there)
    api.add_exception_handler(HttpError, _refused)
    api.add_exception_handler(Throttled, _too_many)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(NotInScope, lambda request, found: problem(403, str(found)))
    api.add_exception_handler(CorrectableError, lambda request, found: problem(422, str(found)))
    api.add_exception_handler(RequestDataTooBig, _too_big)
    api.add_exception_handler(Exception, _ours)


@csrf_exempt
def no_such_address(request: HttpRequest) -> HttpResponse:
    """Nothing of the API is at this address."""
    return problem(
        404,
        f"The API has nothing at {request.path}. Its addresses are listed in /api/openapi.json.",
    )


def problems_told(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page, which says in a problem document, too, that it does not take a verb."""

    @wraps(page)
    def answer(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        given = page(request, *args, **named)
        if given.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return given
        taken = ", ".join(sorted(given.headers["Allow"].split(", ")))
        told = problem(405, f"{request.path} takes {taken}, not {request.method}.")
        told.headers["Allow"] = taken
        return told

    return answer


def _not_there(request: HttpRequest, found: Any) -> HttpResponse:
    said = str(found) or "There is no such thing, or not for this token."
    return problem(404, said)


def _refused(request: HttpRequest, found: Any) -> HttpResponse:
    return problem(found.status_code, _SAID.get(found.status_code) or f"{str(found).rstrip('.')}.")


def _too_many(request: HttpRequest, found: Any) -> HttpResponse:
    seconds = max(1, int(found.wait or 1))
    answer = problem(429, f"This token asks too often. Wait {seconds} s, then go on more slowly.")
    answer["Retry-After"] = str(seconds)
    return answer


def _too_big(request: HttpRequest, found: Any) -> HttpResponse:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return problem(413, f"At most {most:,} bytes are read at once. Send less, in several pieces.")


def _not_valid(request: HttpRequest, found: Any) -> HttpResponse:
    said = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in found.errors]
    return problem(422, f"What was sent cannot be used. {'; '.join(said)}.")


def _ours(request: HttpRequest, found: Any) -> HttpResponse:
    reference = secrets.token_hex(4)
    _LOG.error("The API failed, reference %s", reference, exc_info=found)
    return problem(
        500,
        f"Something went wrong here that is not yours to put right (reference {reference})."
        " Try again later; if it stays so, tell whoever keeps the program.",
    )
