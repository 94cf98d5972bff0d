"""The mail server of the office: `smtp://user:password@host:587` or `smtps://user:password@host`."""

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
TIMEOUT_SECONDS = 30.0
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


class NotConnectedError(OSError):
    """The server could not be talked to."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in. `is_tls`: from the first byte; else as soon as the server offers it."""

    host: str
    port: int
    is_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)

    def connect(self) -> smtplib.SMTP:
        """A connection that is logged in; smtplib's own errors, or OSError when there is none.

        A password is never sent in the clear, unless the server is this machine.
        """
        if self.is_tls:
            secure = ssl.create_default_context()
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=secure
            )
        else:
            client = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            self._begin(client)
        except BaseException:
            client.close()
            raise
        return client

    def hand_in(self, letter: Message) -> None:
        """Hand in one letter.

        Raises:
            NotConnectedError: there was no connection, so that nothing can have left.
            OSError: smtplib's own errors: the server refused it, or fell silent.
        """
        try:
            client = self.connect()
        except smtplib.SMTPResponseException:
            raise
        except OSError as error:
            raise NotConnectedError(type(error).__name__) from None
        try:
            client.send_message(letter)
        finally:
            # Taken or not: how the talk ends changes nothing any more.
            with suppress(OSError):
                client.quit()
            client.close()

    def _begin(self, client: smtplib.SMTP) -> None:
        client.ehlo()
        if not self.is_tls and client.has_extn("starttls"):
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
        elif self.user and not self.is_tls and self.host not in THIS_MACHINE:
            raise smtplib.SMTPNotSupportedError("no TLS")
        if self.user:
            try:
                client.login(self.user, self.password)
            except UnicodeError:  # the protocol takes ASCII only
                raise smtplib.SMTPAuthenticationError(535, "not ASCII") from None


def read_mail_server(url: str) -> MailServer:
    """The server a setting names; ValueError with a word on what is wrong, and without the password."""
    try:
        place = urlsplit(url)
        port = place.port
    except ValueError:
        raise ValueError("no address of a mail server") from None
    if place.scheme not in PORTS or not place.hostname or place.path.strip("/"):
        raise ValueError("needs smtp://user:password@host:587 or smtps://user:password@host")
    return MailServer(
        place.hostname,
        port or PORTS[place.scheme],
        place.scheme == "smtps",
        unquote(place.username or ""),
        unquote(place.password or ""),
    )
