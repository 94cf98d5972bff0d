"""What Zalo's refusals and the network's failures mean for a message that was to be sent."""

from urllib.parse import quote

import httpx

from channels.base import QUOTA, SendError
from channels.zalo.api import NOTHING_NEW, RefusedError, StrangeAnswerError

FAULTY = (400, 404)
BAD_TOKEN = 401
# Of all codes the one that does not mean what it says elsewhere: the server failed, nobody was blocked.
SERVER_FAILED = 403
TOO_MUCH = 429

NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
"""No connection was had, so the request cannot have reached Zalo; any other failure leaves it open."""


def to_send_error(error: Exception, token: str) -> SendError:
    """The refusal or failure of a send, named; the token never appears in it."""
    if isinstance(error, RefusedError):
        return _refused(error, token)
    if isinstance(error, StrangeAnswerError) and error.status >= 500:
        return SendError("server_error")
    if isinstance(error, NEVER_LEFT):
        return SendError("unreachable")
    if isinstance(error, httpx.HTTPError):
        return SendError("no_answer", is_uncertain=True)
    # A captive portal's page, or a success nobody can read: nobody knows what became of it.
    return SendError("unexpected_answer", is_uncertain=True)


def describe(error: Exception, token: str) -> str:
    """One line for a log or an administrator, without the token."""
    if is_bad_token(error):
        return "Zalo refused the bot token"
    if isinstance(error, RefusedError):
        return without_token(f"Zalo refused: {error.code} {error}", token)
    if isinstance(error, httpx.ProxyError):
        # Its text holds the proxy's address, possibly with a password.
        return type(error).__name__
    return without_token(f"{type(error).__name__}: {error}".removesuffix(": "), token)


def without_token(text: str, token: str) -> str:
    """The same text with the token blanked out, as it is and as it stands in an address."""
    return text.replace(token, "<token>").replace(quote(token, safe=""), "<token>")


def is_bad_token(error: Exception) -> bool:
    """Whether the bot can do nothing until somebody gives it a new token."""
    return isinstance(error, RefusedError) and error.code == BAD_TOKEN


def is_lasting(error: Exception) -> bool:
    """Whether it is in vain to try again without any change."""
    return isinstance(error, RefusedError) and error.code in (BAD_TOKEN, *FAULTY)


def _refused(error: RefusedError, token: str) -> SendError:
    if error.code in FAULTY:
        return SendError(f"bad_request: {without_token(str(error), token)}", is_permanent=True)
    if is_bad_token(error):
        return SendError("bad_token", is_permanent=True)
    if error.code == NOTHING_NEW:
        return SendError("no_answer", is_uncertain=True)
    named = {SERVER_FAILED: "server_error", TOO_MUCH: QUOTA}
    return SendError(named.get(error.code or 0, f"refused: {error.code}"))
