"""What can be found out about Telegram from outside: the token, the webhook, the clock, a second poller."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from telegram.error import Conflict, InvalidToken

from channels.telegram.connection import ApiBot, open_bot
from channels.telegram.errors import describe
from channels.telegram.transport import AiohttpRequest

LISTEN_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out; None and empty stand for what could not be.

    Attributes:
        problem: what went wrong on the way, without secrets; empty when all was found out.
        is_token_accepted: whether Telegram knows the bot.
        username: the bot's name without `@`.
        webhook_host: where updates are posted to; empty when the bot polls.
        waiting_updates: how many updates Telegram keeps for the bot.
        webhook_error: why the newest update that failed to be posted did, in Telegram's words.
        webhook_error_at: when that was.
        clock_skew_seconds: how far this machine's clock is ahead of Telegram's, negative when it is behind;
            exact to about a second.
        is_polled_elsewhere: whether another process polls with this token; None under a webhook.
    """

    problem: str = ""
    is_token_accepted: bool | None = None
    username: str = ""
    webhook_host: str = ""
    waiting_updates: int = 0
    webhook_error: str = ""
    webhook_error_at: datetime | None = None
    clock_skew_seconds: float | None = None
    is_polled_elsewhere: bool | None = None


async def examine(token: str, api_url: str, now: Callable[[], datetime]) -> Findings:
    """Ask Telegram, for about five seconds; takes no update in and never fails for trouble on the way.

    A bot that polls at this time is interrupted for about a second, and is what `is_polled_elsewhere` finds.
    """
    request = AiohttpRequest(api_url.rstrip("/"))
    try:
        bot = open_bot(token.strip(), api_url.rstrip("/"), request)
    except InvalidToken:
        return Findings("no Telegram bot token is set", is_token_accepted=False)
    found = Findings()
    try:
        found = await _ask_who_we_are(bot, found)
        found = replace(found, clock_skew_seconds=_skew(request.server_date, now()))
        if found.is_token_accepted:
            found = await _ask_for_webhook(bot, found)
            found = await _listen_for_others(bot, found)
    except Exception as error:  # noqa: BLE001 - this reports trouble, whatever it is
        found = replace(found, problem=describe(error, token))
    finally:
        await bot.shutdown()
    return found


async def _ask_who_we_are(bot: ApiBot, found: Findings) -> Findings:
    try:
        await bot.initialize()
    except InvalidToken as error:
        return replace(found, problem=describe(error, bot.token), is_token_accepted=False)
    return replace(found, is_token_accepted=True, username=bot.username)


async def _ask_for_webhook(bot: ApiBot, found: Findings) -> Findings:
    told = await bot.call("getWebhookInfo")
    failed_at = told.get("last_error_date")
    return replace(
        found,
        webhook_host=urlsplit(told["url"]).netloc,
        waiting_updates=told["pending_update_count"],
        webhook_error=told.get("last_error_message", ""),
        webhook_error_at=None if failed_at is None else datetime.fromtimestamp(failed_at, UTC),
    )


async def _listen_for_others(bot: ApiBot, found: Findings) -> Findings:
    """Of two who poll, the one who came later is served and the other gets 409.

    So we poll, and see whether somebody comes back to take the turn from us.
    """
    if found.webhook_host:
        return found
    try:
        await bot.call("getUpdates", timeout=LISTEN_SECONDS, limit=1)
    except Conflict:
        return replace(found, is_polled_elsewhere=True)
    return replace(found, is_polled_elsewhere=False)


def _skew(server_date: str, now: datetime) -> float | None:
    with suppress(ValueError):
        return (now - parsedate_to_datetime(server_date)).total_seconds()
    return None
