"""What Telegram's refusals and the network's failures mean for a message that was to be sent."""

import os
from datetime import timedelta
from urllib.parse import quote

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from channels.base import SendError
from channels.telegram.transport import NotOpenError

# The library warns on every 429 unless it is told that waiting times are timedeltas, as they will always be.
os.environ.setdefault("PTB_TIMEDELTA", "true")

NEVER_LEFT = (
    aiohttp.ClientConnectorError,  # refused, unknown host, no agreement on encryption, no proxy
    aiohttp.ConnectionTimeoutError,  # of a connection, or of a free place in the pool
    aiohttp.ClientHttpProxyError,
    aiohttp.InvalidURL,
    aiohttp.NonHttpUrlClientError,
    NotOpenError,
)
"""No connection was had, so the request cannot have reached Telegram.

Any other failure leaves it open: also when the server closed a connection that was kept alive, for it may
have read the request before.
"""

UNKNOWN_CHAT = ("chat not found", "peer_id_invalid")


def to_send_error(error: Exception, token: str) -> SendError:
    """The refusal or failure of a send, named; the token never appears in it."""
    match error:
        case RetryAfter():
            return SendError("too_many_requests", wait=asked_wait(error))
        case ChatMigrated():
            return SendError("chat_migrated", new_chat_id=str(error.new_chat_id))
        case Forbidden():
            return SendError("blocked", is_permanent=True, is_address_dead=True)
        case InvalidToken():
            return SendError("bad_token")
        case BadRequest():
            return _bad_request(without_token(str(error), token))
        case NetworkError():
            return _network_error(error)
    # An answer that is not the Bot API's, such as a captive portal's page: nobody knows what became of it.
    return SendError("unexpected_answer", is_uncertain=True)


def is_harmless(error: Exception) -> bool:
    """The message already is as it was asked to be."""
    return isinstance(error, BadRequest) and "message is not modified" in str(error).lower()


def asked_wait(error: RetryAfter) -> timedelta:
    """How long Telegram asks to wait; the library gives seconds or a timedelta, depending on its settings."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def describe(error: Exception, token: str) -> str:
    """One line for a log or an administrator, without the token."""
    if isinstance(error, InvalidToken):
        return "Telegram refused the bot token"
    cause = error.__cause__ if isinstance(error.__cause__, aiohttp.ClientError | OSError) else error
    if isinstance(cause, aiohttp.ClientResponseError):
        # Its text holds the proxy's address, possibly with a password.
        return f"{type(cause).__name__}: {cause.status} {cause.message}"
    return without_token(f"{type(cause).__name__}: {cause}".removesuffix(": "), token)


def without_token(text: str, token: str) -> str:
    """The same text with the token blanked out, as it is and as it stands in a URL."""
    return text.replace(token, "<token>").replace(quote(token, safe=""), "<token>")


def _bad_request(text: str) -> SendError:
    if any(words in text.lower() for words in UNKNOWN_CHAT):
        return SendError("chat_not_found", is_permanent=True, is_address_dead=True)
    return SendError(f"bad_request: {text}", is_permanent=True)


def _network_error(error: NetworkError) -> SendError:
    if isinstance(error.__cause__, NEVER_LEFT):
        return SendError("unreachable")
    if not _answer_came(error):
        return SendError("no_answer", is_uncertain=True)
    if str(error).lower().startswith("request entity too large"):
        return SendError("file_too_large", is_permanent=True)
    if str(error).lower().startswith("too many requests"):
        return SendError("too_many_requests")
    return SendError("server_error")


def _answer_came(error: NetworkError) -> bool:
    """Whether this is an HTTP status such as 502; a broken connection always has a cause from outside."""
    return error.__cause__ is None or isinstance(error.__cause__, TelegramError)
