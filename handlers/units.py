"""`/units`: the registry at a glance, finding a unit, and how to import."""

from domain import wording
from domain.local_time import local_day
from domain.messages import Choice
from domain.roles import Action
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from services.actors import require, visible_unit_ids
from services.reach import Contact, contacts_by_unit, unreached_reason
from services.staff import end_unit_office, unit_offices
from services.unit_lineage import find_gone
from services.units import RegisteredUnit, all_units, find_units, group_names, member_words

MOST_FOUND = 8


def show_units(turn: Turn, words: str) -> Replies:
    """`/units [name | end <office>]`: how many units there are, or what is known of the named ones."""
    actor = require(turn.actor, Action.MANAGE_UNITS)
    visible = visible_unit_ids(turn.work, actor)
    if words.startswith("end "):
        return _end_office(turn, words.removeprefix("end "))
    if words:
        return _found(turn, words, visible)
    units = [entry for entry in all_units(turn.work) if visible is None or entry.unit.id in visible]
    contacts = contacts_by_unit(turn.work)
    reasons = [unreached_reason(contacts.get(entry.unit.id, [])) for entry in units]
    lines = [
        turn.say("units-group", group=name, count=sum(code in entry.unit.groups for entry in units))
        for code, name in (group_names(turn.work)).items()
    ]
    head = turn.say(
        "units-head",
        count=wording.number(len(units)),
        reached=wording.number(reasons.count("")),
        unregistered=wording.number(reasons.count("no_secretary")),
        blocked=wording.number(len(units) - reasons.count("") - reasons.count("no_secretary")),
    )
    choices = [Choice(turn.say("template-button"), "/template")]
    return turn.offer("\n".join([head, *lines, turn.say("units-how")]), choices)


def _found(turn: Turn, words: str, visible: frozenset[int] | None) -> Replies:
    entries = [
        entry
        for entry in find_units(turn.work, words, MOST_FOUND)
        if visible is None or entry.unit.id in visible
    ]
    gone = _gone(turn, words)
    if not entries and not gone:
        return turn.answer("unit-not-found", typed=words[:80])
    contacts = contacts_by_unit(turn.work)
    called = member_words(turn.work, [entry.unit.id for entry in entries])
    found = (_line(turn, each, called[each.unit.id], contacts.get(each.unit.id, [])) for each in entries)
    lines = [*gone, *found]
    choices = [
        Choice(
            turn.say("invite-button", unit=phrases.shortened(entry.unit.name, 40)),
            f"/invite #{entry.unit.id}",
        )
        for entry in entries
    ]
    if len(entries) == 1:
        choices += _end_choices(turn, entries[0].unit.id)
    return turn.offer("\n".join(lines), choices)


def _gone(turn: Turn, words: str) -> list[str]:
    """A unit that merged or split is named with what it became."""
    return [
        turn.say(
            "unit-gone-into",
            unit=became.name,
            into=", ".join(became.into),
            day=wording.day(local_day(became.at, turn.work.zone)),
        )
        for became in find_gone(turn.work, words)
    ]


def _end_choices(turn: Turn, unit_id: int) -> list[Choice]:
    offices = unit_offices(turn.work, turn.actor, unit_id)
    return [
        Choice(
            turn.say("staff-end", name=phrases.shortened(office.person_name, 30)),
            f"/units end {office.office_id}",
        )
        for office in offices
    ]


def _end_office(turn: Turn, words: str) -> Replies:
    number, _, sure = words.partition(" ")
    if sure != "yes":
        choices = [Choice(turn.say("end-office-yes"), f"/units end {row_number(number)} yes")]
        return turn.offer(turn.say("end-office-sure"), choices)
    ended = end_unit_office(turn.work, turn.actor, row_number(number))
    return turn.answer("office-ended", name=ended.name)


def _line(turn: Turn, entry: RegisteredUnit, member_word: str, contacts: list[Contact]) -> str:
    reason = unreached_reason(contacts)
    return turn.say(
        "unit-line",
        unit=entry.unit.name,
        code=entry.unit.code,
        members=wording.number(entry.member_count) if entry.member_count is not None else "–",
        word=member_word,
        contact=" ".join(part for part in (entry.contact_name, entry.contact_phone) if part) or "–",
        reach=turn.say("reach-" + (reason.replace("_", "-") or "ok")),
    )
