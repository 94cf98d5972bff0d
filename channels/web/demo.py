"""The demo page: three phones side by side and a clock that can be moved."""

from math import isfinite
from typing import Any, Protocol

from aiohttp import web

from channels.web.answers import Refused, answering
from channels.web.pages import filled, html_response
from channels.web.uploads import read_json

MOST_HOURS = 24 * 366
# The page itself says everything twice, in English too.
LANGUAGE = "vi"


class DemoControls(Protocol):
    """What the demo can do; each returns the state after it.

    The state: `now` (ISO, local), `people` (each `key`, `label`, `detail`, `token`; the first three own the
    three phones at first), `next_event` (ISO, local, or None), `note` (what happened last, possibly empty).
    """

    async def state(self) -> dict[str, Any]:
        """How things stand."""

    async def advance(self, hours: float) -> dict[str, Any]:
        """Move the clock on and do whatever fell due."""

    async def advance_to_next_event(self) -> dict[str, Any]:
        """Move the clock to the next instant at which something happens."""


def demo_routes(demo: DemoControls) -> list[web.RouteDef]:
    """The demo page at `/` and its two requests."""
    page = filled("demo.html", LANGUAGE)

    async def show(_request: web.Request) -> web.Response:
        return html_response(page)

    async def state(_request: web.Request) -> web.Response:
        return _state(await demo.state())

    async def advance(request: web.Request) -> web.Response:
        body = await read_json(request)
        if body.get("next") is True:
            return _state(await demo.advance_to_next_event())
        return _state(await demo.advance(_hours(body.get("hours"))))

    return [
        web.get("/", show),
        web.get("/demo/state", answering(state, LANGUAGE), allow_head=False),
        web.post("/demo/advance", answering(advance, LANGUAGE)),
    ]


def _hours(told: object) -> float:
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise Refused(400, "web-malformed")
    if not isfinite(told) or not 0 < told <= MOST_HOURS:
        raise Refused(400, "web-malformed")
    return float(told)


def _state(state: dict[str, Any]) -> web.Response:
    return web.json_response(state, headers={"Cache-Control": "no-store"})
