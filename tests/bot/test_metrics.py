"""What a monitor reads at `/metrics`, and who may."""

import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application
from prometheus_client.parser import text_string_to_metric_families

from bot.build import App
from bot.counts import BUCKETS, Counts, LoopLag
from bot.dispatcher import Dispatcher
from bot.exposition import as_text
from bot.metrics import Snapshot, metrics_route
from bot.server import _routes
from channels.base import SendError
from domain.quotas import Quota
from services.gauges import Gauges, Waiting
from services.quotas import BotUse
from tests.builders import plan_in_force, play_beginning
from tests.fakes import FailingChannel

QUIET = Gauges(Waiting(0, 0.0), {}, 0, 0, 1, 0.0, {})


def line(text: str, name: str) -> str:
    return next(row for row in text.splitlines() if row.startswith(name))


def value(text: str, name: str) -> float:
    return float(line(text, name).split()[-1])


def shown(counts: Counts, gauges: Gauges = QUIET) -> str:
    return as_text(Snapshot(counts, gauges, 0.0, "sqlite"))


async def scraped(app: App) -> str:
    application = Application()
    application.add_routes(_routes(app))
    async with TestClient(TestServer(application)) as client:
        answer = await client.get("/metrics")
        assert answer.status == 200
        return await answer.text()


async def test_what_was_sent_and_what_waits_is_shown(app: App) -> None:
    await play_beginning(app, ("CBT-02",))
    text = await scraped(app)
    sent = value(text, 'dondoc_sends_total{channel="web",kind="reply",outcome="sent"}')
    assert sent > 5
    assert value(text, "dondoc_inbox_waiting") == 0
    assert value(text, "dondoc_processes") == 1
    assert value(text, "dondoc_answer_seconds_count") == sent
    assert 5 < value(text, "dondoc_wait_seconds_count") <= sent
    assert 'dondoc_build_info{database="' in text
    assert "CBT" not in text


async def test_it_is_what_prometheus_reads(app: App) -> None:
    await plan_in_force(app, "CBT-02")
    families = {family.name: family for family in text_string_to_metric_families(await scraped(app))}
    labels = {name for family in families.values() for sample in family.samples for name in sample.labels}
    assert labels <= {"channel", "bot", "kind", "outcome", "code", "le", "version", "python", "database"}
    assert all(family.documentation for family in families.values())


async def test_a_message_that_may_have_come_twice_is_counted(app: App) -> None:
    staff, _phones = await plan_in_force(app)
    failing = FailingChannel("web", SendError("no_answer", is_uncertain=True))
    counts = app.dispatcher.counts
    app.dispatcher = Dispatcher(app.database, app.clock, {"web": failing}, {})
    app.dispatcher.counts = counts
    await staff.says("/help")
    app.clock.advance_to(app.clock.now().replace(minute=59))  # type: ignore[attr-defined]
    await app.settle()
    text = await scraped(app)
    assert value(text, 'dondoc_possible_duplicates_total{channel="web"}') == 1
    assert value(text, 'dondoc_sends_total{channel="web",kind="reply",outcome="uncertain"}') == 1


def test_findings_of_the_audit_are_shown_by_name() -> None:
    gauges = Gauges(Waiting(0, 0.0), {"web": Waiting(3, 7.5)}, 0, 0, 1, 12.0, {"inbox_waits": 4})
    text = shown(Counts(), gauges)
    assert value(text, 'dondoc_audit_findings{code="inbox_waits"}') == 4
    assert value(text, "dondoc_tick_lag_seconds") == 12
    assert value(text, 'dondoc_outbox_age_seconds{channel="web"}') == 7.5


def test_the_month_of_each_bot_is_shown() -> None:
    use = BotUse("zalo", "1001", "bot.Mot", 2450, 38, Quota(3000, 50), is_spent=True)
    text = shown(Counts(), replace(QUIET, bots=(use,)))
    found = {
        name: value(text, f'dondoc_bot_{name}{{bot="1001",channel="zalo"}}')
        for name in ("messages", "messages_limit", "users", "users_limit", "spent")
    }
    assert list(found.values()) == [2450, 3000, 38, 50, 1]


def test_buckets_add_up() -> None:
    counts = Counts()
    for seconds in (0.001, 0.01, 0.2, 1000.0):
        counts.answers.add(seconds)
    text = shown(counts)
    assert value(text, 'dondoc_answer_seconds_bucket{le="0.01"}') == 2
    assert value(text, f'dondoc_answer_seconds_bucket{{le="{BUCKETS[-1]}"}}') == 3
    assert value(text, 'dondoc_answer_seconds_bucket{le="+Inf"}') == 4
    assert value(text, "dondoc_answer_seconds_count") == 4


def test_the_worst_lag_is_told_once() -> None:
    lag = LoopLag()
    for seconds in (0.1, 0.7, 0.2):
        lag.note(seconds)
    assert [lag.worst(), lag.worst()] == [0.7, 0.0]


def test_the_library_is_not_imported_before_somebody_asks() -> None:
    asked = "import sys, bot.server; print('prometheus_client' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


@asynccontextmanager
async def serving(token: str) -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
    async def look() -> Snapshot:
        return Snapshot(Counts(), QUIET, 0.0, "sqlite")

    application = Application()
    application.add_routes([metrics_route(look, token)])
    async with TestClient(TestServer(application)) as client:
        yield client


@pytest.mark.parametrize("wrong", ["", "Bearer a-long-secre", "Bearer ế", "Basic a-long-secret"])
async def test_with_a_token_only_its_holder_sees_the_figures(wrong: str) -> None:
    async with serving("a-long-secret") as client:
        refused = await client.get("/metrics", headers={"Authorization": wrong} if wrong else {})
        assert refused.status == 401
        right = {"Authorization": "Bearer a-long-secret", "X-Forwarded-For": "203.0.113.7"}
        assert (await client.get("/metrics", headers=right)).status == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"])
async def test_without_a_token_nobody_sees_them_through_a_proxy(header: str) -> None:
    async with serving("") as client:
        assert (await client.get("/metrics")).status == 200
        assert (await client.get("/metrics", headers={header: "203.0.113.7"})).status == 403
