"""`dondoc plan read`: what a document would propose; changes nothing."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from bot.commands.console import complain, mistakes_told, read_bytes, settings_or_error, terminal
from domain import wording
from domain.addressing import known_groups, meant_by
from domain.errors import DomainError
from domain.parsing.plan.proposals import DocumentFacts, PlanReading, ProposedDuty
from domain.profiles import Profile
from locales import say

if TYPE_CHECKING:
    from documents.plan_text import DocumentText


def read_plan_document(
    file: Annotated[
        Path, typer.Argument(help="Văn bản .txt, .docx, .pdf, hoặc ảnh .png, .jpg.", metavar="FILE")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="In JSON. / Print JSON.")] = False,
) -> None:
    """Đọc văn bản kế hoạch và nêu các nhiệm vụ sẽ đề xuất; không ghi gì. / What a document would propose."""
    # Slow to import, like whatever else reads files.
    from documents.plan_text import LARGEST_FILE
    from domain.parsing.plan.as_json import reading_as_json
    from domain.parsing.plan.reading import read_plan

    settings = settings_or_error()
    language = settings.language
    with mistakes_told(language):
        if file.is_file() and file.stat().st_size > LARGEST_FILE:
            raise DomainError("plan-file-too-large", limit=wording.size(LARGEST_FILE))
        document = _read(file, language)
        reading = read_plan(document.words, settings.zone, settings.organisation.wordings)
    careful = [say("scan-careful", language)] if document.is_scan else []
    if as_json:
        for line in careful:
            complain(line)
        # Plain print: a terminal library would wrap long lines and so break the JSON.
        typer.echo(json.dumps(reading_as_json(reading), ensure_ascii=False, indent=2))
        return
    for line in [*careful, *reading_lines(reading, language, settings.organisation)]:
        terminal.print(line, markup=False)


def _read(file: Path, language: str) -> "DocumentText":
    from documents.plan_text import read_document

    with pages_shown(language) as on_page:
        return read_document(file.name, read_bytes(file, language), on_page)


@contextmanager
def pages_shown(language: str) -> Iterator[Callable[[int, int], None]]:
    """A scan takes seconds a page, so a bar shows how far it is."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(say("scan-reading", language), total=None)
        yield lambda page, pages: progress.update(task, completed=page - 1, total=pages)


def reading_lines(reading: PlanReading, language: str, profile: Profile) -> list[str]:
    """The reading as staff see it in the terminal."""
    lines = _fact_lines(reading.facts, language)
    if not reading.duties:
        return [*lines, say("planread-none", language)]
    for number, duty in enumerate(reading.duties, start=1):
        lines += _duty_lines(number, duty, language, profile)
    return lines


def _fact_lines(facts: DocumentFacts, language: str) -> list[str]:
    missing = say("planread-missing", language)
    return [
        say("planread-title", language, title=facts.title or missing),
        say(
            "planread-facts",
            language,
            number=facts.number or missing,
            issuer=facts.issuer or missing,
            day=wording.day(facts.issued_on) if facts.issued_on else missing,
            signer=facts.signer or missing,
        ),
    ]


def _duty_lines(number: int, duty: ProposedDuty, language: str, profile: Profile) -> list[str]:
    lines = [
        say(
            "planread-duty",
            language,
            number=number,
            title=duty.title,
            kind=say(f"kind-{duty.kind.replace('_', '-')}", language),
        ),
        say("planread-who", language, who="; ".join(duty.addressees) or say("planread-missing", language)),
        say(
            "planread-deadline",
            language,
            moment=_moment(duty, language),
            phrase=duty.phrase,
            clause=duty.clause or "–",
        ),
    ]
    names = {group.name: group.name for group in profile.groups}
    meant = meant_by(duty.addressees, known_groups(names, profile))
    if meant.groups:
        lines.insert(2, say("planread-groups", language, groups="; ".join(meant.groups)))
    if duty.recipient or duty.via:
        lines.append(
            say("planread-recipient", language, recipient=duty.recipient or "–", via=duty.via or "–")
        )
    if duty.needs:
        needs = ", ".join(say(f"planread-needs-{need}", language) for need in duty.needs)
        lines.append(say("planread-needs", language, needs=needs))
    return lines


def _moment(duty: ProposedDuty, language: str) -> str:
    if duty.last_moment is None:
        return duty.rrule or say("planread-undated", language)
    shown = f"{duty.last_moment:%H:%M} {wording.day(duty.last_moment.date())}"
    return f"{shown} ({duty.rrule})" if duty.rrule else shown
