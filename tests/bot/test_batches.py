"""A batch on what was read ahead gives what one message after the other gives: same answers, same rows."""

import asyncio
import itertools
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from bot import inbox_worker
from bot.clock import MovableClock
from bot.inbox_worker import InboxWorker, handle_carefully
from domain.errors import DomainError
from domain.messages import Incoming, Reply
from handlers.commands import COMMANDS
from handlers.conversation import Replies, Turn
from services import audit
from services.inbox import receive
from services.work import Database
from storage.tables import Address
from tests.bot.same_results import Rows, bring_back, keep, results
from tests.core import open_database
from tests.examples import examples
from tests.office import CHANNEL, STUDY, assignment_of, by_end_of, fill_office, issue_plan, local

MORNING = local("2024-06-10T09:00")
Said = tuple[str, str]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Database, Rows]]:
    database = open_database(tmp_path_factory.mktemp("batches"))
    with database.work(local("2024-06-05T09:00")) as work:
        fill_office(work)
        study = issue_plan(work, STUDY, by_end_of(date(2024, 6, 28)))
        issue_plan(work, "Học tập Chỉ thị 5", by_end_of(date(2024, 6, 20)))
        assert (assignment_of(work, study, "hoa"), assignment_of(work, study, "lan")) == OWED
    yield database, keep(database)
    database.close()


# What Hoa and Mai owe together, and what Lan owes.
OWED = (1, 2)


@pytest.fixture(scope="module", autouse=True)
def _more_commands() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inbox_worker, "LONGEST_BATCH_SECONDS", 60.0)
        patch.setitem(COMMANDS, "bug", change_and_break)
        patch.setitem(COMMANDS, "refuse", change_and_refuse)
        patch.setitem(COMMANDS, "rename", rename_and_refuse)
        yield


def change_and_break(turn: Turn, _words: str) -> Replies:
    audit.record(turn.work, turn.actor, "by_a_bug", "x", None)
    raise ZeroDivisionError("a bug")


def change_and_refuse(turn: Turn, _words: str) -> Replies:
    turn.tell(turn.sender.address_id, Reply("never said"))
    raise DomainError("not-allowed")


def rename_and_refuse(turn: Turn, _words: str) -> Replies:
    address = turn.work.session.get_one(Address, turn.sender.address_id)
    address.unreachable_reason = "never so"
    turn.work.session.flush()
    raise DomainError("not-allowed")


REPORT = (
    f"/report {OWED[0]}",
    f"/report {OWED[1]}",
    "45/60 ngày 5/6 trực tiếp",
    "45/60 ngay 5/6",
    "đính chính 46/60",
    "/rut",
    "đồng ý",
    "đúng",
    "đúng",
    "đúng",
    "trực tiếp",
)
TALK = ("/tasks", "/history", "/help", "thôi", "cảm ơn", "xin lùi hạn đến 30/6", "2", "6/7", "/viec", "?")
WRONG = ("/bug", "/refuse", "/rename", "/report 99999", "/khongco", "=1:yes", "/later 1 x", "x" * 5000)
STAFF_SAYS = ("/missing", "/remind 1", "/waive Chi bộ Trạm y tế", "/extend Trường mầm non", "1", "bão lũ")
JUDGES = (
    "/accept Trường mầm non",
    "/accept all 1",
    "/return Trạm y tế",
    "/enter Trạm y tế",
    "45/60 ngày 5/6",
    "đúng",
)
SAID = some.one_of(
    some.tuples(some.sampled_from(["hoa", "mai", "lan"]), some.sampled_from(REPORT)),
    some.tuples(some.sampled_from(["hoa", "mai", "lan", "nobody"]), some.sampled_from([*TALK, *WRONG])),
    some.tuples(some.just("thao"), some.sampled_from([*STAFF_SAYS, *JUDGES, *WRONG])),
)
# Not `blocked`: who writes again is reachable for the whole batch, also for what was written just before.
KINDS = ("text",) * 8 + ("unsupported",)
# Each tuple is what one person says next, so that talks go on while others come between.
STORIES = some.lists(SAID, min_size=1, max_size=30)


# A failing story may be long: it is to be seen all the same.
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(
    max_examples=examples(30),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(story=STORIES, kinds=some.lists(some.sampled_from(KINDS), max_size=30))
def test_together_as_one_by_one(office: tuple[Database, Rows], story: list[Said], kinds: list[str]) -> None:
    database, kept = office
    outcomes = []
    for handle in (together, one_by_one):
        bring_back(database, kept)
        take_in(database, story, kinds)
        handle(database)
        outcomes.append(results(database))
    for name, found in outcomes[0].items():
        assert found == outcomes[1][name], name


def take_in(database: Database, story: list[Said], kinds: list[str]) -> None:
    said = itertools.zip_longest(story, kinds[: len(story)], fillvalue="text")
    messages = [
        Incoming(CHANNEL, f"m{number}", *pair, kind=kind, sent_at=MORNING)
        for number, (pair, kind) in enumerate(said)
    ]
    with database.work(MORNING) as work:
        receive(work, messages)


def together(database: Database) -> None:
    worker = InboxWorker(database, MovableClock(MORNING, is_running=False))

    async def handle() -> None:
        while await worker.handle_next():
            pass

    asyncio.run(handle())


def one_by_one(database: Database) -> None:
    handled = 1
    while handled:
        with database.work(MORNING) as work:
            handled = handle_carefully(work)
