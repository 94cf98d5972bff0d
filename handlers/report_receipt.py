"""What is answered once a report is recorded, and who else hears of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.forms import Values
from domain.messages import Choice, Reply
from handlers import members, phrases, report_choice
from handlers.conversation import Replies, Turn
from handlers.joint_card import names_of
from handlers.report_card import card_lines
from locales import say
from services.actors import staff_addresses
from services.assignments import AssignmentView, get_assignment, open_assignments
from services.forms import load_form
from services.reach import contacts_by_unit, unreached_reason
from services.reporting import Receipt
from services.returning import words_of
from services.units import member_word

LONGEST_WORDS = 300
RECEIPTS = {"report": "receipt", "correction": "receipt-revision", "supplement": "receipt-supplement"}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report that was just recorded: its assignment as it stood before, the values, the receipt."""

    view: AssignmentView
    values: Values
    receipt: Receipt


def confirm(turn: Turn, recorded: Sequence[Recorded], source: str) -> Replies:
    """The receipts, and what else is due; of what staff entered, the units are told instead."""
    text = _receipt(turn, recorded[0]) if len(recorded) == 1 else _receipts(turn, recorded)
    lines, reasons = [text], list[Choice]()
    for one in recorded:
        if source:
            lines.append(_tell_unit(turn, one.view, source))
        elif one.view.is_returned:
            _tell_answered(turn, one)
        total = one.values.get("total")
        differs, choices = members.difference(turn, one.view, total, is_by_staff=bool(source))
        lines += [differs] if differs else []
        reasons += choices
    unit_ids = frozenset({one.view.unit_id for one in recorded})
    left = [] if source else report_choice.choices(open_assignments(turn.work, unit_ids))
    if left and not reasons:
        lines.append(turn.say("receipt-left"))
    return turn.offer("\n".join(lines), [*left, *reasons])


def _receipt(turn: Turn, one: Recorded) -> str:
    return turn.say(
        RECEIPTS[one.receipt.kind],
        duty=one.view.title,
        unit=one.view.unit_name,
        code=one.receipt.code,
        at=phrases.instant(turn.work, one.receipt.received_at),
        revision=one.receipt.revision,
        when=_when(turn.language, one.receipt),
    )


def _receipts(turn: Turn, recorded: Sequence[Recorded]) -> str:
    at = phrases.instant(turn.work, recorded[0].receipt.received_at)
    head = turn.say("receipts-head", count=len(recorded), at=at)
    lines = [
        turn.say(
            f"receipts-{one.receipt.kind}",
            name=name,
            code=one.receipt.code,
            revision=one.receipt.revision,
            when=_when(turn.language, one.receipt),
        )
        for name, one in zip(names_of([one.view for one in recorded]), recorded, strict=True)
    ]
    return "\n".join([head, *lines])


def tell_staff(turn: Turn, view: AssignmentView, key: str) -> None:
    """Staff who follow the unit hear what it did to its report."""
    assert turn.actor is not None
    for address_id, staff in staff_addresses(turn.work, view.unit_id):
        values = {"name": turn.actor.name, "duty": view.title, "unit": view.unit_name}
        turn.tell(address_id, Reply(say(key, staff.language, **values)))


def _tell_answered(turn: Turn, one: Recorded) -> None:
    """Staff who sent a report back hear what the unit answered, changed or not, in its own words."""
    assert turn.actor is not None
    view = one.view
    word, form = member_word(turn.work, view.unit_id), load_form(turn.work, view.form)
    words = phrases.shortened(" / ".join(words_of(turn.work, view.id).split("\n")), LONGEST_WORDS)
    for address_id, staff in staff_addresses(turn.work, view.unit_id):
        text = say(
            "return-answered",
            staff.language,
            name=turn.actor.name,
            unit=view.unit_name,
            duty=view.title,
            card=card_lines(staff.language, form, one.values, word, view.values),
            words=words or "–",
        )
        turn.tell(address_id, Reply(text))


def _when(language: str, receipt: Receipt) -> str:
    if not receipt.days_late:
        return say("receipt-on-time", language)
    return say("receipt-late", language, days=receipt.days_late)


def _tell_unit(turn: Turn, view: AssignmentView, source: str) -> str:
    """Whoever speaks for the unit sees what was entered, and may correct it; returns what staff hear."""
    recorded = get_assignment(turn.work, view.id)
    word, form = member_word(turn.work, view.unit_id), load_form(turn.work, view.form)
    contacts = contacts_by_unit(turn.work, [view.unit_id]).get(view.unit_id, [])
    reachable = [contact for contact in contacts if not contact.unreachable_reason]
    for contact in reachable:
        text = say(
            "entered-notice",
            contact.language,
            name=contact.person_name,
            duty=view.title,
            unit=view.unit_name,
            source=say(f"source-{source}", contact.language),
            card=card_lines(contact.language, form, recorded.values, word),
        )
        button = Choice(say("correct-button", contact.language), f"/report {view.id}")
        turn.tell(contact.address_id, Reply(text, (button,) if view.plan_is_active else ()))
    return turn.say("unit-not-told" if unreached_reason(contacts) else "unit-told")
