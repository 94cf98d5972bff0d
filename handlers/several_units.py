"""Figures of several units in one message: one card for the person's own, no guess about the others."""

from collections.abc import Iterable, Sequence

from domain.forms import Value
from domain.messages import Reply
from domain.parsing.replies import Understanding
from domain.unit_mentions import Part, mentioned_units
from domain.units import Unit
from handlers import matters
from handlers.clarifying import once_more
from handlers.conversation import Replies, Turn
from handlers.report_asking import open_reports
from handlers.report_entries import State, entries_for, talk_about
from handlers.unit_parts import Told, duties_of, is_somebody_elses, own_units, read_parts, split_by_unit
from services.assignments import AssignmentView

DIALOGUE = "several-units"
NOBODY, NOT_MINE = 0, "none"
# What one of the units may say beside the figures of the others.
NO_REPORT = {"not_done": "units-not-done", "plan_only": "units-planned"}
REPORTING = frozenset({"record", "record_partial", "ask_again", "several_units", "correction", *NO_REPORT})


def read_several_units(turn: Turn, understood: Understanding, text: str) -> Replies | None:
    """The answer to words about several units; None when they are about one, or are no report."""
    found = split_by_unit(turn, understood, text) if understood.action in REPORTING else None
    if found is None:
        return None
    return _go_on(turn, {**found, "raw": text, "is_correction": understood.action == "correction"})


def continue_several_units(turn: Turn, text: str, picked: str | None) -> Replies:
    """Which of the person's units a name means that the system does not know."""
    state = turn.talk.state
    if picked is None:
        meant = {mention.unit_id for mention in mentioned_units(text, own_units(turn).values())}
        picked = str(meant.pop()) if len(meant) == 1 else None
    if picked is None:
        return once_more(turn, state, turn.say("not-a-value"), lambda why: _go_on(turn, state, why))
    waiting = next(part for part in state["parts"] if part["unit_id"] is None)
    waiting["unit_id"] = NOBODY if picked == NOT_MINE else int(picked)
    return _go_on(turn, state)


def _go_on(turn: Turn, state: State, before: str = "") -> Replies:
    """Ask for each name that may be one of the person's units, then show the card."""
    own = own_units(turn)
    for part in state["parts"]:
        if part["unit_id"] is None and is_somebody_elses(turn, part["name"]):
            part["unit_id"] = NOBODY
    unknown = [part for part in state["parts"] if part["unit_id"] is None]
    if len(own) == 1 and len(unknown) == len(state["parts"]):
        return _parts_of_one_unit(turn, state, *own)
    taken = {part["unit_id"] for part in state["parts"]}
    left = [unit for unit in own.values() if unit.id not in taken]
    if unknown and left:
        return _ask_unit(turn, state, left, before)
    for part in unknown:
        part["unit_id"] = NOBODY
    return _answer(turn, state)


def _ask_unit(turn: Turn, state: State, units: Sequence[Unit], before: str) -> Replies:
    part = next(part for part in state["parts"] if part["unit_id"] is None)
    options = [*((unit.name, str(unit.id)) for unit in units), (turn.say("units-not-mine"), NOT_MINE)]
    text = turn.say("units-which", name=part["name"], words=part["words"])
    return turn.ask(DIALOGUE, state, f"{before}\n{text}".strip(), options)


def _answer(turn: Turn, state: State) -> Replies:
    """Staff hear of what is no report of this person's; the rest is shown on one card."""
    turn.talk.close()
    told = read_parts(turn, state)
    replies = _refuse(turn, [one.part for one in told if one.part.unit_id == NOBODY])
    entries: list[State] = []
    doubts: list[tuple[State, Told]] = []
    for one in (one for one in told if one.part.unit_id):
        views = duties_of(turn, one.part.unit_id or NOBODY, is_correction=state["is_correction"])
        found = entries_for(turn, views, one.values, one.understood, place=len(entries))
        if one.understood.action in NO_REPORT:
            replies += _no_report(turn, one, views)
        elif not found:
            replies.append(Reply(turn.say("units-nothing-open", unit=one.part.name)))
        else:
            entries += found
            doubts += [(found[0], one)] if one.understood.action == "ask_again" else []
    return [*replies, *_open(turn, entries, doubts, state["raw"])] if entries else replies


def _open(turn: Turn, entries: Sequence[State], doubts: Sequence[tuple[State, Told]], raw: str) -> Replies:
    """The card, or first the question for the unit whose words are doubtful."""
    if not doubts:
        return open_reports(turn, talk_about(entries, [raw]))
    first, one = doubts[0]
    talk = talk_about([first, *(entry for entry in entries if entry is not first)], [raw])
    return open_reports(turn, talk, one.understood.flags, one.understood.readings)


def _refuse(turn: Turn, parts: Sequence[Part]) -> Replies:
    if not parts:
        return []
    words = "; ".join(f"{part.name} {part.words}" for part in parts)
    names = ", ".join(part.name for part in parts)
    return matters.hand_to_staff(turn, "other", words, key="units-not-yours", units=names)


def _no_report(turn: Turn, one: Told, views: Sequence[AssignmentView]) -> Replies:
    """A unit that has not met yet, or plans to, beside the figures of others."""
    key = NO_REPORT[one.understood.action]
    if one.understood.action == "plan_only" or not views:
        return turn.answer(key, unit=one.part.name)
    words = f"{one.part.name} {one.part.words}"
    return matters.hand_to_staff(turn, "difficulty", words, views[0], key=key, unit=one.part.name)


def _parts_of_one_unit(turn: Turn, state: State, unit_id: int) -> Replies:
    """Names of what belongs to the person's one unit: whether the sum is meant is asked."""
    told = read_parts(turn, {**state, "parts": [{**part, "unit_id": unit_id} for part in state["parts"]]})
    sums = {name: _sum(told, name) for name in ("attended", "total")}
    values = {name: value for name, value in told[0].values.items() if name in ("dates", "mode")}
    reading: dict[str, Value] = {name: value for name, value in sums.items() if value is not None}
    doubt = Understanding("ask_again", values, tuple(sums), readings=(reading,))
    duties = duties_of(turn, unit_id, is_correction=state["is_correction"])
    entries = entries_for(turn, duties, values, doubt)
    if not entries:
        return turn.answer("tasks-none")
    return open_reports(turn, talk_about(entries, [state["raw"]]), ("parts_of_unit",), [reading])


def _sum(told: Iterable[Told], name: str) -> int | None:
    figures = [one.values.get(name) for one in told]
    known = [figure for figure in figures if isinstance(figure, int)]
    return sum(known) if len(known) == len(figures) else None
