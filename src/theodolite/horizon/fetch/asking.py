"""Ask one checked address once: connect, cache, unpack, and stop at every bound."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import httpcore
import httpx
from hishel import CacheOptions
from hishel.httpx import CacheTransport

from theodolite.horizon.fetch.addresses import Destination, without_secrets
from theodolite.horizon.fetch.cache import AnswerCache
from theodolite.horizon.fetch.connection import CheckedTransport, Deadline, Network
from theodolite.horizon.fetch.inflating import ACCEPTED, inflated
from theodolite.horizon.fetch.limits import Limits
from theodolite.horizon.fetch.refusals import CannotFetch, TooMuch, Unreachable, UnsafeAddress


@dataclass(frozen=True, slots=True)
class Answered:
    """What one request brought: a status, headers (names in lower case) and the unpacked body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    place: Destination,
    headers: Mapping[str, str],
    cache: AnswerCache,
    limits: Limits,
    network: Network,
) -> Answered:
    """Send one request and read its answer whole, from the cache where HTTP allows that."""
    deadline = Deadline.after(limits.total_seconds)
    checked = CheckedTransport(network, deadline)
    transport = CacheTransport(checked, cache, CacheOptions(shared=False))
    request = httpx.Request(
        "GET",
        place.url,
        headers={"accept": "*/*", "accept-encoding": ACCEPTED, "connection": "close", **headers},
        extensions={"timeout": {"connect": limits.connect_seconds}},
    )
    try:
        with _explained(place, limits):
            response = transport.handle_request(request)
            try:
                return _read(response, limits)
            finally:
                response.close()
    finally:
        checked.close()


def _read(response: httpx.Response, limits: Limits) -> Answered:
    packing = response.headers.get("content-encoding", "")
    body = b""
    # What comes with a refusal is told where it can be read, and is no refusal of its own.
    with suppress(*((CannotFetch,) if response.status_code != 200 else ())):
        body = inflated(response.iter_raw(), packing, most=limits.most_bytes)
    return Answered(response.status_code, dict(response.headers), body)


@contextmanager
def _explained(place: Destination, limits: Limits) -> Iterator[None]:
    shown = without_secrets(str(place.url))
    try:
        yield
    except (httpcore.ReadTimeout, httpcore.WriteTimeout):
        raise TooMuch(
            f"{shown} was not read within {limits.total_seconds:g} seconds, and was given up."
            " It is asked again at the next scan; ask it for less at a time if this stays."
        ) from None
    except (httpcore.NetworkError, httpcore.TimeoutException) as error:
        raise Unreachable(
            f"{place.host} cannot be reached ({_first_line(error)}). It is asked again later."
            " If other hosts can be reached and this stays, check the address."
        ) from None
    except httpcore.RemoteProtocolError as error:
        raise _broken(place, error) from None
    except (httpcore.LocalProtocolError, httpcore.UnsupportedProtocol) as error:
        raise UnsafeAddress(
            f"{shown} cannot be asked for ({_first_line(error)})."
            " Check the address and the contact for line breaks and other odd characters."
        ) from None


def _broken(place: Destination, error: Exception) -> TooMuch | Unreachable:
    if "too long" in str(error) or "too large" in str(error).lower():
        return TooMuch(
            f"{place.host} sent more than 100 kB of headers, so its answer was not read."
            " Tell its owner, or leave the source out."
        )
    return Unreachable(
        f"{place.host} broke off, or does not speak HTTP ({_first_line(error)})."
        " It is asked again later; check the address if this stays."
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
