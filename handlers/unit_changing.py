"""`/merge` and `/split`: what is to change, what staff must choose, a look at all of it, then it is done."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from domain.errors import DomainError
from domain.parsing.letters import folded_plain
from domain.parsing.unit_change_lines import ChangeLine, UnitWords, read_lines, read_unit
from domain.roles import Action
from domain.unit_changes import MergeChoice
from handlers import unit_change_words as words_of
from handlers.conversation import Replies, Turn, row_number
from handlers.unit_change_notices import done, tell_everybody
from services.actors import require
from services.unit_changes import change_units
from services.unit_outlook import Outlook, look_ahead, seal
from services.unit_wishes import MERGE, SPLIT, Successor, UnitChange
from services.units import all_units, find_units

DIALOGUE = "unit-change"
State = dict[str, Any]


def start_merger(turn: Turn, words: str) -> Replies:
    """`/merge [lines]`: units that become one, a merger in each line."""
    return _start(turn, MERGE, words)


def start_split(turn: Turn, words: str) -> Replies:
    """`/split [lines]`: a unit that becomes several, a split in each line."""
    return _start(turn, SPLIT, words)


def continue_change(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer: lines, the receiving unit, a choice, a secretary, or yes."""
    require(turn.actor, Action.MANAGE_UNITS)
    step = turn.talk.state["step"]
    if step == "lines":
        return _start(turn, turn.talk.state["kind"], text)
    if step == "sure":
        return _sure_answered(turn, picked)
    changes = [_from_json(change) for change in turn.talk.state["changes"]]
    answered = {"into": _with_successor, "choice": _with_choice, "secretary": _with_secretary}[step]
    return _go_on(turn, answered(turn, changes, text, picked))


def _start(turn: Turn, kind: str, words: str) -> Replies:
    require(turn.actor, Action.MANAGE_UNITS)
    if not words.strip():
        return turn.ask(DIALOGUE, {"step": "lines", "kind": kind}, turn.say(f"{kind}-how"))
    return _go_on(turn, [_change(turn, kind, line) for line in read_lines(words)])


def _change(turn: Turn, kind: str, line: ChangeLine) -> UnitChange:
    unit_ids = tuple(_known_unit(turn, name) for name in line.units)
    if kind == SPLIT and (len(unit_ids) > 1 or len(line.into) < 2):
        raise DomainError("split-needs-two")
    return UnitChange(kind, unit_ids, tuple(_successor(turn, words) for words in line.into))


def _known_unit(turn: Turn, typed: str) -> int:
    found = find_units(turn.work, typed)
    if len(found) != 1:
        known = ", ".join(f"{entry.unit.code} {entry.unit.name}" for entry in found)
        raise DomainError("unit-unclear", typed=typed[:80], known=known or "–")
    return found[0].unit.id


def _successor(turn: Turn, words: UnitWords) -> Successor:
    """A unit whose code or name this is, to the letter; anything else is the name of a new one."""
    wanted = folded_plain(words.name)
    for entry in all_units(turn.work) if not words.code else ():
        if wanted in (folded_plain(entry.unit.code), folded_plain(entry.unit.name)):
            return Successor(entry.unit.id, entry.unit.name, entry.unit.code, words.member_count)
    return Successor(None, words.name, words.code, words.member_count)


def _go_on(turn: Turn, changes: list[UnitChange]) -> Replies:
    """Ask for the first thing that is open, else show what would happen."""
    for at, change in enumerate(changes):
        if not change.successors:
            text, options = words_of.ask_successor(turn, change)
            return _ask(turn, changes, {"step": "into", "at": at}, text, options)
    outlooks = look_ahead(turn.work, turn.actor, changes)
    changes = [outlook.change for outlook in outlooks]
    for at, outlook in enumerate(outlooks):
        if outlook.undecided is not None:
            text, options = words_of.ask_choice(turn, outlook, outlooks)
            return _ask(
                turn, changes, {"step": "choice", "at": at, "key": outlook.undecided.key}, text, options
            )
        if outlook.candidates:
            text, options = words_of.ask_secretary(turn, outlook)
            ids = [holder.person_id for holder in outlook.candidates]
            return _ask(turn, changes, {"step": "secretary", "at": at, "persons": ids}, text, options)
    return _show(turn, outlooks)


def _ask(
    turn: Turn, changes: Sequence[UnitChange], state: State, text: str, options: list[tuple[str, str]]
) -> Replies:
    kept = {"kind": changes[0].kind, "changes": [_to_json(change) for change in changes]}
    return turn.ask(DIALOGUE, {**kept, **state}, text, options)


def _show(turn: Turn, outlooks: Sequence[Outlook], before: str = "") -> Replies:
    shown = words_of.preview(turn, outlooks)
    state = {"step": "sure", "seal": seal(outlooks)}
    options = [(turn.say("unit-change-yes"), "yes"), (turn.say("unit-change-no"), "no")]
    text = f"{before}\n{shown.text}" if before else shown.text
    (question,) = _ask(turn, [outlook.change for outlook in outlooks], state, text, options)
    return [replace(question, file_id=shown.file_id)]


def _with_successor(turn: Turn, changes: list[UnitChange], text: str, picked: str | None) -> list[UnitChange]:
    at = turn.talk.state["at"]
    into = Successor(row_number(picked), "") if picked else _successor(turn, read_unit(text))
    return [*changes[:at], replace(changes[at], successors=(into,)), *changes[at + 1 :]]


def _with_choice(turn: Turn, changes: list[UnitChange], _text: str, picked: str | None) -> list[UnitChange]:
    """The choice for one duty, or (`rest*`) for every one like it."""
    if picked is None:
        return changes
    choice, at, key = MergeChoice(picked.rstrip("*")), turn.talk.state["at"], turn.talk.state["key"]
    if not picked.endswith("*"):
        chosen = {**changes[at].choices, key: choice}
        return [*changes[:at], replace(changes[at], choices=chosen), *changes[at + 1 :]]
    outlooks = look_ahead(turn.work, turn.actor, changes)
    return [
        replace(
            change,
            choices={
                **change.choices,
                **{
                    duty.key: choice
                    for duty in outlook.duties
                    if duty.transfer is None and choice in duty.choices
                },
            },
        )
        for change, outlook in zip(changes, outlooks, strict=True)
    ]


def _with_secretary(
    turn: Turn, changes: list[UnitChange], _text: str, picked: str | None
) -> list[UnitChange]:
    """Of a merger one of the secretaries stays; of a split each goes to one of the units, or to none."""
    if picked is None:
        return changes
    at, persons = turn.talk.state["at"], turn.talk.state["persons"]
    change = changes[at]
    if change.kind == MERGE:
        places = {person_id: 0 if picked == str(person_id) else -1 for person_id in persons}
    else:
        places = {persons[0]: -1 if picked == words_of.NOBODY else row_number(picked)}
    change = replace(change, secretaries={**change.secretaries, **places})
    return [*changes[:at], change, *changes[at + 1 :]]


def _sure_answered(turn: Turn, picked: str | None) -> Replies:
    changes = [_from_json(change) for change in turn.talk.state["changes"]]
    if picked == "no":
        turn.talk.close()
        return turn.answer("cancelled")
    if picked != "yes":
        return _go_on(turn, changes)
    try:
        changed = change_units(turn.work, turn.actor, changes, turn.talk.state["seal"])
    except DomainError as error:
        if error.code not in ("changed-meanwhile", "merge-undecided"):
            raise
        outlooks = look_ahead(turn.work, turn.actor, changes)
        if any(outlook.undecided or outlook.candidates for outlook in outlooks):
            return _go_on(turn, changes)
        return _show(turn, outlooks, turn.say("unit-change-meanwhile"))
    turn.talk.close()
    tell_everybody(turn, changed)
    return done(turn, changed)


def _to_json(change: UnitChange) -> State:
    return {
        "kind": change.kind,
        "units": list(change.unit_ids),
        "into": [[one.unit_id, one.name, one.code, one.member_count] for one in change.successors],
        "choices": {key: choice.value for key, choice in change.choices.items()},
        "secretaries": {str(person_id): place for person_id, place in change.secretaries.items()},
    }


def _from_json(stored: State) -> UnitChange:
    return UnitChange(
        stored["kind"],
        tuple(stored["units"]),
        tuple(Successor(*fields) for fields in stored["into"]),
        {key: MergeChoice(choice) for key, choice in stored["choices"].items()},
        {int(person_id): place for person_id, place in stored["secretaries"].items()},
    )
