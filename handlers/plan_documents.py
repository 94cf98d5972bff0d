"""A plan as a document in chat: a file, or its words pasted; it is read apart, and staff are told then."""

from typing import Any

from domain import wording
from domain.errors import DomainError
from domain.roles import Action
from handlers import attachments
from handlers.attachment_keeping import file_of
from handlers.conversation import Replies, Turn, row_number
from services.actors import require
from services.files import load_file, store_file
from services.plan_documents import send_document
from services.plan_versions import open_plan

DIALOGUE = "plan-document"
ENDINGS = (".docx", ".pdf", ".txt", ".doc", ".docm", ".png", ".jpg", ".jpeg")
# Words that long, said to nobody's question by one who makes plans, are no order to the bot.
LEAST_PASTED, MOST_PASTED = 500, 100_000
State = dict[str, Any]


def start(turn: Turn, words: str) -> Replies:
    """`/proposal new [plan]`: ask for the document, the corrected one of a plan if named."""
    plan_id = open_plan(turn.work, row_number(words, "no-such-plan")).id if words else None
    return turn.ask(DIALOGUE, {"plan_id": plan_id, "parts": []}, turn.say("document-ask"))


def is_document(turn: Turn, name: str) -> bool:
    """Whether a file sent in chat may be a plan, by its name and its sender."""
    return _may(turn) and name.lower().endswith(ENDINGS)


def is_pasted(turn: Turn, text: str) -> bool:
    """Whether words may be a plan: long, unasked, by one who makes plans and owes no report."""
    if turn.talk.dialogue:
        return turn.talk.dialogue == DIALOGUE
    is_reporting = turn.actor is not None and turn.actor.may(Action.REPORT)
    return _may(turn) and not is_reporting and len(text) >= LEAST_PASTED


def receive_file(turn: Turn, file_id: int, plan_id: int | None = None) -> Replies:
    """Have a file read; one who also reports for a unit is asked first what it is."""
    actor = require(turn.actor, Action.MANAGE_PLANS)
    if actor.may(Action.REPORT) and turn.talk.dialogue != DIALOGUE:
        options = [(turn.say("document-is-plan"), "plan"), (turn.say("document-is-report"), "report")]
        state = {"file_id": file_id, "words": turn.incoming.text.strip()}
        return turn.ask(DIALOGUE, state, turn.say("document-which"), options)
    return _send(turn, file_id, plan_id)


def receive_words(turn: Turn, text: str) -> Replies:
    """Words that may be a plan: kept, until staff say that they are all."""
    return _add(turn, {"plan_id": None, "parts": []}, text)


def continue_document(turn: Turn, text: str, picked: str | None) -> Replies:
    """A file, more words, or that these were all."""
    state = turn.talk.state
    if turn.incoming.kind == "file":
        return receive_file(turn, file_of(turn), state.get("plan_id"))
    if "file_id" in state:
        return _told_what(turn, state, picked)
    if picked == "read":
        content = "\n".join(state["parts"]).encode()
        name = turn.say("document-pasted")
        return _send(turn, store_file(turn.work, name, "text/plain", content), state["plan_id"])
    return _add(turn, state, text)


def _told_what(turn: Turn, state: State, picked: str | None) -> Replies:
    """Whether a file is a plan or belongs to a report."""
    if picked not in ("plan", "report"):
        raise DomainError("pick-one")
    if picked == "plan":
        return _send(turn, state["file_id"], None)
    turn.talk.close()
    return attachments.receive(turn, state["file_id"], state["words"])


def _add(turn: Turn, state: State, text: str) -> Replies:
    parts = [*state["parts"], text]
    length = sum(map(len, parts))
    if length > MOST_PASTED:
        raise DomainError("text-too-long", most=MOST_PASTED)
    options = [(turn.say("document-read"), "read")]
    shown = turn.say("document-more", length=wording.number(length))
    return turn.ask(DIALOGUE, {**state, "parts": parts}, shown, options, takes_number=True)


def _send(turn: Turn, file_id: int, plan_id: int | None) -> Replies:
    send_document(turn.work, turn.actor, file_id, turn.sender.address_id, plan_id)
    turn.talk.close()
    return turn.answer("document-reading", name=load_file(turn.work, file_id).name[:80])


def _may(turn: Turn) -> bool:
    return turn.actor is not None and turn.actor.may(Action.MANAGE_PLANS)
