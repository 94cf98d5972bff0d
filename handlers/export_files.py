"""`/export files`: the ledger and the files of the reports in one archive, if a message can carry it."""

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from documents.archive import MEDIA_TYPE
from domain import wording
from domain.local_time import local_day
from domain.messages import Choice, Reply
from domain.roles import Action
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from handlers.export import export_ledger, ledger_file
from handlers.files_sheet import places_of
from locales import say
from services.actors import require
from services.files import store_file
from services.ledger import Ledger, read_ledger
from services.plan_files import PlanFile, content_of
from services.plans import get_plan
from services.work import Work

FILES = "files"
# A messenger carries 50 MB at most, and the archive is in memory while it is sent.
LARGEST_ARCHIVE = 40 * 1024 * 1024
MOST_OFFERED = 8
Packed = Iterator[tuple[str, datetime, bytes]]


def export(turn: Turn, words: str) -> Replies:
    """`/export [plan]`: the ledger; `/export files <plan> [milestone]`: with the files of the reports."""
    verb, _, rest = words.partition(" ")
    return _export_files(turn, rest) if verb == FILES else export_ledger(turn, words)


def packed(
    work: Work, title: str, ledger: Ledger, files: Iterable[tuple[PlanFile, str]], language: str
) -> Packed:
    """What the archive holds, one file after the other: the ledger, then the files at their places."""
    yield (
        f"{say('sheet-ledger', language)}.xlsx",
        work.now.astimezone(work.zone),
        ledger_file(work, title, ledger, language),
    )
    for file, place in files:
        yield place, file.added_at.astimezone(work.zone), content_of(work, file.file_id)


def _export_files(turn: Turn, words: str) -> Replies:
    actor = require(turn.actor, Action.EXPORT)
    number, _, milestone = words.partition(" ")
    plan_id = row_number(number)
    plan = get_plan(turn.work, plan_id)
    ledger = read_ledger(turn.work, actor, plan_id)
    placed = _of_milestone(ledger.files, row_number(milestone) if milestone else None)
    if not placed:
        return turn.answer("export-files-none", plan=plan.title)
    size = sum(file.size for file, _ in placed)
    if size > LARGEST_ARCHIVE:
        return _too_large(turn, plan_id, [] if milestone else ledger.files, size)
    return _send(turn, plan_id, plan.title, ledger, placed)


def _of_milestone(files: Sequence[PlanFile], milestone_id: int | None) -> list[tuple[PlanFile, str]]:
    """The files of one milestone, or all, at the places that the ledger names."""
    placed = zip(files, places_of(files), strict=True)
    return [(file, place) for file, place in placed if milestone_id in (None, file.milestone_id)]


def _send(
    turn: Turn, plan_id: int, title: str, ledger: Ledger, placed: Sequence[tuple[PlanFile, str]]
) -> Replies:
    # Slow to import and seldom needed.
    from documents.archive import write_archive

    archive = io.BytesIO()
    write_archive(archive, packed(turn.work, title, ledger, placed, turn.language))
    name = f"bao-cao-va-tep-{plan_id}-{local_day(turn.work.now, turn.work.zone):%Y%m%d}.zip"
    file_id = store_file(turn.work, name, MEDIA_TYPE, archive.getvalue())
    return [Reply(turn.say("export-files-ready", plan=title, count=len(placed)), file_id=file_id)]


def _too_large(turn: Turn, plan_id: int, files: Sequence[PlanFile], size: int) -> Replies:
    """Offer milestone by milestone; what even one of those holds too much of is written on the server."""
    milestones = {file.milestone_id: file.title for file in files}
    choices = []
    for milestone_id, title in list(milestones.items())[:MOST_OFFERED]:
        own = sum(file.size for file in files if file.milestone_id == milestone_id)
        label = f"{phrases.shortened(title, 40)} ({wording.size(own)})"
        choices.append(Choice(label, f"/export {FILES} {plan_id} {milestone_id}"))
    key = "export-files-large" if choices else "export-files-too-large"
    text = turn.say(key, size=wording.size(size), most=wording.size(LARGEST_ARCHIVE))
    return turn.offer(text, choices)
