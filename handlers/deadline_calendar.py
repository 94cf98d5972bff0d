"""`/deadlines`: a secretary's deadlines for the telephone's own calendar: a file, or a secret address."""

from collections.abc import Collection

from documents.calendar_file import MEDIA_TYPE, write_calendar
from domain.calendar_entries import CalendarEntry, EntryState
from domain.errors import DomainError
from domain.messages import Choice, Reply
from domain.parsing.letters import folded_plain
from domain.roles import Action
from handlers import phrases
from handlers.conversation import Replies, Turn
from locales import say
from services.actors import require
from services.calendar_feeds import feed_reader, has_feed, open_feed, revoke_feed
from services.deadline_calendar import CalendarDuty, calendar_duties, calendar_id
from services.files import store_file
from services.work import Work

FILE_NAME = "han-bao-cao.ics"
FEED, REVOKE = ("feed", "diachi"), ("revoke", "huy")


def show_calendar(turn: Turn, words: str) -> Replies:
    """`/deadlines [feed | revoke]`: the file, a new address, or no address any more."""
    actor = require(turn.actor, Action.REPORT)
    wanted = folded_plain(words)
    if wanted in FEED:
        return [Reply(turn.say("ics-feed")), Reply(open_feed(turn.work, actor))]
    if wanted in REVOKE:
        return turn.answer("ics-feed-revoked" if revoke_feed(turn.work, actor) else "ics-feed-none")
    if wanted:
        raise DomainError("ics-how")
    content = calendar_content(turn.work, actor.unit_ids(), turn.language)
    file_id = store_file(turn.work, FILE_NAME, MEDIA_TYPE, content)
    can_feed = bool(turn.work.installation.public_url)
    text = turn.say("ics-file" if can_feed else "ics-file-only")
    return [Reply(text, _feed_choices(turn) if can_feed else (), file_id=file_id)]


def feed_content(work: Work, token: str) -> bytes | None:
    """The file at a secret address; None when the address is unknown or void."""
    reader = feed_reader(work, token)
    return None if reader is None else calendar_content(work, reader.unit_ids(), reader.language)


def calendar_content(work: Work, unit_ids: Collection[int], language: str) -> bytes:
    """The deadlines of these units as a file."""
    origin, is_several_units = calendar_id(work), len(unit_ids) > 1
    return write_calendar(
        [_entry(work, duty, origin, language, is_several_units) for duty in calendar_duties(work, unit_ids)],
        uid=f"{origin}@dondoc",
        title=say("ics-title", language),
        now=work.now,
        zone=work.zone,
    )


def _feed_choices(turn: Turn) -> tuple[Choice, ...]:
    assert turn.actor is not None
    if not has_feed(turn.work, turn.actor):
        return (Choice(turn.say("ics-feed-open"), "/deadlines feed"),)
    return (
        Choice(turn.say("ics-feed-again"), "/deadlines feed"),
        Choice(turn.say("ics-feed-revoke"), "/deadlines revoke"),
    )


def _entry(
    work: Work, duty: CalendarDuty, origin: str, language: str, is_several_units: bool
) -> CalendarEntry:
    view = duty.view
    named = f"{view.title} ({view.unit_name})" if is_several_units else view.title
    return CalendarEntry(
        uid=f"{origin}-{view.id}@dondoc",
        late_from=duty.late_from,
        state=duty.state,
        sequence=duty.sequence,
        changed_at=duty.changed_at,
        title=say(_title_key(duty), language, duty=named),
        details="\n".join(_details(work, duty, language)),
    )


def _title_key(duty: CalendarDuty) -> str:
    if duty.state is EntryState.DONE:
        return "ics-done"
    if not duty.view.expects_report:
        return "ics-event"
    return "ics-returned" if duty.view.is_returned else "ics-due"


def _details(work: Work, duty: CalendarDuty, language: str) -> list[str]:
    view = duty.view
    # The document's own words hold only for its own deadline.
    is_own = not duty.is_extended and not view.is_returned
    until = phrases.both_ways(work, view.phrase if is_own else "", duty.late_from, language)
    lines = [view.unit_name, say("ics-until", language, until=until)]
    if view.recipient:
        lines.append(say("ics-recipient", language, recipient=view.recipient))
    if view.via:
        lines.append(say("ics-via", language, via=view.via))
    if view.expects_report and duty.state is EntryState.OPEN:
        lines.append(say("ics-answer", language))
    return lines
