"""take_turn: one incoming message in, the replies out. Sends nothing, asks no clock."""

from copy import deepcopy

from domain.errors import DomainError
from domain.messages import Incoming, Reply
from domain.parsing.letters import folded_plain
from handlers.commands import COMMANDS, free_text
from handlers.conversation import Replies, Turn, chosen
from handlers.dialogues import DIALOGUES
from locales import say
from services.actors import find_sender
from services.conversations import load_talk, save_talk
from services.outbox import mark_address_unreachable, move_chat
from services.work import Work, undo_on_error

LONGEST_TEXT = 4096
# Said without a slash they stop a dialogue too; "dung" alone may mean "đúng".
STOP_WORDS = frozenset({"huy", "huy bo", "thoi", "dung lai", "cancel"})


def take_turn(work: Work, incoming: Incoming, inbox_id: int | None = None) -> tuple[int, Replies, str]:
    """Answer one message inside the caller's transaction.

    Returns the address to answer, the replies, and the outcome: `done`, or `refused` when the person
    asked for what cannot be done; then nothing was changed and the reply says why.
    """
    sender = find_sender(work, incoming.channel, incoming.chat_id, incoming.sender_name)
    if incoming.kind == "blocked":
        mark_address_unreachable(work, sender.address_id, "blocked")
        return sender.address_id, [], "done"
    if incoming.kind == "migrated" and incoming.new_chat_id:
        move_chat(work, sender.address_id, incoming.new_chat_id)
        return sender.address_id, [], "done"
    if incoming.kind == "unsupported":
        return sender.address_id, [Reply(say("unsupported", sender.language))], "refused"
    turn = Turn(work, sender, load_talk(work, sender.address_id), incoming, inbox_id)
    before = deepcopy(turn.talk)
    try:
        with undo_on_error(work):
            replies = _answer(turn)
            outcome = "done"
    except DomainError as error:
        turn.talk = before
        replies, outcome = [Reply(turn.say(f"error-{error.code}", **error.details))], "refused"
    _remember(turn, replies)
    return sender.address_id, replies, outcome


def _answer(turn: Turn) -> Replies:
    text = turn.incoming.text.strip()
    if len(text) > LONGEST_TEXT:
        raise DomainError("text-too-long", most=LONGEST_TEXT)
    said = text if text.startswith(("/", "=")) else chosen(text, turn.talk) or text
    if said.startswith("/"):
        return _run_command(turn, said)
    if said.startswith("="):
        return _pick(turn, said)
    if turn.talk.dialogue and folded_plain(text) in STOP_WORDS:
        return COMMANDS["cancel"](turn, "")
    if turn.talk.dialogue:
        return DIALOGUES[turn.talk.dialogue](turn, text, None)
    return free_text(turn, text)


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


def _remember(turn: Turn, replies: Replies) -> None:
    offering = [reply for reply in replies if reply.choices]
    if offering:
        turn.talk.choices, turn.talk.takes_number = offering[-1].choices, offering[-1].takes_number
    elif not turn.talk.dialogue:
        turn.talk.choices, turn.talk.takes_number = (), False
    save_talk(turn.work, turn.sender.address_id, turn.talk)
