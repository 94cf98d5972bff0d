"""Who counts as a visitor: the address that called, or behind the operator's own proxy the one it names."""

from pathlib import Path

import pytest
from aiohttp import ClientSession

from bot.server import start_server
from channels.web.limits import SESSIONS_A_MINUTE
from tests.builders import IN_FORCE, build_app

SESSION = "/chat/api/session"


async def answers(folder: Path, told: list[str], **settings: object) -> list[int]:
    """The status of a new session for each word about who asks."""
    app = build_app(folder, IN_FORCE, **settings)
    await app.open()
    runner, address = await start_server(app)
    async with ClientSession() as session:
        statuses = []
        for visitor in told:
            headers = {"X-Forwarded-For": visitor} if visitor else {}
            async with session.post(address + SESSION, headers=headers) as answer:
                statuses.append(answer.status)
    await runner.cleanup()
    await app.stop()
    return statuses


async def test_behind_the_proxy_one_visitor_does_not_use_up_the_limit_of_another(tmp_path: Path) -> None:
    guesser = [f"10.0.0.{number}, 203.0.113.7" for number in range(SESSIONS_A_MINUTE + 1)]
    statuses = await answers(tmp_path, [*guesser, "198.51.100.4"], behind_proxy=True)
    assert statuses == [200] * SESSIONS_A_MINUTE + [429, 200], "only the proxy's own last word counts"


@pytest.mark.parametrize("told", [[""], ["203.0.113.7", "198.51.100.4"]])
async def test_without_one_nobody_is_believed(tmp_path: Path, told: list[str]) -> None:
    statuses = await answers(tmp_path, [*told] * (SESSIONS_A_MINUTE + 1))
    assert statuses[:SESSIONS_A_MINUTE] == [200] * SESSIONS_A_MINUTE
    assert set(statuses[SESSIONS_A_MINUTE:]) == {429}
