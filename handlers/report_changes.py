"""What happens to a report that stands: it is corrected, supplemented or withdrawn."""

import re
from collections.abc import Sequence

from domain.forms import Values
from domain.parsing.letters import folded_plain
from domain.roles import Action
from domain.yes_no import says_no, says_yes
from handlers import phrases, report_choice
from handlers.clarifying import once_more
from handlers.conversation import Replies, Turn, row_number
from handlers.report_asking import ask_change, open_reports
from handlers.report_card import card_lines, changed_names
from handlers.report_entries import State, new_entry, talk_about
from handlers.report_receipt import tell_staff
from services.actors import require
from services.assignments import AssignmentView
from services.forms import load_form
from services.reporting import assignment_to_report
from services.units import member_word
from services.withdrawing import withdraw_report

DIALOGUE = "withdraw"
WITHDRAWS = re.compile(r"^co\W*$|\brut\b")
# Without its marks "đừng rút" reads like "đúng, rút": it is neither.
KEEPS = re.compile(r"\b(?:khong|ko|k|chua|thoi)\b.*\brut\b|\bgiu\b")
UNCERTAIN = re.compile(r"\bdung\b")


def open_correction(
    turn: Turn,
    view: AssignmentView,
    values: State,
    raw: list[str],
    flags: Sequence[str] = (),
    readings: Sequence[Values] = (),
) -> Replies:
    """Show the standing report with these values in the place of the old ones.

    `readings` are what a doubtful number may mean: it is offered, so that nobody types it twice. When the
    words change nothing (`nhầm rồi`, or 48 where 48 stands) it is asked which field is meant.
    """
    entry = new_entry(turn, view, values)
    if view.is_returned or readings or changed_names(view.values, entry["values"]):
        return open_reports(turn, talk_about([entry], raw), flags, readings)
    word, form = member_word(turn.work, view.unit_id), load_form(turn.work, view.form)
    card = card_lines(turn.language, form, view.values, word)
    stands = turn.say("report-stands", duty=view.title, unit=view.unit_name, card=card)
    return ask_change(turn, view, talk_about([entry], raw), stands)


def start_withdrawal(turn: Turn, words: str) -> Replies:
    """`/withdraw [assignment]`: take back one of the unit's reports."""
    actor = require(turn.actor, Action.REPORT)
    if words:
        return open_withdrawal(turn, assignment_to_report(turn.work, actor, row_number(words)))
    reported = report_choice.reported(turn)
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
    answer = picked or _answer(text)
    if not answer:
        view = assignment_to_report(turn.work, turn.actor, state["assignment_id"])
        return once_more(
            turn,
            state,
            turn.say("not-a-value"),
            lambda why: open_withdrawal(turn, view, state["raw"], why, state["tries"]),
        )
    turn.talk.close()
    if answer == "no":
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


def _answer(text: str) -> str:
    """`yes`, `no`, or "" for neither."""
    plain = folded_plain(text)
    if says_no(text) or KEEPS.search(plain):
        return "no"
    is_yes = WITHDRAWS.search(plain) and not UNCERTAIN.search(plain)
    return "yes" if says_yes(text) or is_yes else ""
