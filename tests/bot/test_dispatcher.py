"""What becomes of a message when the messenger refuses, delays, or never answers."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.dispatcher import Dispatcher
from bot.fast_forward import tick_and_settle
from channels.base import SendError
from domain.local_time import VIETNAM
from domain.messages import Reply
from services.leases import give_up
from services.outbox import queue
from storage.tables import Address, OutboxMessage
from tests.builders import plan_in_force
from tests.fakes import FailingChannel

SCHOOL = "CBT-02"


def jump(app: App, when: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime.fromisoformat(when).replace(tzinfo=VIETNAM))


def put_in(app: App, *failures: Exception) -> FailingChannel:
    """From now on the web channel fails as told."""
    channel = FailingChannel("web", *failures)
    app.dispatcher = Dispatcher(app.database, app.clock, {"web": channel}, {})
    return channel


async def add_message(app: App, kind: str, text: str = "xin chào") -> int:
    """Queue a message to the first address."""
    with app.database.work(app.clock.now()) as work:
        address = work.session.scalar(select(Address).order_by(Address.id))
        assert address is not None
        outbox_id = queue(work, address.id, Reply(text), kind=kind)
        assert outbox_id is not None
        return outbox_id


async def state_of(app: App, outbox_id: int) -> tuple[str, str, int]:
    with app.database.look(app.clock.now()) as work:
        row = work.session.get_one(OutboxMessage, outbox_id)
        return row.state, row.reason, row.attempts


async def test_a_reply_that_failed_goes_again_after_a_wait(app: App) -> None:
    await plan_in_force(app)
    channel = put_in(app, SendError("server_error"))
    outbox_id = await add_message(app, "reply")
    await app.settle()
    assert await state_of(app, outbox_id) == ("failed", "server_error", 1)
    jump(app, "2024-06-05T08:30:05")
    await app.settle()
    assert await state_of(app, outbox_id) == ("sent", "", 2)
    assert channel.accepted == ["xin chào"]


async def test_after_six_failures_it_is_given_up_with_the_reason(app: App) -> None:
    await plan_in_force(app)
    channel = put_in(app, *[SendError("server_error") for _ in range(9)])
    outbox_id = await add_message(app, "reply")
    for hour in range(9, 20):
        jump(app, f"2024-06-05T{hour:02d}:00")
        await app.settle()
    state, reason, attempts = await state_of(app, outbox_id)
    assert (state, attempts, channel.tried) == ("undeliverable", 6, 6)
    assert "server_error" in reason


async def test_being_asked_to_wait_uses_up_no_attempt_and_stops_the_channel(app: App) -> None:
    await plan_in_force(app)
    channel = put_in(app, SendError("too_many_requests", wait=timedelta(hours=1)))
    first, second = await add_message(app, "reply"), await add_message(app, "reply")
    await app.settle()
    assert channel.tried == 1, "nothing else is tried while the messenger asks to wait"
    assert await state_of(app, first) == ("failed", "too_many_requests", 0)
    assert (await state_of(app, second))[0] == "queued"


@pytest.mark.parametrize(
    ("kind", "state"), [("reply", "failed"), ("notice", "failed"), ("digest", "uncertain")]
)
async def test_an_unknown_outcome_repeats_replies_and_holds_what_is_pushed(
    app: App, kind: str, state: str
) -> None:
    await plan_in_force(app)
    put_in(app, SendError("no_answer", is_uncertain=True))
    outbox_id = await add_message(app, kind)
    await app.settle()
    assert (await state_of(app, outbox_id))[0] == state


async def test_a_blocked_address_gets_nothing_more(app: App) -> None:
    await plan_in_force(app)
    channel = put_in(app, SendError("blocked", is_permanent=True, is_address_dead=True))
    first, second = await add_message(app, "reply"), await add_message(app, "reply")
    await app.settle()
    assert await state_of(app, first) == ("undeliverable", "blocked", 1)
    assert await state_of(app, second) == ("undeliverable", "blocked", 0)
    assert channel.tried == 1


async def test_a_moved_group_is_followed(app: App) -> None:
    await plan_in_force(app)
    channel = put_in(app, SendError("chat_migrated", new_chat_id="-100777"))
    outbox_id = await add_message(app, "reply")
    await app.settle()
    jump(app, "2024-06-05T08:31")
    await app.settle()
    assert (await state_of(app, outbox_id))[0] == "sent"
    assert channel.accepted == ["xin chào"]
    with app.database.look(app.clock.now()) as work:
        assert work.session.scalar(select(Address.id).where(Address.chat_id == "-100777")) is not None


async def test_replies_of_one_chat_keep_their_order_when_the_first_fails(app: App) -> None:
    await plan_in_force(app)
    channel = put_in(app, SendError("server_error"))
    await add_message(app, "reply", "một")
    await add_message(app, "reply", "hai")
    await app.settle()
    assert channel.accepted == []
    jump(app, "2024-06-05T08:31")
    await app.settle()
    assert channel.accepted == ["một", "hai"]


async def test_a_bug_in_a_channel_is_one_failure_and_not_the_end(app: App) -> None:
    await plan_in_force(app)
    channel = put_in(app, ZeroDivisionError("a bug"))
    await add_message(app, "reply", "một")
    await app.settle()
    jump(app, "2024-06-05T08:31")
    await app.settle()
    assert channel.accepted == ["một"]


async def test_after_a_crash_replies_go_again_and_reminders_are_held(app: App) -> None:
    await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-21T08:00")
    reply = await add_message(app, "reply")
    pushed = await add_message(app, "digest")
    with app.database.work(app.clock.now()) as work:
        for outbox_id in (reply, pushed):
            row = work.session.get_one(OutboxMessage, outbox_id)
            row.state, row.lease_id = "sending", 77
    with app.database.work(app.clock.now()) as work:
        assert give_up(work, 77) == 2
    await app.settle()
    assert (await state_of(app, reply))[0] == "sent"
    assert await state_of(app, pushed) == ("uncertain", "interrupted", 0)


async def test_a_reminder_is_worded_when_it_is_sent(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-21T08:00")
    channel = put_in(app, SendError("server_error"))
    await tick_and_settle(app)
    jump(app, "2024-06-22T09:00")
    await app.settle()
    assert "Còn 8 ngày" in channel.accepted[-1], "queued on the 21st with nine days left, sent on the 22nd"
    assert phones[SCHOOL].name in channel.accepted[-1]


async def test_a_reminder_of_an_event_that_has_passed_meanwhile_is_cancelled(app: App) -> None:
    await plan_in_force(app, "DBX-01")
    jump(app, "2024-06-10T08:00")
    channel = put_in(app, SendError("server_error"))
    await tick_and_settle(app)
    assert channel.tried == 1
    jump(app, "2024-06-12T09:00")
    await app.settle()
    assert channel.accepted == []
    with app.database.look(app.clock.now()) as work:
        reasons = work.session.scalars(select(OutboxMessage.reason).where(OutboxMessage.kind == "reminder"))
        assert list(reasons) == ["settled"]
