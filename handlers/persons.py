"""`/person`: what is kept about somebody is handed out or erased, by administrators."""

import json

from domain.messages import Choice, Reply
from domain.roles import Action
from handlers.conversation import Replies, Turn, row_number
from locales import say
from services.actors import require
from services.erasing import EXPORT_NAME, erase_person
from services.files import store_file
from services.persons import KnownPerson, counts_of, export_person, find_persons, get_person

MEDIA_TYPE = "application/json"


def show_person(turn: Turn, words: str) -> Replies:
    """`/person [name | number | export N | erase N [yes]]`."""
    require(turn.actor, Action.MANAGE_PERSONS)
    verb, _, rest = words.partition(" ")
    if verb == "export":
        return _export(turn, row_number(rest, "no-such-person"))
    if verb == "erase":
        number, _, sure = rest.partition(" ")
        return _erase(turn, row_number(number, "no-such-person"), is_sure=sure == "yes")
    if not words:
        return turn.answer("person-which")
    if words.isdecimal():
        return _one(turn, get_person(turn.work, turn.actor, row_number(words, "no-such-person")))
    found = find_persons(turn.work, turn.actor, words)
    if len(found) == 1:
        return _one(turn, found[0])
    choices = [Choice(line_of(person, turn.language)[:60], f"/person {person.id}") for person in found]
    return turn.offer(turn.say("person-choose" if found else "person-none"), choices)


def line_of(person: KnownPerson, language: str) -> str:
    """A person in one line: number, name and offices."""
    offices = ", ".join(
        f"{say('role-' + role.replace('_', '-'), language)} {unit}".strip() for role, unit in person.offices
    )
    return say("person-line", language, number=person.id, name=person.name, offices=offices or "–")


def export_json(found: dict[str, object]) -> bytes:
    """An export as it is handed out."""
    return json.dumps(found, ensure_ascii=False, indent=2).encode()


def export_summary(found: dict[str, object], language: str) -> str:
    """How much of each kind an export holds, in words."""
    counts = ", ".join(
        f"{say('person-' + name, language)} {count}" for name, count in counts_of(found).items()
    )
    return say("person-exported", language, counts=counts)


def _one(turn: Turn, person: KnownPerson) -> Replies:
    choices = [
        Choice(turn.say("person-export"), f"/person export {person.id}"),
        Choice(turn.say("person-erase"), f"/person erase {person.id}"),
    ]
    return turn.offer(line_of(person, turn.language), choices)


def _export(turn: Turn, person_id: int) -> Replies:
    found = export_person(turn.work, turn.actor, person_id)
    name = EXPORT_NAME.format(number=person_id)
    file_id = store_file(turn.work, name, MEDIA_TYPE, export_json(found))
    return [Reply(export_summary(found, turn.language), file_id=file_id)]


def _erase(turn: Turn, person_id: int, *, is_sure: bool) -> Replies:
    person = get_person(turn.work, turn.actor, person_id)
    if not is_sure:
        text = turn.say("person-erase-sure", person=line_of(person, turn.language))
        return turn.offer(text, [Choice(turn.say("person-erase-yes"), f"/person erase {person_id} yes")])
    erase_person(turn.work, turn.actor, person_id)
    return turn.answer("person-erased", number=person_id)
