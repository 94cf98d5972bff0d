"""The one HTTP server: health, the web chat, downloads, calendars."""

from collections.abc import Sequence

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.build import App
from bot.calendar_route import calendar_route
from bot.downloads import download_route
from bot.metrics import Snapshot, metrics_route
from handlers.deadline_calendar import feed_content
from services.gauges import read_gauges


class PortTakenError(Exception):
    """The address is in use or may not be used; the text names it."""


LARGEST_BODY = 21 * 1024 * 1024


async def start_server(app: App, extra_routes: Sequence[web.RouteDef] = ()) -> tuple[web.AppRunner, str]:
    """Serve on the configured address; returns the runner (to clean up) and the address to open."""
    middlewares = [visitor_behind_proxy] if app.settings.behind_proxy else []
    site_app = web.Application(client_max_size=LARGEST_BODY, middlewares=middlewares)
    site_app.add_routes([*_routes(app), *app.web.routes(), *extra_routes])
    for messenger in (app.telegram, app.zalo):
        if messenger is not None:
            site_app.add_routes(messenger.routes())
    runner = web.AppRunner(site_app, access_log=None)
    await runner.setup()
    host, port = app.settings.http_host, app.settings.http_port
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise PortTakenError(f"{host}:{port} ({error.strerror or error})") from None
    bound = runner.addresses[0][1] if runner.addresses else port
    return runner, f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{bound}"  # noqa: S104


@web.middleware
async def visitor_behind_proxy(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Limits count whoever the operator's proxy says called it, not the proxy; it adds the address last."""
    told = request.headers.getall("X-Forwarded-For", [])
    visitor = told[-1].rpartition(",")[2].strip() if told else ""
    return await handler(request.clone(remote=visitor) if visitor else request)


def home_route() -> web.RouteDef:
    """The bare address opens the chat; the demo puts its own page there instead."""

    async def home(_request: web.Request) -> web.Response:
        raise web.HTTPFound("/chat")

    return web.get("/", home)


def _routes(app: App) -> list[web.RouteDef]:
    async def alive(_request: web.Request) -> web.Response:
        return web.json_response({"status": "alive"})

    async def ready(_request: web.Request) -> web.Response:
        problems = await app.find_problems()
        status = 200 if not problems else 503
        return web.json_response(
            {"status": "ready" if not problems else "not ready", "problems": problems}, status=status
        )

    async def look() -> Snapshot:
        return await _snapshot(app)

    async def read_feed(token: str) -> bytes | None:
        return await app.database.read(app.clock.now(), feed_content, token)

    token = app.settings.metrics_token.get_secret_value()
    return [
        web.get("/healthz", alive),
        web.get("/readyz", ready),
        metrics_route(look, token),
        calendar_route(read_feed),
        download_route(app.database, app.clock.now),
    ]


async def _snapshot(app: App) -> Snapshot:
    now = app.clock.now()
    gauges = await app.database.read(now, read_gauges)
    return Snapshot(app.dispatcher.counts, gauges, app.loop_lag.worst(), app.database.kind)
