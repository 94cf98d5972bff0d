"""A reported total that differs from the registry: the unit says why, staff put the registry right."""

from domain import wording
from domain.errors import DomainError
from domain.messages import Choice, Reply
from handlers.conversation import Replies, Turn, row_number
from locales import say
from services.actors import staff_addresses
from services.assignments import AssignmentView
from services.members import explain_difference, set_member_count

DIALOGUE = "members"
REASONS = ("registry", "moved")
LONGEST_WORDS = 300


def difference(
    turn: Turn, view: AssignmentView, total: object, is_by_staff: bool
) -> tuple[str, list[Choice]]:
    """What to say beside a receipt whose total is new and not that of the registry; else nothing.

    Whoever does not answer is not asked again.
    """
    registered = view.member_count
    is_known = isinstance(total, int) and registered is not None
    if not is_known or total in (registered, view.values.get("total")):
        return "", []
    figures = {"total": wording.number(int(str(total))), "registered": wording.number(registered or 0)}
    if is_by_staff:
        return turn.say("members-differ-staff", **figures), [
            _fix(turn.language, view.unit_id, int(str(total)))
        ]
    choices = [Choice(turn.say(f"members-{reason}"), f"/memberswhy {view.id} {reason}") for reason in REASONS]
    choices.append(Choice(turn.say("members-other"), f"/memberswhy {view.id}"))
    return turn.say("members-differ", **figures), choices


def explain(turn: Turn, words: str) -> Replies:
    """`/memberswhy <assignment> [registry | moved]`: without a reason it is asked in words."""
    number, _, reason = words.partition(" ")
    assignment_id = row_number(number)
    if reason in REASONS:
        return _explained(turn, assignment_id, reason)
    return turn.ask(DIALOGUE, {"assignment_id": assignment_id}, turn.say("members-why"))


def continue_explaining(turn: Turn, text: str, _picked: str | None) -> Replies:
    """The reason in the person's own words."""
    assignment_id = turn.talk.state["assignment_id"]
    turn.talk.close()
    return _explained(turn, assignment_id, text[:LONGEST_WORDS])


def set_members(turn: Turn, words: str) -> Replies:
    """`/setmembers <unit> <members>`: the button of staff that puts the registry right."""
    unit, _, members = words.partition(" ")
    if not members:
        raise DomainError("button-old")
    count = row_number(members)
    name = set_member_count(turn.work, turn.actor, row_number(unit), count)
    return turn.answer("members-set", unit=name, members=wording.number(count))


def _explained(turn: Turn, assignment_id: int, reason: str) -> Replies:
    explained = explain_difference(turn.work, turn.actor, assignment_id, reason)
    if explained is not None:
        view, total = explained
        for address_id, staff in staff_addresses(turn.work, view.unit_id):
            turn.tell(address_id, _proposal(turn, view, total, reason, staff.language))
    return turn.answer("members-noted", board=turn.work.installation.board)


def _proposal(turn: Turn, view: AssignmentView, total: int, reason: str, language: str) -> Reply:
    assert turn.actor is not None
    text = say(
        "members-proposal",
        language,
        name=turn.actor.name,
        unit=view.unit_name,
        total=wording.number(total),
        registered=wording.number(view.member_count or 0),
        reason=say(f"members-{reason}", language) if reason in REASONS else reason,
    )
    return Reply(text, (_fix(language, view.unit_id, total),))


def _fix(language: str, unit_id: int, total: int) -> Choice:
    return Choice(say("members-fix", language, total=wording.number(total)), f"/setmembers {unit_id} {total}")
