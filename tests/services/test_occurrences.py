"""Recurring duties: each occurrence is assigned once, when it opens, whatever the ticks; nothing before."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from threading import Barrier

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select

from documents.unit_sheet import read_unit_sheet
from domain.deadlines import Deadline, by_end_of_day
from domain.errors import DomainError
from domain.local_time import VIETNAM, local_day
from domain.plans import MilestoneDraft, PlanDraft
from domain.recurrence import opens_at, period_of, read_rule
from domain.reminders import ReminderPolicy
from scheduler.jobs import tick_and_note
from services.calendar import change_days, work_calendar
from services.changes import extend_deadline, waive_assignment
from services.occurrences import coming_occurrences, occurrences_of, open_occurrences
from services.plans import activate_plan, close_plan, create_plan, preview_plan
from services.unit_import import import_units
from services.work import Database, Work
from storage.tables import Addressee, Assignment, Milestone, OutboxMessage, Plan, Reminder, Unit
from tests.examples import examples
from tests.office import GROUP, UNITS, fill_office, local, staff
from tests.services.recurring import RULES, days_counted

BEGIN = local("2024-06-05T08:30")
MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=24"
JUNE = Deadline(by_end_of_day(date(2024, 6, 24), VIETNAM), "định kỳ hằng tháng trước ngày 25")
RANDOMLY = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture]}


def recurring(rrule: str = MONTHLY, first: Deadline | None = JUNE, form: str = "result") -> MilestoneDraft:
    return MilestoneDraft("Báo cáo công tác", "report", form, first, groups=(GROUP,), rrule=rrule)


@pytest.fixture
def database(database: Database) -> Database:
    """An office of three units and their people, without a plan."""
    with database.work(BEGIN) as work:
        fill_office(work)
    return database


def issue(
    database: Database, now: datetime, *duties: MilestoneDraft, policy: ReminderPolicy | None = None
) -> int:
    """A plan with these duties, in force from now on; returns it."""
    with database.work(now) as work:
        draft = PlanDraft("Chế độ báo cáo", policy=policy or ReminderPolicy(), milestones=duties)
        plan_id = create_plan(work, None, draft)
        activate_plan(work, None, plan_id)
        return plan_id


def tick(database: Database, now: datetime) -> None:
    """The tick as the scheduler runs it: transaction by transaction, until nothing is left to do."""
    while True:
        with database.work(now) as work:
            if not tick_and_note(work):
                return


def tick_now_and_then(database: Database, start: datetime, until: datetime) -> None:
    while start <= until:
        tick(database, start)
        start += timedelta(days=5)


def periods(database: Database) -> list[str]:
    """The occurrences that are assigned, in order."""
    with database.look(BEGIN) as work:
        return sorted(set(work.session.scalars(select(Assignment.occurrence))))


def deadlines(database: Database, code: str) -> dict[str, str]:
    """The last local minute of each occurrence of a unit."""
    with database.look(BEGIN) as work:
        rows = work.session.execute(
            select(Assignment.occurrence, Assignment.late_from)
            .join(Unit, Unit.id == Assignment.unit_id)
            .where(Unit.code == code)
        )
        last = {period: (late - timedelta(seconds=1)).astimezone(VIETNAM) for period, late in rows}
        return {period: f"{moment:%d/%m %H:%M}" for period, moment in sorted(last.items())}


def test_an_occurrence_is_assigned_when_its_reminders_begin_and_no_earlier(database: Database) -> None:
    issue(database, BEGIN, recurring())
    tick(database, local("2024-06-17T07:59"))
    assert periods(database) == []
    tick(database, local("2024-06-17T08:00"))
    assert periods(database) == ["2024-06"]
    tick(database, local("2024-07-17T07:59"))
    assert periods(database) == ["2024-06"]
    tick(database, local("2024-07-17T08:00"))
    assert deadlines(database, "CB-01") == {"2024-06": "24/06 23:59", "2024-07": "24/07 23:59"}


def test_what_is_open_is_begun_at_once_and_what_was_due_before_never_is(
    database: Database,
) -> None:
    issue(database, local("2024-08-20T09:00"), recurring())
    assert periods(database) == ["2024-08"]
    tick(database, local("2024-08-20T09:01"))
    assert periods(database) == ["2024-08"]


def test_a_long_downtime_leaves_nothing_out_and_sends_one_message(database: Database) -> None:
    issue(database, BEGIN, recurring())
    tick(database, local("2024-09-27T08:30"))
    assert periods(database) == ["2024-06", "2024-07", "2024-08", "2024-09"]
    with database.look(BEGIN) as work:
        sent = select(Reminder.assignment_id, Reminder.recipient, Reminder.outbox_id)
        steps = work.session.execute(sent.where(Reminder.outbox_id.is_not(None))).all()
    assert len({row[:2] for row in steps}) == len(steps), "of each period the one step that is relevant"
    assert len({row.outbox_id for row in steps}) == len({row.recipient for row in steps}) == 3


def test_a_month_without_the_day_is_due_on_its_last_day(database: Database) -> None:
    first = Deadline(by_end_of_day(date(2024, 12, 31), VIETNAM), "ngày 31 hằng tháng")
    issue(database, BEGIN, recurring("FREQ=MONTHLY;BYMONTHDAY=31", first))
    with database.look(BEGIN) as work:
        found = islice(occurrences_of(work.session.scalars(select(Milestone)).one(), VIETNAM), 5)
        days = [f"{local_day(one.late_from - timedelta(1), VIETNAM):%d/%m}" for one in found]
    assert days == ["31/12", "31/01", "28/02", "31/03", "30/04"]


def test_every_deadline_keeps_the_hour_of_the_first(database: Database) -> None:
    first = Deadline(local("2024-06-24T17:00"), "trước 17 giờ ngày 24")
    issue(database, BEGIN, recurring(MONTHLY, first))
    tick_now_and_then(database, local("2024-06-17T08:00"), local("2024-07-20T08:00"))
    assert deadlines(database, "CB-02") == {"2024-06": "24/06 16:59", "2024-07": "24/07 16:59"}


@pytest.mark.parametrize("end", ["COUNT=2", "UNTIL=20240823"])
def test_a_series_ends_when_its_rule_says_so(database: Database, end: str) -> None:
    issue(database, BEGIN, recurring(f"{MONTHLY};{end}"))
    tick_now_and_then(database, local("2024-06-10T08:00"), local("2024-11-10T08:00"))
    assert periods(database) == ["2024-06", "2024-07"]
    with database.look(BEGIN) as work:
        assert work.session.scalars(select(Milestone.next_look_at)).one() is None


def test_a_closed_plan_opens_nothing_more(database: Database) -> None:
    plan_id = issue(database, BEGIN, recurring())
    tick(database, local("2024-06-17T08:00"))
    with database.work(local("2024-07-01T08:00")) as work:
        close_plan(work, staff(work), plan_id)
    tick(database, local("2024-07-20T08:00"))
    assert periods(database) == ["2024-06"]


def test_a_unit_that_joins_owes_what_opens_from_then_on(database: Database) -> None:
    issue(database, BEGIN, recurring())
    tick(database, local("2024-06-17T08:00"))
    with database.work(local("2024-06-20T08:00")) as work:
        sheet = f"{UNITS}CB-04;Chi bộ Thôn Đông;Chi bộ cơ sở;30;Trần Thị Mai;0912 000 004\n"
        import_units(work, None, read_unit_sheet("don-vi.csv", sheet.encode()), keep_good=True)
    tick_now_and_then(database, local("2024-06-20T08:00"), local("2024-07-20T08:00"))
    assert list(deadlines(database, "CB-01")) == ["2024-06", "2024-07"]
    assert list(deadlines(database, "CB-04")) == ["2024-07"]


def test_a_waiver_and_an_extension_are_for_one_occurrence(database: Database) -> None:
    issue(database, BEGIN, recurring())
    tick(database, local("2024-06-17T08:00"))
    later = Deadline(by_end_of_day(date(2024, 6, 28), VIETNAM), "đến hết ngày 28/6")
    with database.work(local("2024-06-18T08:00")) as work:
        first, second, _third = work.session.scalars(select(Assignment.id).order_by(Assignment.id))
        extend_deadline(work, staff(work), first, later, "bão")
        waive_assignment(work, staff(work), second, "sáp nhập")
    tick_now_and_then(database, local("2024-06-19T08:00"), local("2024-07-20T08:00"))
    assert deadlines(database, "CB-01") == {"2024-06": "28/06 23:59", "2024-07": "24/07 23:59"}
    with database.look(BEGIN) as work:
        july = select(Assignment.waived_at).where(Assignment.occurrence == "2024-07")
        assert work.session.scalars(july).all() == [None, None, None]


def test_a_day_off_declared_meanwhile_opens_the_period_a_day_earlier(database: Database) -> None:
    issue(database, BEGIN, recurring())
    with database.work(local("2024-06-06T09:00")) as work:
        change_days(work, staff(work), [date(2024, 6, 17)], False, "lễ của địa phương")
    tick(database, local("2024-06-14T07:59"))
    assert periods(database) == []
    tick(database, local("2024-06-14T08:00"))
    assert periods(database) == ["2024-06"], "the first reminder moved from Monday to Friday"


def test_two_duties_that_open_together_are_one_message(database: Database) -> None:
    issue(database, BEGIN, recurring(), recurring("FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=24"))
    tick(database, local("2024-06-17T08:00"))
    assert periods(database) == ["2024-06", "2024-H1"]
    with database.look(BEGIN) as work:
        told = select(OutboxMessage.address_id).where(OutboxMessage.kind == "reminder")
        addresses = list(work.session.scalars(told))
    assert len(addresses) == len(set(addresses)) == 3


def test_what_is_open_is_not_opened_again(database: Database) -> None:
    issue(database, BEGIN, recurring())
    tick(database, local("2024-06-17T08:00"))
    with database.work(local("2024-06-17T08:01")) as work:
        assert open_occurrences(work) == 0


def test_several_processes_open_a_period_once(database: Database) -> None:
    issue(database, BEGIN, recurring())
    start = Barrier(4)

    def open_at_once(_process: int) -> None:
        start.wait()
        with database.work(local("2024-06-17T08:00")) as work:
            while open_occurrences(work):
                pass

    with ThreadPoolExecutor(4) as processes:
        list(processes.map(open_at_once, range(4)))
    assert [len(deadlines(database, code)) for code in ("CB-01", "CB-02", "CB-03")] == [1, 1, 1]


def test_a_rule_that_names_its_day_needs_no_first_date(database: Database) -> None:
    with database.work(BEGIN) as work:
        weekly = recurring("FREQ=WEEKLY;BYDAY=TH", None)
        draft = PlanDraft("Giao ban", issued_on=date(2024, 6, 6), milestones=(weekly,))
        [preview] = preview_plan(work, None, create_plan(work, None, draft))
        assert [one.period for one in preview.occurrences] == ["2024-W24", "2024-W25", "2024-W26", "2024-W27"]


def test_a_rule_without_a_day_waits_for_staff_to_fix_the_first_date(database: Database) -> None:
    with database.work(BEGIN) as work:
        plan_id = create_plan(work, None, PlanDraft("Báo cáo", milestones=(recurring("FREQ=MONTHLY", None),)))
        [preview] = preview_plan(work, None, plan_id)
        assert (preview.deadline, preview.occurrences) == (None, ())
        with pytest.raises(DomainError) as caught:
            activate_plan(work, None, plan_id)
    assert caught.value.code == "plan-empty"


def test_a_first_date_that_the_rule_does_not_know_is_refused(database: Database) -> None:
    with database.work(BEGIN) as work, pytest.raises(DomainError) as caught:
        create_plan(work, None, PlanDraft("Báo cáo", milestones=(recurring("FREQ=MONTHLY;BYMONTHDAY=5"),)))
    assert caught.value.code == "rrule-misses-deadline"


def test_what_comes_next_is_foreseen_with_the_units_it_would_fall_to(database: Database) -> None:
    issue(database, BEGIN, recurring(), recurring("FREQ=WEEKLY;BYDAY=FR", None))
    with database.look(BEGIN) as work:
        soon = coming_occurrences(work, until=BEGIN + timedelta(days=14))
        assert [(one.occurrence.period, len(one.units)) for one in soon] == [
            ("2024-06", 3),
            ("2024-W24", 3),
            ("2024-W25", 3),
        ]
        assert [one.occurrence.period for one in coming_occurrences(work)] == ["2024-06", "2024-W24"]


@settings(max_examples=200, deadline=None)
@given(text=RULES, begins=st.dates(date(2024, 1, 1), date(2025, 12, 31)))
def test_the_days_are_those_that_counting_day_by_day_finds(text: str, begins: date) -> None:
    rule = read_rule(text)
    first = rule.first_day(begins)
    assume(first is not None)
    until = begins + timedelta(days=800)
    milestone = Milestone(rrule=text, late_from=by_end_of_day(first, VIETNAM))
    end = by_end_of_day(until, VIETNAM)
    found = list(takewhile(lambda one: one.late_from <= end, occurrences_of(milestone, VIETNAM)))
    days = days_counted(rule, first, until)
    assert [one.late_from for one in found] == [by_end_of_day(day, VIETNAM) for day in days]
    names = [one.period for one in found]
    assert len(set(names)) == len(names), "no two occurrences share a name"


HOURS = st.lists(st.sampled_from([1, 7, 24, 24, 24, 72, 24 * 9, 24 * 60]), min_size=1, max_size=8)
POLICIES = st.sampled_from(
    [ReminderPolicy(), ReminderPolicy(days_before=()), ReminderPolicy(days_before=(30, 2), then_every_days=0)]
)


@settings(max_examples=examples(20), **RANDOMLY)
@given(
    text=RULES,
    form=st.sampled_from(["result", "none"]),
    policy=POLICIES,
    issued=st.dates(date(2024, 1, 1), date(2024, 12, 31)),
    waits=st.integers(0, 200),
    hours=HOURS,
)
def test_whatever_the_ticks_each_occurrence_is_assigned_once_and_reminded_of_once(
    database: Database,
    text: str,
    form: str,
    policy: ReminderPolicy,
    issued: date,
    waits: int,
    hours: list[int],
) -> None:
    """Downtime of any length, several ticks a day, activation in the middle of a series: all the same."""
    rule = read_rule(text)
    first = rule.first_day(issued)
    assume(first is not None)
    activated = datetime.combine(issued, datetime.min.time(), VIETNAM) + timedelta(days=waits, hours=10)
    deadline = Deadline(by_end_of_day(first, VIETNAM), "")
    forget_plans(database)
    issue(database, activated, recurring(text, deadline, form), policy=policy)
    now = activated
    for pause in hours:
        now += timedelta(hours=pause)
        tick(database, now)
    with database.look(now) as work:
        assert assigned(work) == expected(work, text, first, activated, now, policy)
        for step in work.session.execute(
            select(Assignment.begun_at, OutboxMessage.created_at)
            .join(Reminder, Reminder.assignment_id == Assignment.id)
            .join(OutboxMessage, OutboxMessage.id == Reminder.outbox_id)
        ):
            assert step.begun_at <= step.created_at
        sent = work.session.execute(
            select(Reminder.assignment_id, Reminder.step, Reminder.recipient, OutboxMessage.created_at).join(
                OutboxMessage, OutboxMessage.id == Reminder.outbox_id
            )
        ).all()
    assert len({row[:3] for row in sent}) == len(sent), "no step twice"
    told = [(row.assignment_id, row.recipient, row.created_at) for row in sent]
    assert len(set(told)) == len(told), "one step at a time: never a burst"


def forget_plans(database: Database) -> None:
    """The same office before its next plan."""
    with database.work(BEGIN) as work:
        for table in (Reminder, OutboxMessage, Assignment, Addressee, Milestone, Plan):
            work.session.execute(delete(table))


def assigned(work: Work) -> list[tuple[str, datetime, int]]:
    """Each occurrence with its deadline and how many units owe it."""
    rows = work.session.execute(
        select(Assignment.occurrence, Assignment.late_from, func.count())
        .group_by(Assignment.occurrence, Assignment.late_from)
        .order_by(Assignment.late_from)
    )
    return [tuple(row) for row in rows]


def expected(
    work: Work, text: str, first: date, activated: datetime, now: datetime, policy: ReminderPolicy
) -> list[tuple[str, datetime, int]]:
    """What must be assigned by now to three units: due after the activation, and opened by now."""
    rule, previous, found = read_rule(text), None, []
    for day in days_counted(rule, first, local_day(now, VIETNAM) + timedelta(days=100)):
        late_from = by_end_of_day(day, VIETNAM)
        opens = opens_at(late_from, previous, policy, work_calendar(work), VIETNAM)
        if late_from > activated and opens <= now:
            found.append((period_of(rule, first, day), late_from, 3))
        previous = late_from
    return found
