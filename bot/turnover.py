"""One transaction of the dispatcher: outcomes are noted, what may leave now is claimed and put into words."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from channels.base import QUOTA, FileToSend, SendError
from documents.calendar_file import MEDIA_TYPE as CALENDAR_TYPE
from domain.messages import Reply, split_chat
from handlers.letters import CALENDAR_NAME, as_letter
from handlers.reminding import compose_reminder
from services import claiming, delivery, pacing, quotas
from services.claiming import Claim, ClaimedMessage
from services.downloads import LINK_DAYS, link_to
from services.files import load_file
from services.offering import WITHOUT_BUTTONS, offer_choices
from services.reach import EMAIL
from services.registration import actor_at
from services.work import Work, undo_on_error

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: `error` is None when the messenger accepted it, at `at` (real time).

    `spent`: how many messages of its bot's month it took, where they are counted.
    """

    message: ClaimedMessage
    error: SendError | None
    external_id: str | None
    at: datetime
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Parcel:
    """A claimed message with everything it needs to leave."""

    message: ClaimedMessage
    reply: Reply
    file: FileToSend | None


def turn_over(work: Work, outcomes: list[Outcome], claims: list[Claim]) -> list[Parcel]:
    """Note outcomes and claim what goes out next, in the caller's transaction."""
    _count_sent(work, outcomes)
    delivery.mark_sent(work, [(done.message, done.external_id) for done in outcomes if done.error is None])
    for outcome in outcomes:
        if outcome.error is not None:
            _note_failure(work, outcome, outcome.error)
    work.session.flush()
    waiting = claiming.waiting_channels(work) if claims else frozenset()
    due = [claim for claim in claims if claim.channel in waiting]
    claimed = [message for claim in due for message in claiming.claim_next(work, claim)]
    return [parcel for message in claimed if (parcel := _parcel(work, message)) is not None]


def _count_sent(work: Work, outcomes: list[Outcome]) -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for outcome in outcomes:
        message = outcome.message
        if message.channel in work.installation.quotas:
            counts[message.channel, split_chat(message.chat_id)[0]] += outcome.spent
    quotas.count_sent(work, counts)


def _note_failure(work: Work, outcome: Outcome, error: SendError) -> None:
    message = outcome.message
    if error.wait is not None:
        _rest(work, outcome, error.wait)
    if not delivery.is_ours(work, message):
        log.warning("outcome_too_late", outbox_id=message.id, reason=error.reason)
    elif error.new_chat_id is not None:
        delivery.move_chat(work, message.address_id, error.new_chat_id)
        delivery.retry_later(work, message.id, error.reason)
    elif error.is_permanent or (error.reason == QUOTA and _is_month_spent(work, message)):
        delivery.mark_undeliverable(work, message.id, error.reason, is_address_dead=error.is_address_dead)
    elif error.is_uncertain:
        delivery.mark_uncertain(work, message.id, error.reason)
    else:
        delivery.retry_later(work, message.id, error.reason, error.wait)


def _is_month_spent(work: Work, message: ClaimedMessage) -> bool:
    """Then the message will not arrive on this channel before the next month; a mere rush soon passes."""
    return quotas.note_refusal(work, message.channel, split_chat(message.chat_id)[0], message.attempts)


def _rest(work: Work, outcome: Outcome, wait: timedelta) -> None:
    """Too many requests: a group has a limit of its own, anything else is the whole channel's."""
    if is_group(outcome.message):
        pacing.rest_chat(work, outcome.message.address_id, outcome.at, wait)
    else:
        pacing.pause(work, outcome.message.channel, outcome.at, wait)


def is_group(message: ClaimedMessage) -> bool:
    """Whether a message goes to a group of a messenger, which has a pace of its own."""
    return message.chat_id.startswith("-")


def _parcel(work: Work, message: ClaimedMessage) -> Parcel | None:
    """What to send, or None when the message is not to be sent any more."""
    try:
        with undo_on_error(work):
            reply = message.reply or _compose(work, message)
            if reply is None:
                return None
            if message.channel in WITHOUT_BUTTONS and reply.choices and message.received_at is None:
                reply = offer_choices(work, message.address_id, reply)
            if message.channel == EMAIL:
                return _letter(work, message, reply)
            return Parcel(message, reply, _file(work, reply))
    except Exception as error:  # one message that cannot be written must not stop every other one
        log.exception("message_not_written", outbox_id=message.id)
        reason = f"not written: {type(error).__name__}"
        delivery.mark_unwritten(work, message.id, reason)
        return None


def _letter(work: Work, message: ClaimedMessage, reply: Reply) -> Parcel:
    is_reminder = bool(message.assignment_ids)
    letter, deadlines = as_letter(work, message.address_id, reply, is_reminder=is_reminder)
    if deadlines is None:
        return Parcel(message, letter, _file(work, letter))
    return Parcel(message, letter, FileToSend(0, CALENDAR_NAME, CALENDAR_TYPE, deadlines))


def _compose(work: Work, message: ClaimedMessage) -> Reply | None:
    reply = compose_reminder(work, message.assignment_ids, actor_at(work, message.address_id))
    if reply is None:
        delivery.mark_cancelled(work, message.id, "settled")
    else:
        delivery.keep_text(work, message.id, reply)
    return reply


def _file(work: Work, reply: Reply) -> FileToSend | None:
    if reply.file_id is None:
        return None
    file = load_file(work, reply.file_id)
    return FileToSend(
        file.id, file.name, file.media_type, file.content, link_to(work, reply.file_id), LINK_DAYS
    )
