"""`/staff`: who works here, inviting and ending staff offices; `/audit`: the latest changes."""

from domain.messages import Choice
from domain.roles import Action, Role
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from handlers.invites import invite_text
from services.actors import require
from services.invites import create_invite
from services.staff import AuditLine, end_staff_office, latest_audit, staff_offices

INVITED = (Role.BOARD_STAFF, Role.LEADER, Role.ADMINISTRATOR)
LINES_OF_AUDIT = 12


def show_staff(turn: Turn, words: str) -> Replies:
    """`/staff [add <role> | end <office>]`."""
    require(turn.actor, Action.MANAGE_STAFF)
    verb, _, subject = words.partition(" ")
    if verb == "add" and subject in {role.value for role in INVITED}:
        code = create_invite(turn.work, turn.actor, Role(subject), None)
        return turn.offer(invite_text(turn, turn.say(f"role-{subject.replace('_', '-')}"), code), [])
    if verb == "end":
        end_staff_office(turn.work, turn.actor, row_number(subject))
    held = staff_offices(turn.work, turn.actor)
    lines = [f"– {office.person_name}: {_role(turn, office.role)}" for office in held]
    choices = [
        Choice(turn.say("staff-add", role=_role(turn, role)), f"/staff add {role.value}") for role in INVITED
    ]
    choices += [
        Choice(
            turn.say("staff-end", name=phrases.shortened(office.person_name, 30)),
            f"/staff end {office.office_id}",
        )
        for office in held
        if office.role is not Role.ADMINISTRATOR
    ]
    return turn.offer("\n".join([turn.say("staff-head"), *lines]), choices)


def show_audit(turn: Turn, _words: str) -> Replies:
    """`/audit`: the latest changes by persons."""
    lines = [_audit_line(turn, entry) for entry in latest_audit(turn.work, turn.actor, LINES_OF_AUDIT)]
    return turn.offer("\n".join([turn.say("audit-head"), *lines]), [])


def _role(turn: Turn, role: Role) -> str:
    return turn.say(f"role-{role.value.replace('_', '-')}")


def _audit_line(turn: Turn, entry: AuditLine) -> str:
    who = entry.actor_name or turn.say("audit-system")
    what = turn.say("audit-" + entry.action.replace("_", "-"))
    about = f" ({entry.about})" if entry.about else ""
    return f"– {phrases.instant(turn.work, entry.at)}, {who}: {what}{about}"
