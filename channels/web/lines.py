"""What was said in a chat, as the page shows it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from domain.errors import DomainError
from locales import say
from services.files import load_file
from services.web_sessions import Line, chat_lines, session_address
from services.work import Work

UNKNOWN_CHOICE = "…"


def new_lines(work: Work, token: str, since: datetime | None, known: Collection[str]) -> list[dict[str, Any]]:
    """The lines from `since` on that the page does not know, oldest first."""
    address = session_address(work, token)
    if address is None:
        return []
    lines = chat_lines(work, address, since)
    new = [line for line in lines if line.key not in known]
    if since is not None and any(is_command(line) for line in new):
        # The choice that was picked may have been offered before `since`.
        lines = chat_lines(work, address, None)
    return [_as_json(work, line, shown_text(line, lines, work.installation.language)) for line in new]


def is_command(line: Line) -> bool:
    """Whether the person sent something that a choice may have said for them."""
    return line.from_person and line.reply.text.startswith(("=", "/"))


def shown_text(line: Line, lines: Iterable[Line], language: str) -> str:
    """The text of a line as a person reads it: for a picked choice, the label of that choice."""
    text = line.reply.text
    if not is_command(line):
        return text
    if text.split()[0] == "/start":
        # What follows is an invite's secret code; nobody typed it.
        return say("web-begin", language)
    label = _label_offered_before(line, lines)
    if label is not None:
        return label
    return UNKNOWN_CHOICE if text.startswith("=") else text


def _label_offered_before(line: Line, lines: Iterable[Line]) -> str | None:
    earlier = [other for other in lines if not other.from_person and other.at <= line.at]
    offering_lines = [other for other in reversed(earlier) if other.reply.choices]
    if line.reply.text.startswith("/"):
        # A command may have been typed: only the newest message can have said it for the person.
        offering_lines = offering_lines[:1]
    for offering in offering_lines:
        for choice in offering.reply.choices:
            if choice.says == line.reply.text:
                return choice.label
    return None


def _as_json(work: Work, line: Line, text: str) -> dict[str, Any]:
    return {
        "key": line.key,
        "at": line.at.astimezone(work.zone).isoformat(),
        "from_person": line.from_person,
        "text": text,
        "choices": [{"label": choice.label, "says": choice.says} for choice in line.reply.choices],
        "file": _file(work, line.reply.file_id),
    }


def _file(work: Work, file_id: int | None) -> dict[str, Any] | None:
    if file_id is None:
        return None
    try:
        file = load_file(work, file_id)
    except DomainError:
        return None
    return {"id": file.id, "name": file.name, "media_type": file.media_type}
