"""`dondoc run` and `dondoc demo`."""

import asyncio
import gc
import shutil
import signal
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from bot.build import App
from bot.clock import MovableClock
from bot.commands.console import CliError, run_async, settings_or_error, terminal
from bot.demo import SETUP_CODE
from bot.logs import configure_logs
from bot.server import PortTakenError, home_route, start_server
from bot.settings import Settings
from channels.base import ChannelUnavailable
from channels.web.demo import demo_routes
from domain import wording
from locales import say
from services.purpose import WrongPurposeError

DEMO_FOLDER = Path(".demo")
DEMO_PROFILE, STORY_STARTS = "huyen_2024", "2024-06-01T08:00+07:00"


def run() -> None:
    """Chạy thật: kênh Telegram (nếu có mã bot) và trang chat. / Run in production."""
    settings = settings_or_error()
    run_async(_serve(settings), settings.language)


def demo(
    story: Annotated[
        bool, typer.Option("--story", help="Kể cả câu chuyện trong terminal. / Tell the story.")
    ] = False,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Cổng HTTP (DONDOC_HTTP_PORT). / HTTP port.")
    ] = None,
    profile: Annotated[
        str, typer.Option("--profile", help="Hồ sơ: huyen_2024, xa_2025. / Profile.")
    ] = DEMO_PROFILE,
) -> None:
    """Chạy thử: kế hoạch mẫu, đơn vị giả định, đồng hồ dời được. / Try it out."""
    settings = settings_or_error()
    _refuse_unknown_demo(profile, story, settings.language)
    shown_at = settings.http_port if port is None else port
    run_async(_tell_story() if story else _show_demo(shown_at, profile))


async def _serve(settings: Settings) -> None:
    # First of all: a stop asked for while it is starting is a stop in good order, too.
    stopped = _stop_signal()
    app = App(settings)
    with _told_as_cli_errors(settings.language):
        setup_code = await app.open()
        await app.start()
        runner, address = await start_server(app, [home_route()])
    # What has been made by now stays until the end.
    gc.freeze()
    try:
        terminal.print(say("cli-running", settings.language, address=address))
        if setup_code:
            terminal.print(say("cli-setup-code", settings.language, code=setup_code), markup=False)
        await stopped.wait()
    finally:
        # The app first: it lets the waiting pages go, for which the server would wait otherwise.
        await app.stop()
        await runner.cleanup()


def _refuse_unknown_demo(profile: str, story: bool, language: str) -> None:
    from bot.demo.scenery import SCENERIES

    known = [DEMO_PROFILE] if story else list(SCENERIES)
    if profile not in known:
        raise CliError(say("cli-demo-profile", language, profile=profile, known=", ".join(known)))


async def _show_demo(port: int, profile: str) -> None:
    from bot.demo import seed
    from bot.demo.controls import Controls
    from bot.demo.scenery import SCENERIES

    shutil.rmtree(DEMO_FOLDER, ignore_errors=True)
    database = DEMO_FOLDER / "demo.sqlite3"
    app = App(_demo_settings(database, SCENERIES[profile].starts, port, profile))
    with _told_as_cli_errors("vi"):
        await app.open()
        await app.web.start(app.take_in)
        with terminal.status(say("cli-demo-filling")):
            cast = await seed.fill(app)
        await app.start(with_ticker=False)
        runner, address = await start_server(app, demo_routes(Controls(app, cast)))
    try:
        terminal.print(say("cli-demo-running", address=address), markup=False)
        await _stop_signal().wait()
    finally:
        # The app first: it lets the waiting pages go, for which the server would wait otherwise.
        await app.stop()
        await runner.cleanup()


async def _tell_story() -> None:
    from bot.demo.story import Story

    folder = DEMO_FOLDER.with_name(".demo-story")
    shutil.rmtree(folder, ignore_errors=True)
    settings = _demo_settings(folder / "story.sqlite3", STORY_STARTS, 0, DEMO_PROFILE)
    assert settings.clock is not None
    app = App(settings, MovableClock(settings.clock, is_running=False))
    await app.open()
    await app.web.start(app.take_in)
    async for scene in Story(app).play():
        when = f"{scene.at:%H:%M} {wording.day(scene.at.date())}"
        terminal.print(f"[bold red]{when}[/]  [bold]{scene.who}[/]")
        terminal.print(f"{scene.words}\n", markup=False)
    await app.stop()
    shutil.rmtree(folder, ignore_errors=True)


def _demo_settings(database: Path, starts: str, port: int, profile: str) -> Settings:
    configure_logs("WARNING", [])
    return Settings.model_validate(
        {
            "telegram_token": "",
            "zalo_token": "",
            "database_url": f"sqlite:///{database}",
            "http_host": "127.0.0.1",
            "http_port": port,
            "setup_code": SETUP_CODE,
            "profile": profile,
            "board": "",
            "clock": starts,
        }
    )


class _told_as_cli_errors:  # noqa: N801 - reads as a sentence after `with`
    """What goes wrong at start, as one line for the administrator."""

    def __init__(self, language: str) -> None:
        self._language = language

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, PortTakenError):
            raise CliError(say("cli-port", self._language, address=str(error))) from None
        if isinstance(error, ChannelUnavailable):
            raise CliError(say("cli-channel", self._language, problem=str(error))) from None
        if isinstance(error, WrongPurposeError):
            raise CliError(say("cli-purpose", self._language)) from None


def _stop_signal() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        # Windows has no signal handlers in the loop; Ctrl+C ends the process there.
        with suppress(NotImplementedError):
            asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    return stopped
