"""Plans with random facts, written straight into the tables: whatever the rules allow, and some more."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st
from sqlalchemy import delete

from services.work import Work
from storage.tables import (
    Address,
    Addressee,
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
from tests.databases import number_on

NOW = datetime(2024, 7, 1, 3, tzinfo=UTC)
GROUPS = ("chi_bo", "dang_bo", "mttq")
FORMS = ("study", "result", "none", "confirmation")
# The second duty comes back every month; what is counted together is a milestone and one of its periods.
RECURRING = 2
PERIODS = ("2024-05", "2024-06")
OCCURRENCES = tuple(
    (milestone_id, period)
    for milestone_id in range(1, len(FORMS) + 1)
    for period in (PERIODS if milestone_id == RECURRING else ("",))
)
INSTANTS = st.integers(-20, 10).map(lambda days: NOW + timedelta(days=days))
MEMBERS = st.none() | st.integers(0, 60)


@dataclass(frozen=True)
class Facts:
    """What happened to one assignment; `revisions` are (attended, total), oldest first.

    `period` counts only where the duty comes back.
    """

    late_from: datetime
    waived_at: datetime | None
    received_at: datetime | None
    returned_at: datetime | None
    accepted_at: datetime | None
    return_late_from: datetime | None
    withdrawn_at: datetime | None
    revisions: list[tuple[int | None, int | None]]
    period: str = PERIODS[0]


@dataclass(frozen=True)
class RandomUnit:
    """A unit: the groups it is in, whether its parent is the first unit, and why it cannot be reached."""

    groups: frozenset[str]
    is_below: bool
    is_active: bool
    unreached: str
    facts: list[Facts | None] = field(default_factory=list)


FACTS = st.builds(
    Facts,
    late_from=INSTANTS,
    waived_at=st.none() | INSTANTS,
    received_at=st.none() | INSTANTS,
    returned_at=st.none() | INSTANTS,
    accepted_at=st.none() | INSTANTS,
    return_late_from=st.none() | INSTANTS,
    withdrawn_at=st.none() | INSTANTS,
    revisions=st.lists(st.tuples(MEMBERS, MEMBERS), min_size=1, max_size=3),
    period=st.sampled_from(PERIODS),
)
UNITS = st.lists(
    st.builds(
        RandomUnit,
        groups=st.frozensets(st.sampled_from(GROUPS), max_size=3),
        is_below=st.booleans(),
        is_active=st.sampled_from([True, True, True, False]),
        unreached=st.sampled_from(["", "no_secretary", "blocked"]),
        facts=st.lists(st.none() | FACTS, min_size=len(FORMS), max_size=len(FORMS)),
    ),
    min_size=1,
    max_size=8,
)


def store(work: Work, units: list[RandomUnit], addressed: list[str]) -> None:
    """Replace everything by plan 1, whose milestones 1, 2 … address these groups in this order."""
    for table in reversed(Base.metadata.sorted_tables):
        work.session.execute(delete(table))
    work.session.expunge_all()
    _add(work, Person(id=1, name="Nguyễn Văn An", created_at=NOW))
    _add(work, Plan(id=1, title="Kế hoạch", state="active", created_at=NOW, activated_at=NOW))
    _add(work, *(UnitGroup(id=row, code=code, name=code) for row, code in enumerate(GROUPS, start=1)))
    for position, form in enumerate(FORMS, start=1):
        rrule = "FREQ=MONTHLY;BYMONTHDAY=20" if position == RECURRING else ""
        same = {"plan_id": 1, "title": form, "kind": "study", "form": form, "rrule": rrule}
        _add(work, Milestone(id=position, position=position, **same))
        for code in addressed:
            _add(work, Addressee(milestone_id=position, group_id=GROUPS.index(code) + 1))
    number_on(work.session.connection())
    for row, unit in enumerate(units, start=1):
        _store_unit(work, row, unit)


def _store_unit(work: Work, row: int, unit: RandomUnit) -> None:
    parent_id = 1 if unit.is_below and row > 1 else None
    _add(
        work,
        Unit(id=row, code=f"U-{row}", name=f"Đơn vị {row}", parent_id=parent_id, is_active=unit.is_active),
    )
    _add(work, *(UnitGroupMember(unit_id=row, group_id=GROUPS.index(code) + 1) for code in unit.groups))
    if unit.unreached != "no_secretary":
        person_id = row + 100
        _add(work, Person(id=person_id, name=f"Bí thư {row}", created_at=NOW))
        _add(
            work,
            Office(person_id=person_id, role="secretary", unit_id=row, since=NOW),
            Address(
                channel="web", chat_id=str(row), person_id=person_id, created_at=NOW,
                unreachable_reason=unit.unreached,
            ),
        )  # fmt: skip
    for milestone_id, facts in enumerate(unit.facts, start=1):
        if facts is not None:
            _store_facts(work, row, milestone_id, facts)


def _store_facts(work: Work, unit_id: int, milestone_id: int, facts: Facts) -> None:
    assignment = Assignment(
        milestone_id=milestone_id,
        unit_id=unit_id,
        occurrence=facts.period if milestone_id == RECURRING else "",
        late_from=facts.late_from,
        waived_at=facts.waived_at,
    )
    _add(work, assignment)
    if facts.received_at is None:
        return
    attended, total = facts.revisions[-1]
    report = Report(
        assignment_id=assignment.id,
        code=f"BC-{assignment.id}",
        received_at=facts.received_at,
        returned_at=facts.returned_at,
        accepted_at=facts.accepted_at,
        return_late_from=facts.return_late_from,
        withdrawn_at=facts.withdrawn_at,
        revision=len(facts.revisions),
        attended=attended,
        total=total,
    )
    _add(work, report)
    for number, figures in enumerate(facts.revisions, start=1):
        values = dict(zip(("attended", "total"), figures, strict=True))
        known = {name: value for name, value in values.items() if value is not None}
        _add(
            work,
            ReportRevision(
                report_id=report.id, number=number, values=known, raw_text="", sent_by=1,
                received_at=facts.received_at,
            ),
        )  # fmt: skip


def _add(work: Work, *rows: Base) -> None:
    work.session.add_all(rows)
    work.session.flush()
