"""`GET /calendar/<token>.ics`: a person's deadlines for the calendar program that knows the address."""

import asyncio
from collections.abc import Awaitable, Callable

from aiohttp import web

from channels.web.limits import SessionLimit

# A calendar asks every few hours; behind a proxy all of them come from one address.
REQUESTS_A_MINUTE = 240
# No other shape is ever made, so nothing else is looked up.
TOKEN = r"{token:[A-Za-z0-9_-]{43}}"  # noqa: S105
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def calendar_route(read: Callable[[str], Awaitable[bytes | None]]) -> web.RouteDef:
    """The route; `read` gives the file of a token, or None. The token is in no log: it opens the file."""
    limit = SessionLimit(REQUESTS_A_MINUTE)

    async def give_calendar(request: web.Request) -> web.Response:
        # Real seconds: the demo's clock may stand still or leap.
        if not limit.allows(request.remote or "", asyncio.get_running_loop().time()):
            raise web.HTTPTooManyRequests(headers={"Retry-After": "60"})
        content = await read(request.match_info["token"])
        if content is None:
            raise web.HTTPNotFound
        return web.Response(body=content, content_type="text/calendar", charset="utf-8", headers=HEADERS)

    return web.get(f"/calendar/{TOKEN}.ics", give_calendar, allow_head=False)
