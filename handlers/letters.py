"""A message that goes by e-mail: the words, the way to answer, and the deadlines for a calendar."""

from domain.messages import Reply
from handlers.deadline_calendar import FILE_NAME, calendar_content
from handlers.personal_links import link_address
from locales import say
from services.personal_links import LINK_DAYS, mail_link
from services.registration import actor_at
from services.work import Work

CALENDAR_NAME = FILE_NAME


def as_letter(work: Work, address_id: int, reply: Reply, *, is_reminder: bool) -> tuple[Reply, bytes | None]:
    """The reply with a link to the person's own chat, for buttons are of no use in a letter.

    The second is the person's deadlines as a calendar file, for a reminder; its name is `CALENDAR_NAME`.
    """
    reader = actor_at(work, address_id)
    if reader is None:
        return reply, None
    language, key = reader.language, "letter-without-link"
    values: dict[str, str | int] = {"board": work.installation.board}
    if work.installation.public_url:
        address = link_address(work, mail_link(work, reader.person_id))
        key, values = "letter-link", {"address": address, "days": LINK_DAYS}
    letter = Reply(f"{reply.text}\n\n{say(key, language, **values)}", file_id=reply.file_id)
    unit_ids = reader.unit_ids()
    return letter, calendar_content(work, unit_ids, language) if is_reminder and unit_ids else None
