"""take_turn: one incoming message in, the replies out. Sends nothing, stores no talk, asks no clock."""

from copy import deepcopy
from dataclasses import dataclass, replace

from domain.errors import DomainError
from domain.messages import Incoming, Reply
from domain.parsing.letters import folded_plain
from handlers.commands import COMMANDS, free_text
from handlers.conversation import Replies, Turn, chosen
from handlers.dialogues import DIALOGUES
from handlers.plan_documents import is_pasted
from handlers.privacy import refuse_classified
from locales import say
from services.actors import find_sender
from services.conversations import Talk, load_talk
from services.delivery import mark_address_unreachable, move_chat
from services.offering import WITHOUT_BUTTONS, offered_lately
from services.work import Work, undo_on_error

LONGEST_TEXT = 4096
# Said without a slash they stop a dialogue too; "dung" alone may mean "đúng".
STOP_WORDS = frozenset({"huy", "huy bo", "thoi", "dung lai", "cancel"})


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn's result: the address to answer, the replies, what to remember of the talk, and the outcome.

    `outcome` is `done`, or `refused` when the person asked for what cannot be done; then nothing was
    changed and the reply says why. `talk` is None when it did not change.
    """

    address_id: int
    replies: Replies
    talk: Talk | None = None
    outcome: str = "done"


def take_turn(work: Work, incoming: Incoming, inbox_id: int | None = None) -> Taken:
    """Answer one message inside the caller's transaction; the caller stores the replies and the talk."""
    sender = find_sender(work, incoming.channel, incoming.chat_id, incoming.sender_name)
    if incoming.kind == "blocked":
        mark_address_unreachable(work, sender.address_id, "blocked")
        return Taken(sender.address_id, [])
    if incoming.kind == "migrated" and incoming.new_chat_id:
        move_chat(work, sender.address_id, incoming.new_chat_id)
        return Taken(sender.address_id, [])
    if incoming.kind == "unsupported":
        unsupported = Reply(say("unsupported", sender.language))
        return Taken(sender.address_id, [unsupported], outcome="refused")
    turn = Turn(work, sender, load_talk(work, sender.address_id), incoming, inbox_id)
    before = replace(turn.talk, state=deepcopy(turn.talk.state))
    try:
        with undo_on_error(work):
            replies = _answer(turn)
            outcome = "done"
    except DomainError as error:
        turn.talk = before
        replies, outcome = [Reply(turn.say(f"error-{error.code}", **error.details))], "refused"
    is_list = sender.channel in WITHOUT_BUTTONS
    replies = _numbered_through(replies) if is_list else replies
    if outcome == "done":
        _keep_choices(turn.talk, replies, is_list=is_list)
    return Taken(sender.address_id, replies, turn.talk, outcome)


def _answer(turn: Turn) -> Replies:
    text = turn.incoming.text.strip()
    if len(text) > LONGEST_TEXT and not is_pasted(turn, text):
        raise DomainError("text-too-long", most=LONGEST_TEXT)
    refusal = refuse_classified(turn)
    if refusal is not None:
        return refusal
    said = text if text.startswith(("/", "=")) else _picked(turn, text) or text
    if said.startswith("/"):
        return _run_command(turn, said)
    if said.startswith("="):
        return _pick(turn, said)
    if turn.talk.dialogue and folded_plain(text) in STOP_WORDS:
        return COMMANDS["cancel"](turn, "")
    if turn.talk.dialogue:
        return DIALOGUES[turn.talk.dialogue](turn, text, None)
    return free_text(turn, text)


def _picked(turn: Turn, text: str) -> str | None:
    """What the words pick: of what is on offer, else, without buttons, of what came by itself lately."""
    said = chosen(text, turn.talk)
    if said is None and not turn.talk.dialogue and turn.sender.channel in WITHOUT_BUTTONS:
        return offered_lately(turn.work, turn.sender.address_id, text)
    return said


def _run_command(turn: Turn, said: str) -> Replies:
    name, _, words = said[1:].partition(" ")
    # In a Telegram group a command carries the bot's name: /summary@dondoc_bot.
    command = COMMANDS.get(name.split("@")[0].lower())
    if command is None:
        raise DomainError("no-such-command", command=f"/{name[:40]}")
    return command(turn, words.strip())


def _pick(turn: Turn, said: str) -> Replies:
    serial, _, value = said[1:].partition(":")
    is_offered = any(choice.says == said for choice in turn.talk.choices)
    if not turn.talk.dialogue or serial != str(turn.talk.serial) or not is_offered:
        raise DomainError("button-old")
    return DIALOGUES[turn.talk.dialogue](turn, "", value)


def _keep_choices(talk: Talk, replies: Replies, *, is_list: bool) -> None:
    """What the last message offers is on offer from now on; of lists, what any of them does."""
    offering = [reply for reply in replies if reply.choices]
    if offering:
        kept = offering if is_list else offering[-1:]
        talk.choices = tuple(choice for reply in kept for choice in reply.choices)
        talk.takes_number = offering[-1].takes_number
    elif not talk.dialogue:
        talk.choices, talk.takes_number = (), False


def _numbered_through(replies: Replies) -> Replies:
    """Lists of one answer, numbered through, so that a number names one choice and not one of each list."""
    takes_number = any(reply.takes_number for reply in replies)
    numbered, first = [], 1
    for reply in replies:
        numbered.append(replace(reply, first_number=first, takes_number=takes_number))
        first += len(reply.choices)
    return numbered
