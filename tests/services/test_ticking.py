"""The tick looks at few assignments and yet sends what a look at all of them would send."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, update

from domain.deadlines import Deadline, by_end_of_day
from domain.errors import DomainError
from domain.local_time import VIETNAM, local_day
from domain.plans import MilestoneDraft, PlanDraft
from domain.roles import Role
from services import calendar, changes, reminding, staff
from services.actors import Actor, HeldOffice, find_sender, load_actor
from services.assignments import get_assignment
from services.delivery import mark_address_unreachable
from services.plans import activate_plan, close_plan, create_plan
from services.registration import Application, apply, decide
from services.reporting import record_report
from services.returning import accept_report, return_report
from services.verifying import verify_slice
from services.work import Database, Work, undo_on_error
from storage.tables import (
    Address,
    Assignment,
    Base,
    Office,
    OutboxMessage,
    Person,
    Reminder,
    Unit,
    UnitGroup,
    UnitGroupMember,
)
from tests.builders import build_database
from tests.databases import number_on
from tests.examples import examples
from tests.services.full_scan import scan

BEGIN = datetime(2024, 6, 5, 8, 30, tzinfo=VIETNAM)
UNITS = range(1, 6)
# Who holds which offices: An has two units, and shares the second with Bình; nobody has the last one.
OFFICES = (
    (1, 1, "secretary"),
    (1, 2, "secretary"),
    (2, 2, "deputy"),
    (2, 3, "secretary"),
    (3, 4, "secretary"),
)
PEOPLE = (1, 2, 3, 9)
ADMIN = Actor(9, "Phạm Thị Thảo", "vi", (HeldOffice(Role.ADMINISTRATOR, None),))
VALUES = {"dates": ["2024-06-01"], "attended": 45, "total": 50, "mode": "truc_tiep"}
DUTIES = (
    ("Hội nghị", "event", "none", 11),
    ("Học tập", "study", "study", 30),
    ("Báo cáo", "report", "result", 33),
)

Change = Callable[[Work], Any]


def end_of(day: int) -> datetime:
    """The end of a day of June, counted on into July."""
    return by_end_of_day(date(2024, 5, 31) + timedelta(days=day), VIETNAM)


def begin(work: Work) -> None:
    """Replace everything by five units, their secretaries, and a plan of three duties in force."""
    for table in reversed(Base.metadata.sorted_tables):
        work.session.execute(delete(table))
    work.session.expunge_all()
    work.session.add(UnitGroup(id=1, code="chi_bo", name="Chi bộ"))
    work.session.add_all(Person(id=row, name=f"Người {row}", created_at=BEGIN) for row in PEOPLE)
    work.session.flush()
    work.session.add_all(
        Address(id=row, channel="web", chat_id=f"{row}", person_id=row, created_at=BEGIN) for row in PEOPLE
    )
    work.session.add_all(Unit(id=row, code=f"CB-{row}", name=f"Chi bộ {row}") for row in UNITS)
    work.session.flush()
    number_on(work.session.connection())
    work.session.add_all(UnitGroupMember(unit_id=row, group_id=1) for row in UNITS)
    for person_id, unit_id, role in OFFICES:
        work.session.add(Office(person_id=person_id, unit_id=unit_id, role=role, since=BEGIN))
    work.session.flush()
    duties = tuple(
        MilestoneDraft(title, kind, form, Deadline(end_of(day), ""), groups=("chi_bo",))
        for title, kind, form, day in DUTIES
    )
    activate_plan(work, None, create_plan(work, None, PlanDraft("Kế hoạch", milestones=duties)))


def assignment(work: Work, place: int) -> int:
    ids = list(work.session.scalars(select(Assignment.id).order_by(Assignment.id)))
    return ids[place % len(ids)]


def report(place: int) -> Change:
    def change(work: Work) -> None:
        wanted = assignment(work, place)
        unit_id = work.session.get_one(Assignment, wanted).unit_id
        actor = Actor(1, "An", "vi", (HeldOffice(Role.SECRETARY, unit_id),))
        record_report(work, actor, wanted, VALUES, raw_text="", based_on=0, received_at=work.now)

    return change


def mend(place: int) -> Change:
    def change(work: Work) -> None:
        view = get_assignment(work, assignment(work, place))
        actor = Actor(1, "An", "vi", (HeldOffice(Role.SECRETARY, view.unit_id),))
        known = {"raw_text": "", "based_on": view.revision, "received_at": work.now}
        record_report(work, actor, view.id, VALUES, **known)

    return change


def send_back(place: int, days: int) -> Change:
    def change(work: Work) -> None:
        until = by_end_of_day(local_day(work.now, VIETNAM) + timedelta(days=days), VIETNAM)
        return_report(work, ADMIN, assignment(work, place), "mode", "chưa rõ", until)

    return change


def accept(place: int) -> Change:
    return lambda work: accept_report(work, ADMIN, assignment(work, place))


def report_and_send_back(place: int, days: int) -> Change:
    def change(work: Work) -> None:
        report(place)(work)
        send_back(place, days)(work)

    return change


def extend(place: int, day: int) -> Change:
    deadline = Deadline(end_of(day), "")
    return lambda work: changes.extend_deadline(work, ADMIN, assignment(work, place), deadline, "bão")


def waive(place: int) -> Change:
    return lambda work: changes.waive_assignment(work, ADMIN, assignment(work, place), "bão")


def snooze(person_id: int, places: list[int], hours: int) -> Change:
    def change(work: Work) -> None:
        ids = sorted({assignment(work, place) for place in places})
        reminding.snooze(work, load_actor(work, person_id), ids, work.now + timedelta(hours=hours))

    return change


def register(unit_id: int) -> Change:
    def change(work: Work) -> None:
        count = work.session.scalar(select(func.count()).select_from(Address)) or 0
        sender = find_sender(work, "web", f"new-{count}")
        view = apply(work, sender, Application(f"Mới {count}", "", Role.SECRETARY, unit_id))
        decide(work, ADMIN, view.id, "approved")

    return change


def leave(place: int) -> Change:
    def change(work: Work) -> None:
        held = list(work.session.scalars(select(Office.id).where(Office.until.is_(None)).order_by(Office.id)))
        staff.end_unit_office(work, ADMIN, held[place % len(held)] if held else 0)

    return change


def block(address_id: int) -> Change:
    return lambda work: mark_address_unreachable(work, address_id, "blocked")


def write(address_id: int) -> Change:
    return lambda work: find_sender(work, "web", f"{address_id}")


def declare(day: int, is_working: bool | None) -> Change:
    declared = date(2024, 5, 31) + timedelta(days=day)
    return lambda work: calendar.change_days(work, ADMIN, [declared], is_working)


def tell(places: list[int]) -> Change:
    return lambda work: reminding.cover_current_steps(work, {assignment(work, place) for place in places})


def nudge(milestone: int) -> Change:
    def change(work: Work) -> None:
        first = work.session.scalar(select(func.min(Assignment.milestone_id))) or 0
        changes.nudge_now(work, ADMIN, first + milestone)

    return change


def close() -> Change:
    return lambda work: close_plan(work, ADMIN, 1)


@dataclass(frozen=True)
class Event:
    """The clock moves on, something changes, and the tick comes unless the system is off."""

    minutes: int
    what: str
    change: Change | None
    is_ticking: bool


PLACES = st.integers(0, 14)
CHANGES: dict[str, st.SearchStrategy[Change | None]] = {
    "nothing": st.none(),
    "report": st.builds(report, PLACES),
    "report and send back": st.builds(report_and_send_back, PLACES, st.integers(0, 9)),
    "send back": st.builds(send_back, PLACES, st.integers(0, 9)),
    "mend": st.builds(mend, PLACES),
    "accept": st.builds(accept, PLACES),
    "extend": st.builds(extend, PLACES, st.integers(12, 45)),
    "waive": st.builds(waive, PLACES),
    "snooze": st.builds(
        snooze, st.integers(1, 3), st.lists(PLACES, min_size=1, max_size=3), st.integers(1, 200)
    ),
    "register": st.builds(register, st.sampled_from(UNITS)),
    "leave": st.builds(leave, st.integers(0, 5)),
    "block": st.builds(block, st.integers(1, 3)),
    "write": st.builds(write, st.integers(1, 3)),
    "declare": st.builds(declare, st.integers(5, 40), st.sampled_from([True, False, None])),
    "tell": st.builds(tell, st.lists(PLACES, min_size=1, max_size=3)),
    "nudge": st.builds(nudge, st.integers(0, 2)),
}
MINUTES = st.sampled_from([0, 0, 1, 60, 200, 600, 1440, 1440, 2880, 5 * 1440, 12 * 1440])
EVENTS = st.lists(
    st.sampled_from([*CHANGES, "nothing", "nothing"]).flatmap(
        lambda what: st.builds(
            Event,
            minutes=MINUTES,
            what=st.just(what),
            change=CHANGES[what],
            is_ticking=st.sampled_from([True, True, True, False]),
        )
    ),
    min_size=3,
    max_size=14,
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "ticked").mkdir()
    database = build_database(tmp_path / "ticked")
    yield database
    database.close()


@pytest.fixture
def scanned(tmp_path: Path) -> Iterator[Database]:
    (tmp_path / "scanned").mkdir()
    database = build_database(tmp_path / "scanned")
    yield database
    database.close()


def tick_until_done(database: Database, now: datetime, most: int = 1_000) -> None:
    while True:
        with database.work(now) as work:
            if not reminding.tick(work, most):
                return


def happen(database: Database, now: datetime, event: Event) -> None:
    if event.change is not None:
        with database.work(now) as work:
            try:
                with undo_on_error(work):
                    event.change(work)
            except DomainError:
                pass


def ledger(database: Database, now: datetime) -> list[tuple[object, ...]]:
    """Every step, and what was queued with it."""
    with database.look(now) as work:
        rows = work.session.execute(
            select(
                Reminder.assignment_id,
                Reminder.step,
                Reminder.recipient,
                Reminder.due_at,
                Reminder.reason,
                OutboxMessage.address_id,
                OutboxMessage.kind,
                OutboxMessage.state,
                OutboxMessage.created_at,
                OutboxMessage.content,
            ).outerjoin(OutboxMessage, OutboxMessage.id == Reminder.outbox_id)
        )
        return sorted(
            (row.assignment_id, row.step.split("/")[0:2], *row[2:4], *(str(part) for part in row[4:]))
            for row in rows
        )


@settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(events=EVENTS, most=st.sampled_from([1, 2, 1_000]))
def test_the_same_messages_as_a_look_at_everything_each_time(
    database: Database, scanned: Database, events: list[Event], most: int
) -> None:
    now = BEGIN
    for place in (database, scanned):
        with place.work(now) as work:
            begin(work)
    for event in events:
        now += timedelta(minutes=event.minutes)
        happen(database, now, event)
        happen(scanned, now, event)
        if event.is_ticking:
            tick_until_done(database, now, most)
            with scanned.work(now) as work:
                scan(work)
            assert ledger(database, now) == ledger(scanned, now)
        with database.work(now) as work:
            assert verify_slice(work) == [], "nothing was forgotten"


def in_force(database: Database) -> None:
    with database.work(BEGIN) as work:
        begin(work)


def test_an_idle_tick_looks_at_nothing(database: Database) -> None:
    in_force(database)
    tick_until_done(database, BEGIN)
    with database.work(BEGIN + timedelta(hours=1)) as work:
        assert reminding.tick(work) == 0


def test_what_was_reported_or_belongs_to_a_closed_plan_is_never_looked_at_again(database: Database) -> None:
    in_force(database)
    with database.work(BEGIN) as work:
        report(7)(work)
        assert work.session.get_one(Assignment, assignment(work, 7)).next_look_at is None
        close_plan(work, ADMIN, work.session.get_one(Assignment, 1).milestone_id)
        waiting = select(Assignment.id).where(Assignment.next_look_at.is_not(None))
        assert work.session.scalars(waiting).all() == []


def test_who_holds_two_units_gets_one_message_however_few_are_looked_at_together(database: Database) -> None:
    in_force(database)
    tick_until_done(database, datetime(2024, 6, 28, 8, tzinfo=VIETNAM), most=1)
    with database.look(BEGIN) as work:
        addresses = work.session.scalars(select(OutboxMessage.address_id).order_by(OutboxMessage.address_id))
        assert list(addresses) == [1, 2, 3]


def test_a_step_that_everybody_forgot_is_found_and_sent(database: Database) -> None:
    in_force(database)
    now = datetime(2024, 6, 21, 8, tzinfo=VIETNAM)
    with database.work(now) as work:
        forgotten = assignment(work, 5)
        work.session.execute(update(Assignment).values(next_look_at=None).where(Assignment.id == forgotten))
    tick_until_done(database, now)
    with database.work(now) as work:
        assert [found.assignment_id for found in verify_slice(work)] == [forgotten]
        assert verify_slice(work) == []
    tick_until_done(database, now)
    with database.look(now) as work:
        steps = work.session.scalars(select(Reminder.step).where(Reminder.assignment_id == forgotten))
        assert "2024-06-30/T-7" in list(steps)


def test_verifying_goes_through_all_assignments_slice_by_slice_and_begins_again(database: Database) -> None:
    in_force(database)
    with database.work(BEGIN) as work:
        work.session.execute(update(Assignment).values(next_look_at=None))
    found: list[int] = []
    for _ in range(4):
        with database.work(BEGIN) as work:
            found += [forgotten.assignment_id for forgotten in verify_slice(work, 4)]
    with database.work(BEGIN) as work:
        assert found == list(work.session.scalars(select(Assignment.id).order_by(Assignment.id)))
        work.session.execute(update(Assignment).values(next_look_at=None))
        assert len(verify_slice(work, 4)) == 4
