"""The product as `dondoc run` starts it, except for Telegram's limit of sends a second."""

import argparse
import asyncio
import signal

import uvloop

from benchmarks.bot_api import TOKEN
from benchmarks.people import STARTS, UNLIMITED
from bot.build import App
from bot.clock import MovableClock
from bot.logs import configure_logs
from bot.server import home_route, start_server
from bot.settings import Settings


def build_app(api_url: str, database: str) -> App:
    """The application on a prepared database; the environment does not count."""
    settings = Settings.model_validate(
        {
            "telegram_token": TOKEN,
            "telegram_api_url": api_url,
            "database_url": f"sqlite:///{database}",
            "http_host": "127.0.0.1",
            "http_port": 0,
            "clock": STARTS,
        }
    )
    return App(settings, MovableClock(STARTS), UNLIMITED)


async def _serve(api_url: str, database: str) -> None:
    configure_logs("WARNING", [])
    app = build_app(api_url, database)
    await app.open()
    await app.start()
    runner, _ = await start_server(app, [home_route()])
    stopped = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
    await stopped.wait()
    await runner.cleanup()
    await app.stop()


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("api_url")
    parser.add_argument("database")
    given = parser.parse_args()
    uvloop.run(_serve(given.api_url, given.database))


if __name__ == "__main__":
    main()
