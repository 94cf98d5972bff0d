"""`/matters`: what the units raised, for staff to take, answer or close; `/ask` and words for staff."""

from domain.messages import Choice, Reply
from domain.roles import Action
from domain.telephones import find_telephone
from handlers import extension_requests, phrases
from handlers.conversation import Replies, Turn, row_number
from handlers.matter_words import head_of, kind_words, line_of, notice_of
from locales import say
from services import matters
from services.actors import require, staff_addresses
from services.assignments import AssignmentView
from services.inbox import text_of
from services.matter_list import KINDS, MatterView, count_open, list_matters, read_matter
from services.matters import NewMatter, raise_matter
from services.units import get_unit

ANSWER, ASK = "answer-matter", "ask-staff"
PAGE = 6


def show_matters(turn: Turn, words: str) -> Replies:
    """`/matters [number | kind | all | take N | answer N [words] | close N | grant N …]`."""
    actor = require(turn.actor, Action.SETTLE_MATTERS)
    verb, _, rest = words.partition(" ")
    if verb in _STEPS:
        number, _, rest = rest.strip().partition(" ")
        return _STEPS[verb](turn, row_number(number, "no-such-matter"), rest.strip())
    if verb.isdecimal():
        return one_matter(turn, read_matter(turn.work, actor, row_number(verb, "no-such-matter")))
    return _list(turn, verb)


def ask_staff(turn: Turn, words: str) -> Replies:
    """`/ask [words]`: a question for the staff who follow the unit."""
    require(turn.actor, Action.REPORT)
    if not words:
        return turn.ask(ASK, {}, turn.say("ask-what", board=turn.work.installation.board))
    return hand_to_staff(turn, "question", words)


def continue_asking(turn: Turn, text: str, _picked: str | None) -> Replies:
    """The words of the question."""
    turn.talk.close()
    return hand_to_staff(turn, "question", text)


def forward(turn: Turn, words: str) -> Replies:
    """`/forward <inbox row>`: hand the person's own words to staff, as a question."""
    require(turn.actor, Action.REPORT)
    text = text_of(turn.work, turn.incoming.channel, turn.incoming.chat_id, row_number(words))
    return hand_to_staff(turn, "question", text)


def call_me(turn: Turn, words: str) -> Replies:
    """`/callme <inbox row>`: ask staff to telephone; they see the number and the person's own words."""
    actor = require(turn.actor, Action.REPORT)
    text = text_of(turn.work, turn.incoming.channel, turn.incoming.chat_id, row_number(words))
    units = [get_unit(turn.work, unit_id) for unit_id in sorted(actor.unit_ids())]
    known = dict.fromkeys(unit.contact_phone for unit in units if unit.contact_phone)
    # Who names a number wants to be called there, not where the list of units says.
    phones = find_telephone(text) or ", ".join(known)
    wanted = turn.say("call-wanted", phone=phones or "–", words=text)
    return hand_to_staff(turn, "other", wanted, key="call-asked")


def continue_answer(turn: Turn, text: str, _picked: str | None) -> Replies:
    """The words of staff for the unit."""
    return _answer(turn, turn.talk.state["matter_id"], text)


def hand_to_staff(
    turn: Turn,
    kind: str,
    words: str,
    view: AssignmentView | None = None,
    key: str = "forwarded",
    **values: str,
) -> Replies:
    """Raise a matter, tell the staff who follow the unit, and answer with the sentence `key`."""
    actor = require(turn.actor, Action.REPORT)
    unit_id = view.unit_id if view else min(actor.unit_ids(), default=None)
    new = NewMatter(kind, words, turn.sender.address_id, unit_id, view.id if view else None)
    raised = raise_matter(turn.work, actor, new)
    told = tell_staff(turn, raised.matter) if raised.is_new else True
    board = turn.work.installation.board
    return turn.answer(key if told else "forward-nobody", board=board, **values)


def tell_staff(turn: Turn, matter: MatterView) -> bool:
    """Tell everybody who follows the unit of a matter; whether there was anybody."""
    told = staff_addresses(turn.work, matter.unit_id)
    for address_id, staff in told:
        turn.tell(address_id, notice_of(turn.work, matter, staff.language))
    return bool(told)


def one_matter(turn: Turn, matter: MatterView) -> Replies:
    """A matter with its words, and what can be done about it."""
    return [notice_of(turn.work, matter, turn.language)]


def _list(turn: Turn, asked: str) -> Replies:
    actor = require(turn.actor, Action.SETTLE_MATTERS)
    kind = asked if asked in KINDS else ""
    only_open = asked != "all"
    found = list_matters(turn.work, actor, kind=kind, only_open=only_open, most=PAGE)
    counts = count_open(turn.work, actor)
    head = head_of(turn, counts)
    if not found:
        return turn.offer(head, [Choice(turn.say("matters-all"), "/matters all")] if only_open else [])
    lines = [line_of(turn, matter) for matter in found]
    choices = [Choice(turn.say("matter-open", number=matter.id), f"/matters {matter.id}") for matter in found]
    if not kind and len(counts) > 1:
        choices += [Choice(kind_words(name, turn.language), f"/matters {name}") for name in counts]
    return turn.offer("\n".join([head, *lines]), choices)


def _take(turn: Turn, number: int, _words: str) -> Replies:
    matter = matters.take_matter(turn.work, turn.actor, number)
    text = turn.say("matter-taken-by-you", number=matter.id)
    return turn.offer(text, notice_of(turn.work, matter, turn.language).choices)


def _ask_answer(turn: Turn, number: int, words: str) -> Replies:
    if words:
        return _answer(turn, number, words)
    matter = read_matter(turn.work, turn.actor, number)
    matters.open_matter(turn.work, turn.actor, number)
    text = turn.say("matter-answer-what", name=matter.person_name, unit=matter.unit_name)
    return turn.ask(ANSWER, {"matter_id": number}, text)


def _answer(turn: Turn, number: int, words: str) -> Replies:
    matter = matters.answer_matter(turn.work, turn.actor, number, words)
    turn.talk.close()
    text = say(
        "matter-answered-notice",
        matters.language_at(turn.work, matter.address_id),
        board=turn.work.installation.board,
        words=phrases.shortened(matter.words, 200),
        answer=matter.answer[:1500],
    )
    turn.tell(matter.address_id, Reply(text), kind="reply")
    return turn.answer("matter-answered", number=matter.id, name=matter.person_name, unit=matter.unit_name)


def _close(turn: Turn, number: int, _words: str) -> Replies:
    matter = matters.close_matter(turn.work, turn.actor, number)
    return turn.answer("matter-closed", number=matter.id)


_STEPS = {
    "take": _take,
    "answer": _ask_answer,
    "close": _close,
    "grant": extension_requests.grant,
    "refuse": extension_requests.refuse,
}
