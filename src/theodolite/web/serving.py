"""Answer requests until told to stop."""

import gc
import signal
from collections.abc import Callable
from typing import Any

from waitress.server import create_server

from theodolite.settings.errors import CorrectableError

LARGEST_REQUEST = 64 * 2**20
"""As many bytes of a request are taken in, by anyone: an upload of the largest size, and some."""


class CannotListen(CorrectableError):
    """The address or port is not ours to answer on."""


def open_server(host: str, port: int, *, threads: int) -> Any:
    """A server that listens, but answers nothing yet; the site must have been started."""
    from django.conf import settings

    application = _whole_site()
    try:
        return create_server(
            application,
            host=host,
            port=port,
            threads=threads,
            ident=None,
            max_request_body_size=LARGEST_REQUEST,
            # Whoever speaks https in front says so in headers; without one they are forged.
            clear_untrusted_proxy_headers=not settings.INSTALLATION.is_behind_https,
        )
    except (OSError, ValueError) as error:
        raise CannotListen(
            f"Nothing can be served on {host} at port {port}: {str(error).rstrip('.')}. Choose"
            " another port with --port, or stop what uses this one; --host is an address of this"
            " machine."
        ) from None


def address_of(server: Any) -> str:
    """Where a browser finds the server; this machine by its name, which passkeys ask for."""
    several = getattr(server, "effective_listen", None)
    host, port = several[0] if several else (server.effective_host, server.effective_port)
    if host in {"127.0.0.1", "::1"}:
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def answer(server: Any) -> None:
    """Answer until Ctrl+C or a request to terminate; what has begun by then is answered."""
    before = stop_on_signals(_leave)
    try:
        server.run()
    finally:
        server.close()
        for number, handler in before.items():
            signal.signal(number, handler)


def stop_on_signals(stop: Callable[..., None]) -> dict[int, Any]:
    """Call `stop` when the process is asked to end; what was done before is given back."""
    return {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}


def _whole_site() -> Any:
    """The site with every page loaded, for else whoever opens the first one would wait for all.

    What is loaded stays, so it is not looked through for garbage, now or while pages are answered.
    """
    gc.disable()
    try:
        from django.urls import get_resolver

        from theodolite.web.wsgi import application

        assert get_resolver().url_patterns
        gc.freeze()
    finally:
        gc.enable()
    return application


def _leave(*_: object) -> None:
    raise SystemExit
