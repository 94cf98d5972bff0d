"""What *Đúng* does: every report of the card is recorded, or shown again when a colleague was faster."""

from collections.abc import Sequence
from datetime import datetime

from domain.errors import DomainError
from domain.messages import Reply
from handlers.conversation import Replies, Turn
from handlers.report_asking import show_card
from handlers.report_card import card_lines, changed_names
from handlers.report_entries import State, view_of, views_of, with_entries
from handlers.report_next import go_on
from handlers.report_receipt import Recorded, confirm
from services.assignments import AssignmentView
from services.forms import load_form
from services.reporting import record_report
from services.units import member_word


def record(turn: Turn, state: State) -> Replies:
    """Record every report of the card; what a colleague answered meanwhile is shown and asked about again."""
    recorded, overtaken, unchanged = [], [], []
    for entry, view in views_of(turn, state):
        if _changes_nothing(entry, view):
            unchanged.append(view)
            continue
        try:
            recorded.append(_recorded(turn, view, entry, state))
        except DomainError as error:
            if error.code != "answered-meanwhile":
                raise
            overtaken.append((entry, view))
    turn.talk.close()
    kept = [turn.say("correction-nothing", duty=view.title, code=view.report_code) for view in unchanged]
    receipts = confirm(turn, recorded, state.get("source", "")) if recorded else []
    shown = _answered_meanwhile(turn, overtaken, state) if overtaken else []
    following = go_on(turn, state) if recorded and not overtaken else []
    return [*([Reply("\n".join(kept))] if kept else ()), *receipts, *shown, *following]


def _changes_nothing(entry: State, view: AssignmentView) -> bool:
    """A correction to what stands already is none; but of a returned report it says that it is right."""
    is_seen = view.has_report and entry["based_on"] == view.revision
    return is_seen and not view.is_returned and not changed_names(view.values, entry["values"])


def _recorded(turn: Turn, view: AssignmentView, entry: State, state: State) -> Recorded:
    receipt = record_report(
        turn.work,
        turn.actor,
        view.id,
        entry["values"],
        raw_text="\n".join(state["raw"]),
        based_on=entry["based_on"],
        received_at=_received_at(turn, state),
        kind=entry["kind"],
        source=state.get("source", ""),
    )
    return Recorded(view, entry["values"], receipt)


def _received_at(turn: Turn, state: State) -> datetime:
    """When it reached the office: what staff enter may have come on an earlier day."""
    arrived = state.get("arrived_at")
    return datetime.fromisoformat(arrived) if arrived else turn.incoming.written_at(turn.work.now)


def _answered_meanwhile(
    turn: Turn, overtaken: Sequence[tuple[State, AssignmentView]], state: State
) -> Replies:
    theirs = [
        card_lines(
            turn.language,
            load_form(turn.work, view.form),
            view.values,
            member_word(turn.work, view.unit_id),
        )
        for _, view in overtaken
    ]
    before = turn.say("answered-meanwhile", theirs="\n".join(theirs))
    entries = [
        {**entry, "based_on": view.revision, "kind": "correction" if view.has_report else "report"}
        for entry, view in overtaken
    ]
    left = with_entries(state, entries)
    return show_card(turn, view_of(turn, left), left, before)
