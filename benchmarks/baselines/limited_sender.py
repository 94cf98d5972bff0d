"""The library's own rate limiter: python-telegram-bot's AIORateLimiter sends to many chats at once."""

import asyncio
import sys

from telegram.error import TelegramError
from telegram.ext import AIORateLimiter, ExtBot

from benchmarks.bot_api import TOKEN


async def _send_all(api_url: str, first_chat: int, count: int) -> None:
    bot: ExtBot[int] = ExtBot(TOKEN, base_url=f"{api_url}/bot", rate_limiter=AIORateLimiter())

    async def send(chat: int) -> None:
        try:
            await bot.send_message(chat, f"Kính gửi đồng chí {chat}")
        except TelegramError as error:
            print(f"{chat}: {error}")

    async with bot:
        await asyncio.gather(*(send(first_chat + number) for number in range(count)))


if __name__ == "__main__":
    asyncio.run(_send_all(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
