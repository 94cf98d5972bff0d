"""Choices of a message that nobody asked for, on a messenger without buttons.

What a turn offers is kept with the talk (`services/conversations.py`). A reminder or a notice comes in
between: its list is numbered only when no dialogue is open, for in a dialogue a number is an answer to it.
Its words pick a choice later too, as a button would, once the dialogue is over.
"""

from dataclasses import asdict, replace

from sqlalchemy import select, update

from domain.messages import Reply
from domain.parsing.letters import folded_plain
from locales import say
from services.work import Work
from storage.tables import Address, Conversation, OutboxMessage, Person

WITHOUT_BUTTONS = frozenset({"zalo"})
LOOK_BACK = 20
"""Messages to one address: what is further up has scrolled away."""


def offer_choices(work: Work, address_id: int, reply: Reply) -> Reply:
    """The message as it is to be shown now; from here on its numbers, where it has any, pick its choices."""
    talk = work.session.execute(
        select(Conversation.dialogue)
        .where(Conversation.address_id == address_id)
        # Whoever is writing at this moment is about to say something else.
        .with_for_update(skip_locked=True)
    ).first()
    if talk is None or talk.dialogue:
        after = say("choices-by-words", _language(work, address_id))
        return replace(reply, text=f"{reply.text}\n\n{after}", takes_number=True)
    work.session.execute(
        update(Conversation)
        .where(Conversation.address_id == address_id)
        .values(choices=[asdict(choice) for choice in reply.choices], takes_number=reply.takes_number)
    )
    return reply


def offered_lately(work: Work, address_id: int, words: str) -> str | None:
    """What these words pick among the choices of the latest messages that nobody asked for, or None."""
    wanted = folded_plain(words)
    latest = (
        select(OutboxMessage.content)
        .where(OutboxMessage.address_id == address_id, OutboxMessage.state == "sent")
        .where(OutboxMessage.inbox_id.is_(None))
        .order_by(OutboxMessage.id.desc())
        .limit(LOOK_BACK)
    )
    for content in work.session.scalars(latest):
        for choice in Reply.from_json(content).choices:
            if wanted and folded_plain(choice.label) == wanted:
                return choice.says
    return None


def _language(work: Work, address_id: int) -> str:
    known = (
        select(Person.language).join(Address, Address.person_id == Person.id).where(Address.id == address_id)
    )
    return work.session.scalar(known) or work.installation.language
