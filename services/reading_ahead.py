"""Reading for many turns at once what nearly all of them ask: who writes, where the talk is, what is owed."""

from collections import defaultdict
from collections.abc import Sequence

from domain.messages import Incoming
from services.actors import find_senders
from services.assignments import keep_assignments
from services.conversations import Talk, load_talks
from services.units import member_words
from services.work import Work


def read_ahead(work: Work, messages: Sequence[Incoming]) -> None:
    """Fill the work's memory for these messages: four queries instead of several a turn."""
    memory = work.memory
    assert memory is not None
    chats: dict[str, list[str]] = defaultdict(list)
    for message in messages:
        chats[message.channel].append(message.chat_id)
    senders = {}
    for channel, chat_ids in chats.items():
        for chat_id, sender in find_senders(work, channel, chat_ids).items():
            memory.keep(("sender", channel, chat_id), sender)
            senders[sender.address_id] = sender
    memory.notice()
    talks = load_talks(work, list(senders))
    for address_id in senders:
        memory.keep(("talk", address_id), talks.get(address_id) or Talk())
    actors = [sender.actor for sender in senders.values() if sender.actor is not None]
    unit_ids = frozenset(unit_id for actor in actors for unit_id in actor.unit_ids())
    if unit_ids:
        keep_assignments(work, unit_ids)
        for unit_id, word in member_words(work, unit_ids).items():
            memory.keep(("member_word", unit_id), word)
