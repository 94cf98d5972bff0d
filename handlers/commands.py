"""What runs each command of handlers/menu.py, and what answers words without a command."""

from domain.roles import UNIT_ROLES
from handlers import (
    accepting,
    attachments,
    calendar,
    changes,
    deadline_calendar,
    export_files,
    extension_requests,
    following_up,
    forms,
    invite_sheets,
    invites,
    linking,
    matters,
    members,
    menu,
    personal_links,
    persons,
    plan_documents,
    plan_making,
    plan_proposals,
    plans,
    proxy_entry,
    registration,
    registration_deciding,
    reminding,
    report_changes,
    reporting,
    returning,
    staff,
    staff_words,
    succession,
    summary,
    tasks,
    trouble,
    unit_changing,
    unit_import,
    units,
)
from handlers.conversation import CommandHandler, Replies, Turn


def show_help(turn: Turn, _words: str) -> Replies:
    """`/help`: what this person can do here."""
    lines = [f"/{name} – {description}" for name, description in menu.menu_of(turn.actor, turn.language)]
    greeting = turn.say(_greeting(turn))
    return turn.offer("\n".join([greeting, *lines, turn.say("classified-notice")]), [])


def _greeting(turn: Turn) -> str:
    if turn.actor is None:
        return "help-unregistered"
    return "help-registered" if turn.actor.roles & UNIT_ROLES else "help-staff"


def cancel(turn: Turn, _words: str) -> Replies:
    """`/cancel`: leave the dialogue."""
    turn.talk.close()
    return turn.answer("cancelled")


_RUN: dict[str, CommandHandler] = {
    "start": registration.start,
    "tasks": tasks.show_tasks,
    "report": reporting.start_report,
    "history": tasks.show_history,
    "deadlines": deadline_calendar.show_calendar,
    "ask": matters.ask_staff,
    "moretime": extension_requests.start_request,
    "withdraw": report_changes.start_withdrawal,
    "handover": succession.start_handover,
    "deputy": succession.start_deputy,
    "summary": summary.show_summary,
    "missing": summary.show_missing,
    "remind": following_up.start_nudge,
    "schedule": following_up.show_schedule,
    "plans": plans.show_plans,
    "units": units.show_units,
    "merge": unit_changing.start_merger,
    "split": unit_changing.start_split,
    "forms": forms.show_forms,
    "invite": invites.invite,
    "invites": invite_sheets.offer_sheets,
    "weblink": personal_links.manage_links,
    "approve": registration_deciding.show_waiting,
    "extend": changes.start_extension,
    "waive": changes.start_waiver,
    "matters": matters.show_matters,
    "files": attachments.show_files,
    "accept": accepting.start_acceptance,
    "return": returning.start_return,
    "enter": proxy_entry.start_entry,
    "export": export_files.export,
    "calendar": calendar.show_or_change,
    "trouble": trouble.show_trouble,
    "audit": staff.show_audit,
    "staff": staff.show_staff,
    "person": persons.show_person,
    "link": linking.show_channels,
    "help": show_help,
    "cancel": cancel,
    "decide": registration_deciding.decide,
    "plan": plans.show_plan,
    "newplan": plan_making.start_plan,
    "proposal": plan_proposals.show_or_decide,
    "activate": plans.activate,
    "closeplan": plans.close,
    "later": reminding.remind_later,
    "forward": matters.forward,
    "callme": matters.call_me,
    "memberswhy": members.explain,
    "setmembers": members.set_members,
    "template": unit_import.send_template,
}

COMMANDS: dict[str, CommandHandler] = {
    name: _RUN[entry.name] for entry in menu.ENTRIES for name in (entry.name, entry.vietnamese) if name
}


def free_text(turn: Turn, text: str) -> Replies:
    """Words (or a file) outside every dialogue: a report, a registration, units, a plan, or a question."""
    if turn.incoming.kind == "file":
        return unit_import.receive_file(turn)
    if turn.actor is None:
        return registration.begin(turn, text)
    if plan_documents.is_pasted(turn, text):
        return plan_documents.receive_words(turn, text)
    if turn.actor.roles & UNIT_ROLES:
        return reporting.read_free_text(turn, text)
    return staff_words.answer_words(turn, text) or show_help(turn, "")
