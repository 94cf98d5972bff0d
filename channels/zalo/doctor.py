"""What can be found out about a Zalo bot from outside: the token, the webhook, the clock.

It never polls: what a poll brings comes only once, and would be lost to the bot.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from channels.zalo.api import RefusedError, ZaloApi, bot_id, open_client
from channels.zalo.errors import describe, is_bad_token


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found out about one bot; None and empty stand for what could not be.

    Attributes:
        bot: its id.
        problem: what went wrong on the way, without secrets; empty when all was found out.
        is_token_accepted: whether Zalo knows the bot.
        name: how people find it.
        webhook_host: where messages are posted to; empty when the bot polls.
        clock_skew_seconds: how far this machine's clock is ahead of Zalo's, exact to about a second.
    """

    bot: str
    problem: str = ""
    is_token_accepted: bool | None = None
    name: str = ""
    webhook_host: str = ""
    clock_skew_seconds: float | None = None


async def examine(token: str, api_url: str, now: Callable[[], datetime]) -> Findings:
    """Ask Zalo; never fails for trouble on the way."""
    found = Findings(bot_id(token))
    async with open_client() as client:
        api = ZaloApi(token, api_url, client)
        try:
            found = replace(found, name=_name(await api.call("getMe")), is_token_accepted=True)
            found = replace(found, clock_skew_seconds=_skew(api.server_date, now()))
            told = await api.call("getWebhookInfo")
            found = replace(found, webhook_host=_host(told))
        except RefusedError as error:
            is_accepted = False if is_bad_token(error) else found.is_token_accepted
            found = replace(found, problem=describe(error, token), is_token_accepted=is_accepted)
        except Exception as error:  # noqa: BLE001 - this reports trouble, whatever it is
            found = replace(found, problem=describe(error, token))
    return found


def _name(told: Any) -> str:
    return str(told.get("account_name", "")) if isinstance(told, dict) else ""


def _host(told: Any) -> str:
    return urlsplit(str(told.get("url", ""))).netloc if isinstance(told, dict) else ""


def _skew(server_date: str, now: datetime) -> float | None:
    with suppress(ValueError):
        return (now - parsedate_to_datetime(server_date)).total_seconds()
    return None
