"""What a message about several units says of each of them, and which of the names are the person's units."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from domain.forms import Value
from domain.parsing.replies import Understanding, understand
from domain.parsing.understanding import ReplyContext
from domain.roles import Action
from domain.sharing_out import with_common
from domain.supplements import as_whole
from domain.unit_mentions import Part, mentioned_units, parts_of, with_labels
from domain.units import Unit
from handlers import report_choice
from handlers.conversation import Turn
from handlers.report_entries import State
from services.actors import require
from services.assignments import AssignmentView, load_assignments
from services.units import find_units

_PAIR_FIRST = re.compile(r"^\d+ ?/ ?\d+")


@dataclass(frozen=True, slots=True)
class Told:
    """What the message says of one unit: its words, what is understood of them, with what holds for all."""

    part: Part
    understood: Understanding
    values: dict[str, Value]


def split_by_unit(turn: Turn, understood: Understanding, text: str) -> State | None:
    """The words that belong to all units, and those of each; None when they do not speak of several."""
    own, labels = own_units(turn), _labels(understood)
    if len(own) < 2 and not labels:
        return None
    mentions = with_labels(text, mentioned_units(text, own.values()), labels)
    if len(mentions) < 2:
        return None
    head, parts = parts_of(text, mentions, is_name_last=False)
    if _has_figures(turn, head):
        head, parts = parts_of(text, mentions, is_name_last=True)
    if _has_figures(turn, head) or not any(_has_figures(turn, part.words) for part in parts):
        return None
    return {"head": head, "parts": [asdict(part) for part in parts]}


def read_parts(turn: Turn, state: State) -> list[Told]:
    """What is said of each unit; a day or form of meeting that is said once holds for all."""
    parts = [Part(**part) for part in state["parts"]]
    understood = [_understood(turn, part.words, part.unit_id) for part in parts]
    head = understand(state["head"], _context(turn, None)).fields
    values = with_common(head, [as_whole(found.fields) for found in understood])
    return [Told(*one) for one in zip(parts, understood, values, strict=True)]


def duties_of(turn: Turn, unit_id: int, *, is_correction: bool) -> list[AssignmentView]:
    """What words about a unit may be for: what it owes, then what was reported; a correction the latter."""
    views = load_assignments(turn.work, unit_ids=[unit_id], only_active=True)
    views = [view for view in views if view.expects_report and view.facts.waived_at is None]
    wanted = [view for view in views if view.has_report == is_correction]
    return [*report_choice.study_first(wanted), *(view for view in views if view not in wanted)]


def own_units(turn: Turn) -> dict[int, Unit]:
    """The units the person answers for, as far as anything was ever asked of them."""
    unit_ids = require(turn.actor, Action.REPORT).unit_ids()
    views = load_assignments(turn.work, unit_ids=unit_ids)
    return {view.unit_id: Unit(view.unit_id, view.unit_code, view.unit_name) for view in views}


def is_somebody_elses(turn: Turn, name: str) -> bool:
    """Whether the name is that of exactly one registered unit, which then is none of the person's."""
    found = find_units(turn.work, name)
    return bool(mentioned_units(name, [entry.unit for entry in found]))


def _understood(turn: Turn, words: str, unit_id: int | None) -> Understanding:
    # A pair right behind the name of a unit are its figures, never a day.
    words = f"dự {words}" if _PAIR_FIRST.match(words) else words
    return understand(words, _context(turn, unit_id))


def _context(turn: Turn, unit_id: int | None) -> ReplyContext:
    written_at, zone = turn.incoming.written_at(turn.work.now), turn.work.zone
    views = load_assignments(turn.work, unit_ids=[unit_id]) if unit_id else []
    return ReplyContext(written_at, members=views[0].member_count if views else None, zone=zone)


def _has_figures(turn: Turn, words: str) -> bool:
    found = _understood(turn, words, None)
    is_doubtful = found.action == "ask_again" and "attended" in found.ask
    return is_doubtful or not {"attended", "absent"}.isdisjoint(found.fields)


def _labels(understood: Understanding) -> list[str]:
    """The names that stand before figures, as written."""
    named: Any = understood.fields.get("units", ())
    return [str(unit["unit"]) for unit in named]
