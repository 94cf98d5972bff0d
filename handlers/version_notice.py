"""Telling those whom a new version concerns, and nobody else: one message a person for all their units."""

from collections import defaultdict

from domain.messages import Choice, Reply
from handlers import phrases
from locales import say
from services.outbox import NewPush, queue_pushes
from services.plan_versions import NewVersion
from services.plans import get_plan
from services.reach import Contact, contacts_by_unit
from services.reminding import cover_current_steps
from services.units import get_unit
from services.version_changes import Affected
from services.work import Work

ORDER = ("added", "moved", "dropped")


def tell_affected(work: Work, made: NewVersion) -> int:
    """Write once to every reachable person of an affected unit; returns to how many addresses."""
    told = _by_address(work, made)
    title = get_plan(work, made.plan_id).title
    messages = []
    for contact, affected in told.values():
        text = _text(work, title, made.number, contact, affected)
        key = f"plan-version/{made.plan_id}/{made.number}/{contact.address_id}"
        is_owing = any(one.what != "dropped" for one in affected)
        choices = (Choice(say("menu-tasks", contact.language), "/tasks"),) if is_owing else ()
        content = Reply(text, choices).to_json()
        messages.append(NewPush(contact.address_id, contact.channel, "notice", content, key))
    queue_pushes(work, messages)
    owed = {one.assignment_id for _, affected in told.values() for one in affected if one.what != "dropped"}
    cover_current_steps(work, {known for known in owed if known is not None})
    return len(told)


def _by_address(work: Work, made: NewVersion) -> dict[int, tuple[Contact, list[Affected]]]:
    contacts = contacts_by_unit(work)
    told: dict[int, tuple[Contact, list[Affected]]] = {}
    for affected in sorted(made.affected, key=lambda one: ORDER.index(one.what)):
        for contact in contacts.get(affected.unit_id, ()):
            if not contact.unreachable_reason:
                told.setdefault(contact.address_id, (contact, []))[1].append(affected)
    return told


def _text(work: Work, plan: str, number: int, contact: Contact, affected: list[Affected]) -> str:
    head = say(
        "version-notice",
        contact.language,
        name=contact.person_name,
        board=work.installation.board,
        plan=plan,
        version=number,
    )
    return "\n".join([head, *_lines(work, affected, contact.language)])


def _lines(work: Work, affected: list[Affected], language: str) -> list[str]:
    """One line a change; who has several units sees which of them it concerns."""
    units: dict[str, list[int]] = defaultdict(list)
    for one in affected:
        units[_line(work, one, language)].append(one.unit_id)
    if len({one.unit_id for one in affected}) == 1:
        return list(units)
    return [f"{line} ({', '.join(get_unit(work, row).name for row in rows)})" for line, rows in units.items()]


def _line(work: Work, one: Affected, language: str) -> str:
    days = {"before": one.before, "after": one.after}
    wanted = {"added": ("after",), "moved": ("before", "after"), "dropped": ()}[one.what]
    values = {name: phrases.last_day(work, moment, language) for name in wanted if (moment := days[name])}
    return say(f"version-notice-{one.what}", language, duty=one.title, **values)
