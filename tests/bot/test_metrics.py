"""What a monitor reads at `/metrics`, and who may."""

from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application

from bot.build import App
from bot.metrics import BUCKETS, Counts, Snapshot, as_text, metrics_route
from bot.server import _routes
from services.gauges import Gauges, Waiting
from tests.builders import plan_in_force

QUIET = Gauges(Waiting(0, 0.0), {}, 0, 0, 1)


def line(text: str, name: str) -> str:
    return next(row for row in text.splitlines() if row.startswith(name))


async def test_what_was_sent_and_what_waits_is_shown(app: App) -> None:
    _staff, _phones = await plan_in_force(app, "CBT-02")
    application = Application()
    application.add_routes(_routes(app))
    async with TestClient(TestServer(application)) as client:
        answer = await client.get("/metrics")
        assert answer.status == 200
        text = await answer.text()
    sent = line(text, 'dondoc_sends_total{channel="web",kind="reply",outcome="sent"}')
    assert float(sent.split()[-1]) > 5
    assert line(text, "dondoc_inbox_waiting").endswith(" 0.0")
    assert line(text, "dondoc_processes").endswith(" 1.0")
    assert float(line(text, "dondoc_answer_seconds_count").split()[-1]) == float(sent.split()[-1])
    assert "CBT" not in text


def test_buckets_add_up() -> None:
    counts = Counts()
    for seconds in (0.001, 0.01, 0.2, 1000.0):
        counts.count_send("telegram", "reply", "sent", seconds)
    counts.count_send("telegram", "reply", "failed", 0.1)
    counts.count_send("telegram", "reminder", "sent", 0.1)
    text = as_text(Snapshot(counts, QUIET, 0.0, 0.0))
    assert line(text, 'dondoc_answer_seconds_bucket{le="0.01"}').endswith(" 2.0")
    assert line(text, f'dondoc_answer_seconds_bucket{{le="{BUCKETS[-1]}"}}').endswith(" 3.0")
    assert line(text, 'dondoc_answer_seconds_bucket{le="+Inf"}').endswith(" 4.0")
    assert line(text, "dondoc_answer_seconds_count").endswith(" 4.0")


async def test_with_a_token_only_its_holder_sees_the_figures() -> None:
    async def look() -> Snapshot:
        return Snapshot(Counts(), QUIET, 0.0, 0.0)

    application = Application()
    application.add_routes([metrics_route(look, "a-long-secret")])
    async with TestClient(TestServer(application)) as client:
        for wrong in ({}, {"Authorization": "Bearer a-long-secre"}, {"Authorization": "Bearer ế"}):
            assert (await client.get("/metrics", headers=wrong)).status == 401
        right = {"Authorization": "Bearer a-long-secret"}
        assert (await client.get("/metrics", headers=right)).status == 200
