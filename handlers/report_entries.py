"""The reports a talk is about: the one that is asked about now, and those beside it that go on one card."""

from collections.abc import Sequence
from typing import Any

from domain.errors import DomainError
from domain.forms import Value, Values
from domain.parsing.replies import Understanding
from domain.parsing.understanding import ReplyContext
from domain.sharing_out import share_out
from domain.supplements import as_whole
from handlers.conversation import Turn
from services.assignments import AssignmentView, load_assignments
from services.drafts import take_draft
from services.forms import load_form
from services.reporting import assignment_to_report

State = dict[str, Any]
ABOUT_THE_ABSENT = frozenset({"absent", "absent_reasons", "absent_excused"})
OF_ONE_REPORT = ("assignment_id", "values", "based_on", "kind", "place")


def new_entry(
    turn: Turn, view: AssignmentView, values: Values, *, kind: str = "correction", place: int = 0
) -> State:
    """One report as far as it is known: what stands already, and these values in the place of it.

    What staff sent back is not known. `place` is its place on the card. What a predecessor had told of it
    goes on with whoever speaks for the unit now.
    """
    speaks_for_unit = turn.actor is not None and view.unit_id in turn.actor.unit_ids()
    draft = take_draft(turn.work, view.id) if speaks_for_unit else None
    values = as_whole({**draft.values, **values} if draft else values)
    known = dict(view.values) if view.has_report else _known_from_study(turn, view)
    if view.is_returned:
        known = {name: value for name, value in known.items() if name not in (view.returned_field, "absent")}
    return {
        "assignment_id": view.id,
        "values": {**without_replaced(known, values), **values},
        "based_on": view.revision,
        "kind": kind if view.has_report else "report",
        "place": place,
        "told_before": draft.raw if draft else [],
    }


def entries_for(
    turn: Turn,
    views: Sequence[AssignmentView],
    values: Values,
    understood: Understanding | None = None,
    place: int = 0,
) -> list[State]:
    """The reports that these values fill, most urgent duty first; none when no form takes any of them.

    `understood` is what the values come from: it may be about fields that have no certain value.
    """
    forms = [load_form(turn.work, view.form) for view in views]
    shares = share_out({*values, *(doubtful_names(understood) if understood else ())}, forms)
    if understood is not None and not any(shares):
        # "Đã học": done, and everything is to be asked.
        shares = share_out(understood.ask, forms)
    filled = [(view, share) for view, share in zip(views, shares, strict=True) if share]
    return [
        new_entry(turn, view, {name: values[name] for name in share if name in values}, place=place + number)
        for number, (view, share) in enumerate(filled)
    ]


def names_about(understood: Understanding) -> set[str]:
    """The fields that the words are about, certain or not."""
    return {*understood.fields, *understood.ask, *doubtful_names(understood)}


def doubtful_names(understood: Understanding) -> set[str]:
    """The fields that the words give values for which have to be asked."""
    in_doubt = {name for reading in understood.readings for name in reading}
    return in_doubt | (set(understood.ask) if understood.action == "ask_again" else set())


def talk_about(entries: Sequence[State], raw: list[str], source: str = "") -> State:
    """The state of a talk about these reports; the first is asked about first.

    `raw` are the person's words; `source` is how staff who enter the reports got them, else "".
    """
    raw = [*(words for entry in entries for words in entry.pop("told_before", ())), *raw]
    first, *beside = entries
    return {
        **first,
        "beside": beside,
        "raw": raw,
        "is_from_words": bool(raw),
        "tries": 0,
        "source": source,
    }


def all_entries(state: State) -> list[State]:
    """Every report of the talk, in the order of the card."""
    own = {name: state.get(name, 0) for name in OF_ONE_REPORT}
    return sorted([own, *state.get("beside", ())], key=lambda entry: entry["place"])


def turned_to(state: State, assignment_id: int) -> State:
    """The same talk, asking about another of its reports."""
    entries = all_entries(state)
    chosen = next(entry for entry in entries if entry["assignment_id"] == assignment_id)
    return {**state, **chosen, "beside": [entry for entry in entries if entry is not chosen]}


def with_entries(state: State, entries: Sequence[State]) -> State:
    """The same talk about these reports, still asking about the same one if it is among them."""
    now = state["assignment_id"]
    chosen = next((entry for entry in entries if entry["assignment_id"] == now), entries[0])
    return {**state, **chosen, "beside": [entry for entry in entries if entry is not chosen]}


def view_of(turn: Turn, state: State) -> AssignmentView:
    """The assignment that is asked about; DomainError as in `assignment_to_report`."""
    return assignment_to_report(turn.work, turn.actor, state["assignment_id"], state.get("source", ""))


def views_of(turn: Turn, state: State) -> list[tuple[State, AssignmentView]]:
    """Every report of the talk with its assignment."""
    source = state.get("source", "")
    return [
        (entry, assignment_to_report(turn.work, turn.actor, entry["assignment_id"], source))
        for entry in all_entries(state)
    ]


def without_impossible(turn: Turn, state: State) -> tuple[State | None, list[str]]:
    """The talk without reports that cannot be sent any more, and why: waived or closed since they were asked.

    None when nothing is left.
    """
    possible, why = [], []
    for entry in all_entries(state):
        try:
            view_of(turn, {**entry, "source": state.get("source", "")})
        except DomainError as error:
            why.append(turn.say(f"error-{error.code}", **error.details))
        else:
            possible.append(entry)
    if not why:
        return state, why
    return (with_entries(state, possible) if possible else None), why


def without_replaced(known: Values, new: Values) -> dict[str, Value]:
    """Figures hang together: a new one of attended, total, absent makes void what was said of the absent."""
    if {"attended", "total", "absent"} & new.keys():
        return {name: value for name, value in known.items() if name not in ABOUT_THE_ABSENT}
    return dict(known)


def reply_context(turn: Turn, asked: str | None, view: AssignmentView | None = None) -> ReplyContext:
    """When the words were written, what was asked, and what is known of the unit.

    `view` is the duty the words are about; without one, the only report that stands may be meant.
    """
    written_at = turn.incoming.written_at(turn.work.now)
    if turn.actor is None or not turn.actor.unit_ids():
        return ReplyContext(sent_at=written_at, asked=asked, zone=turn.work.zone)
    views = load_assignments(turn.work, unit_ids=turn.actor.unit_ids())
    reported = [known for known in views if known.has_report and known.plan_is_active]
    meant = view or (reported[0] if len(reported) == 1 else None)
    counts = {known.member_count for known in views}
    return ReplyContext(
        sent_at=written_at,
        asked=asked,
        members=counts.pop() if len(counts) == 1 else None,
        zone=turn.work.zone,
        previous=meant.values if meant is not None and meant.has_report else None,
    )


def _known_from_study(turn: Turn, view: AssignmentView) -> dict[str, Value]:
    """A result report starts from the figures the unit already gave for the study, to be confirmed.

    What comes back starts from the study of the same period only.
    """
    if view.form != "result":
        return {}
    of_plan = load_assignments(turn.work, plan_id=view.plan_id, unit_ids=[view.unit_id])
    studied = [other for other in of_plan if other.form == "study" and other.has_report]
    studied = [other for other in studied if other.occurrence == view.occurrence]
    return dict(studied[-1].values) if studied else {}
