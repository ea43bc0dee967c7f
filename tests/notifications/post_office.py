"""A mail server for tests: real sockets, and it keeps what it takes."""

from __future__ import annotations

import email
import socket
from contextlib import contextmanager
from email.policy import default

from aiosmtpd.controller import Controller


class PostOffice:
    """Takes mails, refuses addresses, or breaks off, as a test wants."""

    def __init__(self) -> None:
        self.taken: list = []
        self.unknown: dict[str, str] = {}
        self.before_answer = lambda: None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.unknown:
            return self.unknown[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append(email.message_from_bytes(envelope.content, policy=default))
        self.before_answer()
        return "250 taken"

    @property
    def ids(self) -> list[str]:
        return [each["Message-ID"] for each in self.taken]


@contextmanager
def open_office(port: int = 0):
    """Serve mail on a port of this machine; yield the office and its port."""
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=port or _free_port())
    controller.start()
    try:
        yield office, controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
