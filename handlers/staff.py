"""`/staff`: who works here, inviting and ending staff offices; `/audit`: the latest changes."""

from domain.messages import Choice
from domain.roles import Action, Role
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from handlers.invites import invite_text
from services.actors import require
from services.invites import create_invite
from services.staff import AuditLine, StaffOffice, end_staff_office, latest_audit, staff_offices
from services.units import find_units, get_unit

DIALOGUE = "staff-part"
INVITED = (Role.BOARD_STAFF, Role.LEADER, Role.ADMINISTRATOR)
LINES_OF_AUDIT = 12


def show_staff(turn: Turn, words: str) -> Replies:
    """`/staff [add <role> | part [unit] | end <office>]`; `part` invites who follows a unit and all below."""
    require(turn.actor, Action.MANAGE_STAFF)
    verb, _, subject = words.partition(" ")
    if verb == "add" and subject in {role.value for role in INVITED}:
        code = create_invite(turn.work, turn.actor, Role(subject), None)
        return turn.offer(invite_text(turn, _role(turn, Role(subject)), code), [])
    if verb == "part":
        return _part_named(turn, subject)
    if verb == "end":
        end_staff_office(turn.work, turn.actor, row_number(subject))
    held = staff_offices(turn.work, turn.actor)
    lines = [f"– {office.person_name}: {_office(turn, office)}" for office in held]
    choices = [
        Choice(turn.say("staff-add", role=_role(turn, role)), f"/staff add {role.value}") for role in INVITED
    ]
    choices.append(Choice(turn.say("staff-add-part"), "/staff part"))
    choices += [
        Choice(
            turn.say("staff-end", name=phrases.shortened(office.person_name, 30)),
            f"/staff end {office.office_id}",
        )
        for office in held
        if office.role is not Role.ADMINISTRATOR
    ]
    return turn.offer("\n".join([turn.say("staff-head"), *lines]), choices)


def continue_part(turn: Turn, text: str, picked: str | None) -> Replies:
    """The unit that a new member of staff is to follow, with everything below it."""
    require(turn.actor, Action.MANAGE_STAFF)
    return _part_chosen(turn, row_number(picked)) if picked else _part_named(turn, text)


def show_audit(turn: Turn, _words: str) -> Replies:
    """`/audit`: the latest changes by persons."""
    lines = [_audit_line(turn, entry) for entry in latest_audit(turn.work, turn.actor, LINES_OF_AUDIT)]
    return turn.offer("\n".join([turn.say("audit-head"), *lines]), [])


def _part_named(turn: Turn, typed: str) -> Replies:
    if not typed.strip():
        return turn.ask(DIALOGUE, {}, turn.say("staff-part-which"))
    entries = find_units(turn.work, typed)
    if not entries:
        return turn.ask(DIALOGUE, {}, turn.say("unit-not-found", typed=typed[:80]))
    if len(entries) == 1:
        return _part_chosen(turn, entries[0].unit.id)
    return turn.ask(
        DIALOGUE, {}, turn.say("unit-which"), [(entry.unit.name, str(entry.unit.id)) for entry in entries]
    )


def _part_chosen(turn: Turn, unit_id: int) -> Replies:
    code = create_invite(turn.work, turn.actor, Role.BOARD_STAFF, unit_id)
    turn.talk.close()
    unit = get_unit(turn.work, unit_id).name
    whom = turn.say("staff-of-part", role=_role(turn, Role.BOARD_STAFF), unit=unit)
    return turn.offer(invite_text(turn, whom, code), [])


def _office(turn: Turn, office: StaffOffice) -> str:
    role = _role(turn, office.role)
    return turn.say("staff-of-part", role=role, unit=office.unit_name) if office.unit_name else role


def _role(turn: Turn, role: Role) -> str:
    return turn.say(f"role-{role.value.replace('_', '-')}")


def _audit_line(turn: Turn, entry: AuditLine) -> str:
    who = entry.actor_name or turn.say("audit-system")
    what = turn.say("audit-" + entry.action.replace("_", "-"))
    about = f" ({entry.about})" if entry.about else ""
    return f"– {phrases.instant(turn.work, entry.at)}, {who}: {what}{about}"
