"""What is answered once a report is recorded, and who else hears of it."""

from domain.forms import Values
from domain.messages import Choice, Reply
from handlers import members, phrases, report_choice
from handlers.conversation import Replies, Turn
from handlers.report_card import card_lines
from locales import say
from services.actors import staff_addresses
from services.assignments import AssignmentView, get_assignment, open_assignments
from services.forms import load_form
from services.reach import contacts_by_unit, unreached_reason
from services.reporting import Receipt
from services.units import member_word

RECEIPTS = {"report": "receipt", "correction": "receipt-revision", "supplement": "receipt-supplement"}


def confirm(turn: Turn, view: AssignmentView, values: Values, receipt: Receipt, source: str) -> Replies:
    """The receipt, and what else is due; when staff entered the report, the unit is told instead.

    `view` is the assignment as it stood before, `values` what was recorded.
    """
    when = _when(turn.language, receipt)
    text = turn.say(
        RECEIPTS[receipt.kind],
        duty=view.title,
        unit=view.unit_name,
        code=receipt.code,
        at=phrases.instant(turn.work, receipt.received_at),
        revision=receipt.revision,
        when=when,
    )
    differs, reasons = members.difference(turn, view, values.get("total"), is_by_staff=bool(source))
    if source:
        told = _tell_unit(turn, view, source)
        return turn.offer("\n".join(part for part in (text, told, differs) if part), reasons)
    left = report_choice.choices(open_assignments(turn.work, frozenset({view.unit_id})))
    return turn.offer(f"{text}\n{differs}" if differs else text, [*left, *reasons])


def tell_staff(turn: Turn, view: AssignmentView, key: str) -> None:
    """Staff who follow the unit hear what it did to its report."""
    assert turn.actor is not None
    for address_id, staff in staff_addresses(turn.work, view.unit_id):
        values = {"name": turn.actor.name, "duty": view.title, "unit": view.unit_name}
        turn.tell(address_id, Reply(say(key, staff.language, **values)))


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
