"""Each period is counted by itself, now and as of an instant in the past."""

from datetime import date, datetime, timedelta

import pytest

from documents.unit_sheet import read_unit_sheet
from domain.deadlines import Deadline, by_end_of_day
from domain.local_time import VIETNAM
from domain.plans import MilestoneDraft, PlanDraft
from domain.summary import Tally
from scheduler.jobs import tick_and_note
from services.actors import find_sender
from services.assignments import load_assignments
from services.plans import activate_plan, create_plan
from services.reporting import record_report
from services.summary import summarise_plan
from services.unit_import import import_units
from services.work import Database
from tests.office import CHANNEL, GROUP, UNITS, by_end_of, fill_office, local

DUTY = "Báo cáo công tác"
VALUES = {"dates": ["2024-06-18"], "attended": 45, "total": 60, "mode": "truc_tiep"}
JOINING = f"{UNITS}CB-04;Chi bộ Thôn Đông;Chi bộ cơ sở;30;Trần Thị Mai;0912 000 004\n"


@pytest.fixture
def database(database: Database) -> Database:
    """A monthly report in force since 5 June: three units in June, a fourth from July on; CB-01 reports."""
    first = Deadline(by_end_of_day(date(2024, 6, 24), VIETNAM), "trước ngày 25 hằng tháng")
    duties = (
        MilestoneDraft(DUTY, "report", "result", first, groups=(GROUP,), rrule="FREQ=MONTHLY;BYMONTHDAY=24"),
        MilestoneDraft("Học tập", "study", "study", by_end_of(date(2024, 7, 31)), groups=(GROUP,)),
    )
    with database.work(local("2024-06-05T08:30")) as work:
        fill_office(work)
        activate_plan(work, None, create_plan(work, None, PlanDraft("Chế độ báo cáo", milestones=duties)))
    tick(database, "2024-06-17T08:00")
    report(database, "2024-06-18T09:00", "2024-06", 0)
    with database.work(local("2024-07-01T09:00")) as work:
        import_units(work, None, read_unit_sheet("don-vi.csv", JOINING.encode()), keep_good=True)
    tick(database, "2024-07-17T08:00")
    report(database, "2024-07-26T09:00", "2024-07", 0)
    report(database, "2024-07-27T09:00", "2024-06", 1)
    return database


def tick(database: Database, when: str) -> None:
    with database.work(local(when)) as work:
        while tick_and_note(work):
            pass


def report(database: Database, when: str, period: str, place: int) -> None:
    """The first or second unit that owes a period reports it, as its secretary."""
    chat = ("hoa", "lan")[place]
    with database.work(local(when)) as work:
        actor = find_sender(work, CHANNEL, chat).actor
        assert actor is not None
        [owed] = [
            view
            for view in load_assignments(work, unit_ids=actor.unit_ids())
            if view.occurrence == period and view.title.startswith(DUTY)
        ]
        record_report(work, actor, owed.id, VALUES, raw_text="", based_on=0, received_at=work.now)


def counts(database: Database, when: datetime, *, is_past: bool = False) -> dict[str, Tally]:
    with database.work(when, is_past=is_past) as work:
        found = summarise_plan(work, None, 1).milestones
    return {one.title: one.tally for one in found}


def test_each_period_is_counted_by_itself(database: Database) -> None:
    assert counts(database, local("2024-07-28T08:00")) == {
        f"{DUTY} (kỳ tháng 6/2024)": Tally(on_time=1, late=1, missing=1, attended=90, total=120),
        f"{DUTY} (kỳ tháng 7/2024)": Tally(late=1, missing=3, attended=45, total=60),
        "Học tập": Tally(missing=3),
    }


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("2024-06-10T08:00", {"6": Tally()}),
        ("2024-06-17T08:01", {"6": Tally(missing=3)}),
        ("2024-06-30T08:00", {"6": Tally(on_time=1, missing=2, attended=45, total=60)}),
        (
            "2024-07-18T08:00",
            {"6": Tally(on_time=1, missing=2, attended=45, total=60), "7": Tally(missing=4)},
        ),
    ],
)
def test_the_past_knows_only_the_periods_that_had_opened(
    database: Database, when: str, expected: dict[str, Tally]
) -> None:
    found = counts(database, local(when), is_past=True)
    del found["Học tập"]
    assert found == {f"{DUTY} (kỳ tháng {month}/2024)": tally for month, tally in expected.items()}


def test_on_every_day_the_figures_add_up_to_the_units_that_owed_it(database: Database) -> None:
    day = local("2024-06-05T23:00")
    while day < local("2024-08-05T00:00"):
        for title, tally in counts(database, day, is_past=True).items():
            units = {"6": 3, "7": 4}.get(title.partition("tháng ")[2][:1], 3)
            assert tally.on_time + tally.late + tally.missing + tally.waived == tally.addressed
            assert tally.addressed in (0, units)
        day += timedelta(days=1)


def test_before_anything_has_opened_the_next_period_is_named_and_nothing_expected(database: Database) -> None:
    with database.work(local("2024-06-10T08:00"), is_past=True) as work:
        first, _study = summarise_plan(work, None, 1).milestones
    assert (first.is_coming, first.occurrence, first.tally.expected) == (True, "2024-06", 0)
    assert first.last_moment == local("2024-06-24T23:59:59")
