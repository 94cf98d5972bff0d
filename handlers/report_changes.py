"""What happens to a report that stands: it is corrected, supplemented or withdrawn."""

from domain.parsing.letters import folded_plain
from domain.roles import Action
from handlers import phrases, report_choice
from handlers.clarifying import once_more
from handlers.conversation import Replies, Turn, row_number
from handlers.report_card import card_lines
from handlers.report_dialogue import State, open_report
from handlers.report_receipt import tell_staff
from services.actors import require
from services.assignments import AssignmentView
from services.forms import load_form
from services.reporting import assignment_to_report, reported_assignments
from services.units import member_word
from services.withdrawing import withdraw_report

DIALOGUE = "withdraw"
YES = frozenset({"yes", "y", "co", "dong y", "dung", "ok", "rut"})
NO = frozenset({"no", "n", "khong", "giu"})


def open_correction(turn: Turn, view: AssignmentView, values: State, raw: list[str]) -> Replies:
    """Show the standing report with these values in the place of the old ones."""
    return open_report(turn, view, values, raw)


def start_withdrawal(turn: Turn, words: str) -> Replies:
    """`/withdraw [assignment]`: take back one of the unit's reports."""
    actor = require(turn.actor, Action.REPORT)
    if words:
        return open_withdrawal(turn, assignment_to_report(turn.work, actor, row_number(words)))
    reported = [view for view in reported_assignments(turn.work, actor) if view.plan_is_active]
    if not reported:
        return turn.answer("withdraw-none")
    if len(reported) == 1:
        return open_withdrawal(turn, reported[0])
    return turn.offer(turn.say("withdraw-which"), report_choice.choices(reported, "/withdraw"))


def open_withdrawal(
    turn: Turn, view: AssignmentView, raw: str = "", before: str = "", tries: int = 0
) -> Replies:
    """Ask whether the standing report is really to be withdrawn; `raw` are the words that said so.

    `before` is why it is asked again, after so many tries.
    """
    view = assignment_to_report(turn.work, turn.actor, view.id)
    if not view.has_report:
        return turn.answer("withdraw-none")
    word = member_word(turn.work, view.unit_id)
    text = turn.say(
        "withdraw-sure",
        duty=view.title,
        unit=view.unit_name,
        card=card_lines(turn.language, load_form(turn.work, view.form), view.values, word),
    )
    options = [(turn.say("withdraw-yes"), "yes"), (turn.say("withdraw-no"), "no")]
    state = {"assignment_id": view.id, "based_on": view.revision, "raw": raw, "tries": tries}
    return turn.ask(DIALOGUE, state, f"{before}\n{text}".strip(), options)


def continue_withdrawal(turn: Turn, text: str, picked: str | None) -> Replies:
    """Yes withdraws, no keeps the report as it stands; what is neither is asked again."""
    state = turn.talk.state
    answer = picked or folded_plain(text).strip(".! ")
    if answer not in YES and answer not in NO:
        view = assignment_to_report(turn.work, turn.actor, state["assignment_id"])
        return once_more(
            turn,
            state,
            turn.say("not-a-value"),
            lambda why: open_withdrawal(turn, view, state["raw"], why, state["tries"]),
        )
    turn.talk.close()
    if answer in NO:
        return turn.answer("withdraw-kept")
    view = withdraw_report(
        turn.work,
        turn.actor,
        state["assignment_id"],
        raw_text=state["raw"],
        based_on=state["based_on"],
        received_at=turn.incoming.written_at(turn.work.now),
    )
    tell_staff(turn, view, "withdrawn-notice")
    until = phrases.deadline(turn.work, view, turn.language)
    text = turn.say("withdrawn", duty=view.title, unit=view.unit_name, until=until)
    return turn.offer(text, report_choice.choices([view]))
