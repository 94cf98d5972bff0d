"""`/metrics` for Prometheus: what this process has counted, and what waits in the database."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address

from aiohttp import web

from bot.counts import Counts
from services.gauges import Gauges

# Whoever comes through a proxy on this machine is not on this machine.
PASSED_ON = ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Via")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything a scrape shows; `database` is its kind, `loop_lag` in seconds."""

    counts: Counts
    gauges: Gauges
    loop_lag: float
    database: str


def metrics_route(look: Callable[[], Awaitable[Snapshot]], token: str) -> web.RouteDef:
    """`GET /metrics`: with a token for whoever has it, without one for this machine only."""

    async def show(request: web.Request) -> web.Response:
        _admit(request, token)
        from bot.exposition import as_text  # slow to import, and of no use where nobody asks

        return web.Response(text=as_text(await look()), content_type="text/plain", charset="utf-8")

    return web.get("/metrics", show)


def _admit(request: web.Request, token: str) -> None:
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), token.encode()):
            raise web.HTTPUnauthorized
    elif not _is_on_this_machine(request):
        raise web.HTTPForbidden


def _is_on_this_machine(request: web.Request) -> bool:
    if request.remote is None or any(name in request.headers for name in PASSED_ON):
        return False
    return ip_address(request.remote.partition("%")[0]).is_loopback
