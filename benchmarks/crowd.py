"""A whole country in rows: units, a secretary each, and what they owe, inserted in bulk.

The proofs that use it run services of the product in their own process, on a new SQLite file.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select

from domain.local_time import VIETNAM
from domain.roles import Role
from services.actors import Actor, HeldOffice
from services.work import Database, Installation, Work
from storage.tables import (
    Address,
    Assignment,
    Base,
    Milestone,
    Office,
    Person,
    Plan,
    Report,
    ReportRevision,
    Unit,
    UnitGroup,
    UnitGroupMember,
)

CHANNEL = "telegram"
GROUP = "chi-bo-co-so"
STAFF_ID = 1
STAFF_CHAT = "staff"
STAFF = Actor(STAFF_ID, "Phạm Thị Thảo", "vi", (HeldOffice(Role.BOARD_STAFF, None),))
BEGINS = datetime(2024, 6, 24, 6, tzinfo=VIETNAM)  # a Monday
MEMBERS = 50
MOST_AT_ONCE = 10_000

Row = dict[str, Any]


@contextmanager
def empty_database(file: Path) -> Iterator[Database]:
    """A migrated database, closed with the block."""
    database = Database(f"sqlite:///{file}", Installation(VIETNAM))
    database.migrate()
    try:
        yield database
    finally:
        database.close()


def add_rows(work: Work, table: type[Base], rows: Iterable[Row]) -> None:
    """Insert many rows, some thousand at a time."""
    left = iter(rows)
    while batch := list(islice(left, MOST_AT_ONCE)):
        work.session.connection().execute(insert(table), batch)


def add_people(work: Work, units: int) -> None:
    """Somebody of the staff, and units 1, 2 … of one group; the secretary of unit n is person n + 1."""
    numbers = range(1, units + 1)
    people = {number: f"Bí thư {number:05d}" for number in numbers}
    add_rows(work, Person, [{"id": STAFF_ID, "name": STAFF.name, "created_at": BEGINS}])
    add_rows(work, Address, [_address(STAFF_ID, STAFF_CHAT)])
    add_rows(work, Office, [{"person_id": STAFF_ID, "role": "board_staff", "since": BEGINS}])
    add_rows(work, UnitGroup, [{"id": 1, "code": GROUP, "name": "Chi bộ cơ sở"}])
    add_rows(work, Unit, ({"id": n, "code": f"CB-{n:05d}", "name": f"Chi bộ số {n:05d}"} for n in numbers))
    add_rows(work, UnitGroupMember, ({"unit_id": n, "group_id": 1} for n in numbers))
    add_rows(work, Person, ({"id": n + 1, "name": people[n], "created_at": BEGINS} for n in numbers))
    add_rows(work, Address, (_address(n + 1, str(n)) for n in numbers))
    add_rows(
        work,
        Office,
        ({"person_id": n + 1, "role": "secretary", "unit_id": n, "since": BEGINS} for n in numbers),
    )


def secretary(unit: int) -> Actor:
    """Who reports for a unit."""
    return Actor(unit + 1, f"Bí thư {unit:05d}", "vi", (HeldOffice(Role.SECRETARY, unit),))


def add_active_plan(
    work: Work, units: int, milestones: int, late_from: datetime, next_look_at: datetime | None = None
) -> int:
    """A plan in force of which every unit owes every milestone; returns its id."""
    plan = Plan(title="Kế hoạch", state="active", created_at=BEGINS, activated_at=BEGINS)
    work.session.add(plan)
    work.session.flush()
    for position in range(1, milestones + 1):
        titled = {"title": f"Học tập chuyên đề {position}", "kind": "study", "form": "study"}
        milestone = Milestone(plan_id=plan.id, position=position, late_from=late_from, **titled)
        work.session.add(milestone)
        work.session.flush()
        same = {"milestone_id": milestone.id, "late_from": late_from, "next_look_at": next_look_at}
        add_rows(work, Assignment, ({"unit_id": unit, **same} for unit in range(1, units + 1)))
    return plan.id


def add_reports(work: Work, received: Sequence[datetime]) -> int:
    """A report of every assignment, received in turn at these instants; returns how many there are."""
    count = work.session.scalar(select(func.count()).select_from(Assignment)) or 0
    numbers = range(1, count + 1)
    add_rows(work, Report, (_report(number, received[number % len(received)]) for number in numbers))
    add_rows(
        work, ReportRevision, (_revision(number, received[number % len(received)]) for number in numbers)
    )
    return count


def values_of(number: int) -> Row:
    """What is reported of the assignment of this number."""
    return {"dates": ["2024-06-20"], "attended": attended(number), "total": MEMBERS, "mode": "truc_tiep"}


def attended(number: int) -> int:
    """How many members took part."""
    return MEMBERS - number % 20


def later(days: float) -> datetime:
    """So many days after the beginning."""
    return BEGINS + timedelta(days=days)


def _address(person_id: int, chat_id: str) -> Row:
    return {"channel": CHANNEL, "chat_id": chat_id, "person_id": person_id, "created_at": BEGINS}


def _report(number: int, received_at: datetime) -> Row:
    return {
        "id": number,
        "assignment_id": number,
        "code": f"BC-{number:06d}",
        "received_at": received_at,
        "revision": 1,
        "attended": attended(number),
        "total": MEMBERS,
    }


def _revision(number: int, received_at: datetime) -> Row:
    return {
        "report_id": number,
        "number": 1,
        "values": values_of(number),
        "raw_text": f"{attended(number)}/{MEMBERS} ngày 20/6 trực tiếp",
        "sent_by": 2,
        "received_at": received_at,
    }
