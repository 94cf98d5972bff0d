"""What *Đúng* does: every report of the card is recorded, or shown again when a colleague was faster."""

from collections.abc import Sequence

from domain.errors import DomainError
from handlers.conversation import Replies, Turn
from handlers.report_asking import show_card
from handlers.report_card import card_lines
from handlers.report_entries import State, view_of, views_of, with_entries
from handlers.report_receipt import Recorded, confirm
from services.assignments import AssignmentView
from services.forms import load_form
from services.reporting import record_report
from services.units import member_word


def record(turn: Turn, state: State) -> Replies:
    """Record every report of the card; what a colleague answered meanwhile is shown and asked about again."""
    recorded, overtaken = [], []
    for entry, view in views_of(turn, state):
        try:
            recorded.append(_recorded(turn, view, entry, state))
        except DomainError as error:
            if error.code != "answered-meanwhile":
                raise
            overtaken.append((entry, view))
    turn.talk.close()
    receipts = confirm(turn, recorded, state.get("source", "")) if recorded else []
    return [*receipts, *(_answered_meanwhile(turn, overtaken, state) if overtaken else ())]


def _recorded(turn: Turn, view: AssignmentView, entry: State, state: State) -> Recorded:
    receipt = record_report(
        turn.work,
        turn.actor,
        view.id,
        entry["values"],
        raw_text="\n".join(state["raw"]),
        based_on=entry["based_on"],
        received_at=turn.incoming.written_at(turn.work.now),
        kind=entry["kind"],
        source=state.get("source", ""),
    )
    return Recorded(view, entry["values"], receipt)


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
