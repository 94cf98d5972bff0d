"""Commands that only look: summary, schedule, export, and what a reply is understood as."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.commands.archive import export_archive
from bot.commands.console import (
    CliError,
    instant_option,
    mistakes_told,
    open_work,
    settings_or_error,
    terminal,
    write_bytes,
)
from bot.settings import Settings
from domain import wording
from domain.local_time import local_day
from domain.parsing.contexts import asked_field, previous_report
from domain.parsing.replies import understand
from domain.parsing.understanding import ReplyContext
from handlers import phrases
from handlers.export import ledger_file
from locales import say
from services.ledger import read_ledger
from services.plans import find_plan_id, get_plan, latest_plan_id
from services.schedule import PlannedStep, planned_steps
from services.summary import MilestoneSummary, PlanSummary, summarise_plan
from services.work import Work

PlanOption = Annotated[str | None, typer.Option("--plan", help="Số hoặc mã kế hoạch. / Plan number or id.")]
AtOption = Annotated[str | None, typer.Option("--at", help="Thời điểm ISO. / ISO instant.")]
JsonOption = Annotated[bool, typer.Option("--json", help="In JSON. / Print JSON.")]


def summary(plan: PlanOption = None, at: AtOption = None, as_json: JsonOption = False) -> None:
    """Tổng hợp một kế hoạch. / Summarise a plan."""
    settings = settings_or_error()
    with mistakes_told(settings.language):
        _summary(settings, plan, at, as_json)


def schedule(as_json: JsonOption = False) -> None:
    """Lời nhắc sắp tới. / Reminders that lie ahead."""
    settings = settings_or_error()
    with mistakes_told(settings.language):
        _schedule(settings, as_json)


def export(
    file: Annotated[
        Path, typer.Argument(help="Tệp .xlsx, hoặc .zip kèm các tệp báo cáo.", metavar="FILE.xlsx|FILE.zip")
    ],
    plan: PlanOption = None,
) -> None:
    """Xuất sổ theo dõi. / Write the ledger (.xlsx), or the ledger with all files of the reports (.zip)."""
    settings = settings_or_error()
    write = {".xlsx": _export, ".zip": export_archive}.get(file.suffix.lower())
    if write is None:
        raise CliError(say("cli-export-kind", settings.language, file=str(file)))
    with mistakes_told(settings.language):
        write(settings, file, plan)


def understand_text(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="Tin nhắn của bí thư. / A secretary's reply.")],
    at: Annotated[str, typer.Option("--at", help="Lúc gửi, ISO. / When it was sent.")],
    context: Annotated[
        str,
        typer.Option(
            "--context", help="report_request | asked:<field> | has_previous_report [45/50] [2024-06-15]"
        ),
    ] = "report_request",
    members: Annotated[
        int | None, typer.Option("--members", min=0, help="Quân số đơn vị. / Member count.")
    ] = None,
    window: Annotated[str | None, typer.Option("--window", help="Từ ngày,đến ngày. / DATE,DATE")] = None,
    as_json: JsonOption = False,
) -> None:
    """Bot hiểu một tin nhắn thế nào. / What the bot understands of a reply."""
    settings = settings_or_error()
    sent_at = instant_option(at, settings, settings.language)
    assert sent_at is not None
    found = understand(
        text,
        ReplyContext(
            sent_at,
            asked_field(context),
            members,
            _window(window, settings),
            settings.zone,
            previous_report(context),
        ),
    )
    if as_json:
        _print_json(found.to_json())
        return
    table = Table("field", "value", "words", box=None)
    for name, value in found.fields.items():
        table.add_row(name, str(value), found.quotes.get(name, ""))
    for reading in found.readings:
        table.add_row("?", str(reading), "")
    terminal.print(
        f"{found.action}  ask: {', '.join(found.ask) or '–'}  {' '.join(found.flags)}", markup=False
    )
    terminal.print(table)


def _summary(settings: Settings, plan: str | None, at: str | None, as_json: bool) -> None:
    now = instant_option(at, settings, settings.language)
    with open_work(settings, now) as work:
        plan_id = find_plan_id(work, plan) if plan else latest_plan_id(work)
        found = summarise_plan(work, None, plan_id)
        if as_json:
            _print_json(_summary_json(work, found))
        else:
            _print_summary(work, found)


def _schedule(settings: Settings, as_json: bool) -> None:
    with open_work(settings) as work:
        steps = planned_steps(work)
        if as_json:
            _print_json([_step_json(work, step) for step in steps])
            return
        table = Table(
            "", *(say(f"column-{name}", settings.language) for name in ("due-at", "duty")), "+", "–", box=None
        )
        for step in steps:
            kind = say("kind-nudge" if step.is_nudge else "kind-reminder", settings.language)
            when = phrases.instant(work, step.at)
            table.add_row(kind, when, step.title, str(len(step.units)), str(len(step.unreached)))
        terminal.print(table if steps else say("schedule-none", settings.language))


def _export(settings: Settings, file: Path, plan: str | None) -> None:
    with open_work(settings) as work:
        plan_id = find_plan_id(work, plan) if plan else latest_plan_id(work)
        title = (get_plan(work, plan_id)).title
        content = ledger_file(work, title, read_ledger(work, None, plan_id), settings.language)
    write_bytes(file, content, settings.language)
    terminal.print(say("cli-written", settings.language, file=str(file)), markup=False)


def _summary_json(work: Work, found: PlanSummary) -> dict[str, Any]:
    return {
        "as_of": found.as_of.astimezone(work.zone).isoformat(timespec="seconds"),
        "plan": found.number or found.title,
        "milestones": [_milestone_json(work, milestone) for milestone in found.milestones],
    }


def _milestone_json(work: Work, milestone: MilestoneSummary) -> dict[str, Any]:
    counts = milestone.tally
    last = milestone.last_moment
    return {
        "title": milestone.title,
        "last_moment": last.astimezone(work.zone).isoformat(timespec="seconds") if last else None,
        "expected": counts.expected,
        "on_time": counts.on_time,
        "late": counts.late,
        "missing": counts.missing,
        "waived": counts.waived,
        "completeness": counts.completeness,
        "timeliness": counts.timeliness,
        "attended": counts.attended,
        "total": counts.total,
    }


def _step_json(work: Work, step: PlannedStep) -> dict[str, Any]:
    return {**asdict(step), "at": step.at.astimezone(work.zone).isoformat(timespec="seconds")}


def _print_summary(work: Work, found: PlanSummary) -> None:
    language = work.installation.language
    terminal.print(f"{found.number} {found.title}".strip(), style="bold", markup=False)
    terminal.print(say("as-of", language, at=phrases.instant(work, found.as_of)), markup=False)
    for milestone in found.milestones:
        last = milestone.last_moment
        day = wording.day(local_day(last, work.zone)) if last else say("deadline-open", language)
        if milestone.is_coming:
            terminal.print(
                "\n" + say("summary-coming", language, title=milestone.title, day=day), markup=False
            )
            continue
        terminal.print(f"\n{milestone.title} ({day})", style="bold", markup=False)
        if milestone.expects_report:
            terminal.print(phrases.counts(milestone.tally, language), markup=False)
            terminal.print(phrases.rates(milestone.tally, language), markup=False)


def _window(text: str | None, settings: Settings) -> tuple[date, date] | None:
    if text is None:
        return None
    try:
        first, last = (date.fromisoformat(part.strip()) for part in text.split(","))
    except ValueError:
        raise CliError(say("cli-window", settings.language, text=text)) from None
    return first, last


def _print_json(value: Any) -> None:
    # Plain print: a terminal library would wrap long lines and so break the JSON.
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
