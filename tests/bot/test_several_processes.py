"""Two servers on one PostgreSQL database: started together on an empty one, and one of them killed."""

import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from tests.databases import database_url
from tests.terminal import DONDOC, LONGEST_RUN, environment

pytestmark = pytest.mark.postgresql


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[list[subprocess.Popen[bytes]]]:
    settings = environment(tmp_path, DONDOC_DATABASE_URL=database_url(tmp_path, "both", is_empty=True))
    with ExitStack() as stack:
        started = []
        for _ in range(2):
            server = subprocess.Popen([*DONDOC, "run"], cwd=tmp_path, env=settings, stdout=subprocess.PIPE)
            started.append(stack.enter_context(server))
            stack.callback(server.kill)
        yield started


def address(server: subprocess.Popen[bytes]) -> str:
    assert server.stdout is not None
    line = server.stdout.readline().decode()
    found = re.search(r"http://[\d.:]+", line)
    assert found is not None, line
    return found[0]


def test_both_come_up_and_when_one_is_killed_the_other_goes_on(
    servers: list[subprocess.Popen[bytes]],
) -> None:
    first, second = (address(server) for server in servers)
    for place in (first, second):
        assert httpx.get(f"{place}/readyz").json() == {"status": "ready", "problems": []}
    token = httpx.post(f"{first}/chat/api/session", json={"name": "Hoa"}).json()["token"]
    servers[0].send_signal(signal.SIGKILL)
    headers = {"Authorization": f"Bearer {token}"}
    message = {"id": "b1946ac9-2492-4d23-a6b2-0c3d2d0b4d5e", "text": "xin chào"}
    stored = httpx.post(f"{second}/chat/api/messages", json=message, headers=headers)
    assert stored.json() == {"stored": True}, "a session opened at one server holds at the other"
    told = httpx.get(
        f"{second}/chat/api/messages", params={"wait": 20, "known": "i1"}, headers=headers, timeout=30
    )
    assert any("Đôn Đốc" in str(line) or "đồng chí" in str(line) for line in told.json()["lines"])
    servers[1].send_signal(signal.SIGTERM)
    assert servers[1].wait(LONGEST_RUN) == 0
