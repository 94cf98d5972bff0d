"""A small committee for tests of the machinery: three units, their people, one plan; no dialogue needed."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from documents.unit_sheet import read_unit_sheet
from domain.deadlines import Deadline
from domain.local_time import VIETNAM, start_of_day
from domain.plans import MilestoneDraft, PlanDraft
from domain.roles import Role
from services.actors import Actor, find_sender, load_actor
from services.plans import activate_plan, create_plan
from services.registration import Application, apply, decide
from services.setup import claim_bot, ensure_setup_code
from services.unit_import import import_units
from services.units import all_units
from services.work import Work
from storage.tables import Address, Assignment, Milestone

CHANNEL = "web"
STAFF = "thao"
# Unit CB-01 has a secretary and a deputy, CB-02 a secretary, CB-03 nobody.
SECRETARIES = {
    "hoa": ("CB-01", Role.SECRETARY),
    "mai": ("CB-01", Role.DEPUTY),
    "lan": ("CB-02", Role.SECRETARY),
}
UNITS = """Mã đơn vị;Tên đơn vị;Khối;Số đảng viên (hội viên);Người liên hệ;Điện thoại
CB-01;Chi bộ Trường mầm non;Chi bộ cơ sở;60;Nguyễn Thị Hoa;0912 000 001
CB-02;Chi bộ Trạm y tế;Chi bộ cơ sở;60;Hoàng Thị Lan;0912 000 002
CB-03;Chi bộ Hợp tác xã;Chi bộ cơ sở;60;Lê Văn Thành;0912 000 003
"""
GROUP = "chi_bo_co_so"
STUDY = "Học tập Nghị quyết số 14"


def local(text: str) -> datetime:
    """`2024-06-21T08:00` in Viet Nam."""
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def by_end_of(day: date) -> Deadline:
    """A deadline whose last day is this one."""
    return Deadline(start_of_day(day + timedelta(days=1), VIETNAM), f"hết ngày {day:%d/%m/%Y}")


def fill_office(work: Work) -> None:
    """Units, staff and secretaries; everybody's chat is their name."""
    import_units(work, None, read_unit_sheet("don-vi.csv", UNITS.encode()), keep_good=True)
    ensure_setup_code(work, "OFFICE0OFFICE")
    claim_bot(work, find_sender(work, CHANNEL, STAFF, "Phạm Thị Thảo"))
    units = {entry.unit.code: entry.unit.id for entry in all_units(work)}
    for chat_id, (code, role) in SECRETARIES.items():
        sender = find_sender(work, CHANNEL, chat_id, chat_id)
        wish = Application(f"Đồng chí {chat_id}", role.value, role, units[code])
        decide(work, staff(work), apply(work, sender, wish).id, "approved")


def staff(work: Work) -> Actor:
    """The member of staff who does everything."""
    person_id = work.session.scalar(select(Address.person_id).where(Address.chat_id == STAFF))
    assert person_id is not None
    return load_actor(work, person_id)


def issue_plan(work: Work, title: str, deadline: Deadline) -> int:
    """One study that every unit owes, in force at once; returns the milestone."""
    study = MilestoneDraft(title, "study", "study", deadline, groups=(GROUP,))
    plan_id = create_plan(work, staff(work), PlanDraft(title=title, milestones=(study,)))
    activate_plan(work, staff(work), plan_id)
    milestone_id = work.session.scalar(select(Milestone.id).where(Milestone.plan_id == plan_id))
    assert milestone_id is not None
    return milestone_id


def assignment_of(work: Work, milestone_id: int, chat_id: str) -> int:
    """What the unit of a secretary owes for a milestone."""
    units = {entry.unit.code: entry.unit.id for entry in all_units(work)}
    owed = select(Assignment.id).where(
        Assignment.milestone_id == milestone_id, Assignment.unit_id == units[SECRETARIES[chat_id][0]]
    )
    assignment_id = work.session.scalar(owed)
    assert assignment_id is not None
    return assignment_id
