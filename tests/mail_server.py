"""A mail server on this machine: it takes letters, or refuses as told, and keeps what it took."""

import asyncio
import warnings
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "dondoc", "mat khau: dai@"


@dataclass
class MailBox:
    """What arrived, and how the next letters are met: `RCPT` or `DATA` with an answer of the protocol."""

    port: int = 0
    refuses_recipient: str = ""
    refuses_letter: str = ""
    hangs_up: bool = False
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - the library's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.refuses_recipient:
            return self.refuses_recipient
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refuses_letter:
            return self.refuses_letter
        assert isinstance(envelope.content, bytes)
        letter: Any = message_from_bytes(envelope.content, policy=policy.default)
        self.letters.append(letter)
        self.recipients += envelope.rcpt_tos
        if self.hangs_up:
            assert server.transport is not None
            server.transport.close()
        return "250 OK"


def _authenticate(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, told: Any) -> AuthResult:
    assert isinstance(told, LoginPassword)
    is_right = (told.login.decode(), told.password.decode()) == (USER, PASSWORD)
    return AuthResult(success=is_right, handled=False)


@asynccontextmanager
async def mail_server(*, asks_password: bool = False) -> AsyncIterator[MailBox]:
    """The server on a free port."""
    box = MailBox()
    login = {"authenticator": _authenticate, "auth_required": True, "auth_require_tls": False}

    talks: list[SMTP] = []

    def answer() -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that a password without TLS is no good idea
            talks.append(SMTP(box, hostname="mail.example.vn", **(login if asks_password else {})))
        return talks[-1]

    server = await asyncio.get_running_loop().create_server(answer, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    async with server:
        yield box
    while any(talk.transport is not None for talk in talks):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
