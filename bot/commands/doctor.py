"""`dondoc doctor`: one line for each thing that can be wrong."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from bot.clock import SystemClock
from bot.commands.console import terminal
from bot.doctor.database import judge_database, living, look_at_database
from bot.doctor.finding import Finding, Verdict, fault, ok, warning, worst
from bot.doctor.machine import judge_disk, judge_port, judge_public_url, judge_scans
from bot.doctor.mail import judge_mail
from bot.doctor.telegram import judge_telegram
from bot.doctor.zalo import judge_zalo
from bot.logs import configure_logs
from bot.settings import Settings, SettingsError, load_settings
from channels.telegram.doctor import examine
from channels.zalo.doctor import examine as examine_zalo
from documents.scan_text import missing_packages
from locales import say
from services.examination import DatabaseFacts, database_file
from services.quotas import BotUse, bots_in_use
from services.work import Database

MARKS = {Verdict.OK: ("✓", "green"), Verdict.WARNING: ("!", "yellow"), Verdict.FAULT: ("✗", "red")}


def doctor(as_json: Annotated[bool, typer.Option("--json", help="In JSON. / Print JSON.")] = False) -> int:
    """Kiểm tra cấu hình, cơ sở dữ liệu, máy, Telegram và Zalo. / Examine the installation."""
    try:
        settings: Settings | None = load_settings()
        findings = [ok("settings", "settings-read")]
    except SettingsError as error:
        settings = None
        findings = [fault("settings", "settings-wrong", problem=str(error))]
    language = settings.language if settings else "vi"
    if settings is not None:
        # Only what the doctor says counts here, not what the parts log on the way.
        configure_logs("ERROR", settings.secrets())
        with terminal.status("" if as_json else say("doctor-looking", language)):
            findings += _examine(settings)
    if as_json:
        typer.echo(json.dumps(_to_json(findings, language), ensure_ascii=False, indent=2))
    else:
        _print(findings, language)
    return 1 if worst(findings) is Verdict.FAULT else 0


def _examine(settings: Settings) -> Iterator[Finding]:
    url, now = settings.database_url.get_secret_value(), SystemClock().now()
    if settings.clock is not None:
        yield warning("settings", "clock-movable")
    yield _profile(settings)
    facts, reached = look_at_database(url)
    yield reached
    if facts is not None:
        yield from judge_database(facts, now, is_clock_movable=settings.clock is not None)
    yield _disk(url, facts)
    yield judge_port(settings.http_host, settings.http_port)
    yield judge_public_url(settings)
    yield judge_scans(missing_packages())
    yield from _telegram(settings, is_bot_running=facts is not None and bool(living(facts, now)))
    yield from _zalo(settings, _bots_in_use(settings, facts))
    yield from judge_mail(settings)


def _profile(settings: Settings) -> Finding:
    told = settings.organisation
    return ok(
        "profile",
        "profile-read",
        name=settings.profile,
        committee=told.committee,
        board=told.board,
        groups=len(told.groups),
    )


def _disk(url: str, facts: DatabaseFacts | None) -> Finding:
    file = database_file(url)
    # A server's disk is not seen from here; this machine keeps the logs and backups.
    folder, size = (file.parent, facts.size if facts else 0) if file is not None else (Path.cwd(), 0)
    return judge_disk(folder, size)


def _telegram(settings: Settings, *, is_bot_running: bool) -> Iterator[Finding]:
    token = settings.telegram_token.get_secret_value()
    if not token:
        yield ok("telegram", "telegram-off")
        return
    found = asyncio.run(examine(token, settings.telegram_api_url, SystemClock().now))
    yield from judge_telegram(found, settings, is_bot_running=is_bot_running)


def _zalo(settings: Settings, uses: dict[str, BotUse]) -> Iterator[Finding]:
    if not settings.zalo_tokens:
        yield ok("zalo", "zalo-off")
    for token in settings.zalo_tokens:
        found = asyncio.run(examine_zalo(token, settings.zalo_api_url, SystemClock().now))
        yield from judge_zalo(found, settings, uses.get(found.bot))


def _bots_in_use(settings: Settings, facts: DatabaseFacts | None) -> dict[str, BotUse]:
    """What each bot has used of its month, by its id; none when the database cannot be asked as it is."""
    if facts is None or facts.pending or facts.newer:
        return {}
    database = Database(settings.database_url.get_secret_value(), settings.installation())
    try:
        with database.look(SystemClock().now()) as work:
            return {use.bot: use for use in bots_in_use(work)}
    finally:
        database.close()


def _print(findings: list[Finding], language: str) -> None:
    if terminal.is_terminal:
        terminal.print(_table(findings, language), soft_wrap=False)
    else:
        _print_lines(findings, language)
    verdict = worst(findings)
    count = {known: sum(found.verdict is known for found in findings) for known in Verdict}
    text = say("doctor-summary", language, faults=count[Verdict.FAULT], warnings=count[Verdict.WARNING])
    if verdict is Verdict.OK:
        text = say("doctor-all-well", language)
    terminal.print(f"\n{text}", style=f"bold {MARKS[verdict][1]}", markup=False)


def _table(findings: list[Finding], language: str) -> Table:
    """On a screen what is long is wrapped below itself."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column()
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        mark, colour = MARKS[finding.verdict]
        sentence = Text(finding.sentence(language), style="" if finding.verdict is Verdict.OK else colour)
        label = Text(finding.label(language), style="bold")
        table.add_row(Text(mark, style=f"bold {colour}"), label, sentence)
    return table


def _print_lines(findings: list[Finding], language: str) -> None:
    """In a pipe each finding is one line."""
    width = max(len(finding.label(language)) for finding in findings)
    for finding in findings:
        label = finding.label(language).ljust(width)
        line = f"{MARKS[finding.verdict][0]}  {label}  {finding.sentence(language)}"
        terminal.print(line, markup=False)


def _to_json(findings: list[Finding], language: str) -> dict[str, object]:
    return {
        "verdict": worst(findings).value,
        "findings": [finding.to_json(language) for finding in findings],
    }
