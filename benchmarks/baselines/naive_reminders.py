"""Reminders as a tutorial sends them: an APScheduler job each, kept in a database, and the library's limiter.

With `--plan` it first adds a job for each of so many chats, all due at once in so many seconds, and says so;
with `--patient` they may be late, where the default drops what is more than a second late.
"""

import argparse
import asyncio
from datetime import UTC, datetime, timedelta

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.ext import AIORateLimiter, ExtBot

from benchmarks.bot_api import TOKEN

_bots: dict[str, ExtBot[int]] = {}


async def remind(api_url: str, chat: int) -> None:
    """The job of one reminder."""
    await _bots[api_url].send_message(chat, f"Kính gửi đồng chí {chat}")


async def _run(api_url: str, database: str, plan: tuple[int, int, int], grace: int | None) -> None:
    first_chat, count, due_in = plan
    limiter = AIORateLimiter(overall_max_rate=28)
    async with ExtBot(TOKEN, base_url=f"{api_url}/bot", rate_limiter=limiter) as bot:
        _bots[api_url] = bot
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.add_jobstore(SQLAlchemyJobStore(url=database))
        due = datetime.now(UTC) + timedelta(seconds=due_in)
        for chat in range(first_chat, first_chat + count):
            scheduler.add_job(remind, "date", run_date=due, args=[api_url, chat], misfire_grace_time=grace)
        scheduler.start()
        print("planned", flush=True)
        await asyncio.Event().wait()


def main() -> None:
    """Run until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("api_url")
    parser.add_argument("database")
    parser.add_argument("--plan", type=int, nargs=3, default=(0, 0, 0), metavar=("CHAT", "COUNT", "SECONDS"))
    parser.add_argument("--patient", action="store_true")
    given = parser.parse_args()
    asyncio.run(_run(given.api_url, given.database, given.plan, None if given.patient else 1))


if __name__ == "__main__":
    main()
