"""The dialogues: name → what handles the next answer. One line each, so that nothing is hidden."""

from handlers import (
    accepting,
    attachments,
    changes,
    extension_requests,
    forms,
    matters,
    members,
    plan_making,
    proxy_entry,
    registration,
    report_changes,
    report_dialogue,
    returning,
    several_units,
    unit_import,
)
from handlers.conversation import DialogueHandler

DIALOGUES: dict[str, DialogueHandler] = {
    registration.DIALOGUE: registration.continue_registration,
    report_dialogue.DIALOGUE: report_dialogue.continue_report,
    several_units.DIALOGUE: several_units.continue_several_units,
    report_changes.DIALOGUE: report_changes.continue_withdrawal,
    returning.DIALOGUE: returning.continue_return,
    accepting.DIALOGUE: accepting.continue_acceptance,
    members.DIALOGUE: members.continue_explaining,
    forms.DIALOGUE: forms.continue_forms,
    proxy_entry.DIALOGUE: proxy_entry.continue_entry,
    changes.EXTEND: changes.continue_extension,
    changes.WAIVE: changes.continue_waiver,
    matters.ANSWER: matters.continue_answer,
    matters.ASK: matters.continue_asking,
    extension_requests.REQUEST: extension_requests.continue_request,
    extension_requests.DECIDE: extension_requests.continue_decision,
    attachments.DIALOGUE: attachments.continue_attaching,
    plan_making.DIALOGUE: plan_making.continue_plan,
    unit_import.DIALOGUE: unit_import.continue_import,
}
