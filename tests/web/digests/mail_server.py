"""A mail server on 127.0.0.1 that takes letters, refuses them, or goes away half-way."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from socket import socket
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class Letterbox:
    """What arrived, and how the server behaves: `answers` are for the next letters, in order.

    An answer is what the server says after a letter, or `hang up` after or `vanish` before it.
    """

    answers: list[str] = field(default_factory=list)
    arrived: list[EmailMessage] = field(default_factory=list)
    addressed: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    answer_to_sender: str = "250 OK"
    port: int = 0

    async def handle_MAIL(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Whether it takes letters from this sender."""
        envelope.mail_from = address
        return self.answer_to_sender

    async def handle_RCPT(  # noqa: N802  aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Whether there is such a mailbox."""
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Take the letter, or not."""
        answer = self.answers.pop(0) if self.answers else "250 taken"
        if answer in ("250 taken", "hang up"):
            message = message_from_bytes(envelope.content, policy=default)
            self.arrived.append(message)
            self.addressed += envelope.rcpt_tos
        if answer in ("hang up", "vanish"):
            server.transport.close()
            return "421 gone"
        return answer


@contextmanager
def mail_server(*answers: str) -> Iterator[Letterbox]:
    """A mail server for as long as the block lasts."""
    box = Letterbox(list(answers))
    box.port = _free_port()
    controller = Controller(box, hostname="127.0.0.1", port=box.port)
    controller.start()
    yield box
    controller.stop()


def _free_port() -> int:
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
