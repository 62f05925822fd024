"""A server on 127.0.0.1 that writes any bytes at any speed, to misbehave as real ones do."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

Behave = Callable[[socket.socket], None]


@contextmanager
def misbehaving(behave: Behave) -> Iterator[str]:
    """Let `behave` have every connection, once its request has been read; gives host and port."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    def answer(connection: socket.socket) -> None:
        with suppress(OSError), connection:
            received = b""
            while b"\r\n\r\n" not in received:
                received += connection.recv(4096)
            behave(connection)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.close()
