"""What the demo page can do: show who is there, and move the clock."""

import asyncio
from datetime import timedelta
from typing import Any

from bot.build import App
from bot.demo.scenery import scenery_of
from bot.demo.seed import Cast
from bot.fast_forward import move_to
from services.schedule import next_event

LONGEST_MOVE = timedelta(days=62)


class Controls:
    """The clock of the demo and the people whose phones can be shown."""

    def __init__(self, app: App, cast: Cast) -> None:
        self._app = app
        self._cast = cast
        self._moving = asyncio.Lock()

    async def state(self) -> dict[str, Any]:
        """How things stand: see `channels.web.demo.DemoControls`."""
        with self._app.database.look(self._app.clock.now()) as work:
            upcoming = next_event(work)
        zone = self._app.settings.zone
        return {
            "now": self._app.clock.now().astimezone(zone).isoformat(timespec="seconds"),
            "next_event": upcoming.astimezone(zone).isoformat(timespec="seconds") if upcoming else None,
            "people": self._people(),
            "note": "",
        }

    async def advance(self, hours: float) -> dict[str, Any]:
        """Move on by hours."""
        async with self._moving:
            by = min(timedelta(hours=hours), LONGEST_MOVE)
            await move_to(self._app, self._app.clock.now() + by)
        return await self.state()

    async def advance_to_next_event(self) -> dict[str, Any]:
        """Move on to the next step that is due."""
        async with self._moving:
            with self._app.database.look(self._app.clock.now()) as work:
                upcoming = next_event(work)
            if upcoming is not None:
                await move_to(self._app, upcoming)
        return await self.state()

    def _people(self) -> list[dict[str, str]]:
        secretaries = self._cast.secretaries
        first_phones = scenery_of(self._app).first_phones
        others = [code for code in secretaries if code not in first_phones]
        first, second = (self._secretary(code) for code in first_phones)
        staff = {
            "key": "staff",
            "label": self._cast.staff.name,
            "detail": "Cán bộ theo dõi",
            "token": self._cast.staff.token,
        }
        return [first, second, staff, *(self._secretary(code) for code in others)]

    def _secretary(self, code: str) -> dict[str, str]:
        player = self._cast.secretaries[code]
        return {
            "key": code,
            "label": player.name,
            "detail": self._cast.unit_names[code],
            "token": player.token,
        }
