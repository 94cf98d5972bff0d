"""`dondoc units …` and `dondoc plan …`: bringing units and plans in."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import (
    CliError,
    mistakes_told,
    open_work,
    read_bytes,
    settings_or_error,
    terminal,
    write_bytes,
)
from bot.commands.plan_reading import pages_shown
from bot.settings import Settings
from documents.unit_sheet import read_unit_sheet, unit_template
from domain import wording
from domain.errors import DomainError
from domain.plans import PlanDraft
from handlers.unit_import import problem_lines
from locales import say
from services.files import store_file
from services.forms import all_forms
from services.plan_proposals import draft_unseen
from services.plan_versions import plan_in_force_like
from services.plans import activate_plan, create_plan
from services.unit_import import import_units

MOST_PROBLEMS = 200
DOCUMENTS = (".docx", ".pdf", ".txt", ".doc", ".docm")
SheetFile = Annotated[Path, typer.Argument(help="Tệp .xlsx hoặc .csv.", metavar="FILE")]


def import_unit_sheet(
    file: SheetFile,
    keep_good: Annotated[
        bool, typer.Option("--keep-good", help="Có dòng lỗi vẫn nhập các dòng tốt. / Keep the good rows.")
    ] = False,
) -> None:
    """Nhập danh sách đơn vị; có dòng lỗi thì không nhập gì, trừ khi --keep-good. / Import units."""
    settings = settings_or_error()
    with mistakes_told(settings.language):
        _import_units(settings, file, keep_good)


def write_template(
    file: Annotated[Path, typer.Argument(help="Tệp .xlsx sẽ tạo.", metavar="FILE.xlsx")],
) -> None:
    """Tạo tệp mẫu danh sách đơn vị. / Write the template of the sheet."""
    settings = settings_or_error()
    write_bytes(file, unit_template(settings.organisation.groups), settings.language)
    terminal.print(say("cli-written", settings.language, file=str(file)), markup=False)


def import_plan(
    file: Annotated[Path, typer.Argument(help="Tệp .yaml, hoặc văn bản .docx, .pdf, .txt.", metavar="FILE")],
    activate: Annotated[
        bool, typer.Option("--activate", help="Ban hành ngay (chỉ tệp .yaml). / Activate at once.")
    ] = False,
) -> None:
    """Nhập kế hoạch từ tệp YAML hoặc từ văn bản thành dự thảo. / Import a plan as a draft."""
    settings = settings_or_error()
    with mistakes_told(settings.language):
        if file.suffix.lower() in DOCUMENTS:
            _import_document(settings, file, activate)
        else:
            _import_plan(settings, file, activate)


def _import_units(settings: Settings, file: Path, keep_good: bool) -> None:
    language = settings.language
    sheet = read_unit_sheet(file.name, read_bytes(file, language))
    with open_work(settings) as work:
        outcome = import_units(work, None, sheet, keep_good=keep_good)
    for line in problem_lines(outcome.problems, language, MOST_PROBLEMS):
        terminal.print(line, markup=False)
    if outcome.problems and not keep_good:
        raise CliError(say("cli-units-refused", language, bad=len(outcome.problems)))
    text = say(
        "imported",
        language,
        added=outcome.added,
        updated=outcome.updated,
        unchanged=outcome.unchanged,
    )
    terminal.print(text, markup=False)


def _import_plan(settings: Settings, file: Path, activate: bool) -> None:
    # Slow to import, like whatever else reads files; `dondoc run` needs none of it.
    from documents.plan_file import PlanFileError, read_plan_file

    language = settings.language
    try:
        text = read_bytes(file, language).decode("utf-8")
        with open_work(settings) as work:
            forms = list(all_forms(work))
        draft = read_plan_file(text, settings.zone, forms)
    except UnicodeDecodeError:
        raise CliError(say("cli-not-utf8", language, file=str(file))) from None
    except PlanFileError as error:
        problems = "; ".join(
            say(
                "planfile-line",
                language,
                line=problem.line,
                field=problem.field or "–",
                why=say(f"planfile-{problem.code}", language, detail=problem.detail),
            )
            for problem in error.problems
        )
        raise CliError(f"{file}: {problems}") from None
    with open_work(settings) as work:
        plan_id = create_plan(work, None, draft)
        twin = plan_in_force_like(work, plan_id) if activate else None
        if activate and twin is None:
            activate_plan(work, None, plan_id)
    if twin is not None:
        # Activated by mistake, it would have every unit reminded twice of the same duties.
        raise CliError(say("cli-plan-like", language, plan=plan_id, title=twin.title, twin=twin.id))
    state = say("plan-state-active" if activate else "plan-state-draft", language)
    text = say("cli-plan-imported", language, plan=plan_id, state=state, duties=len(draft.milestones))
    terminal.print(text, markup=False)


def _import_document(settings: Settings, file: Path, activate: bool) -> None:
    from documents.plan_text import LARGEST_FILE
    from documents.proposed_plan import read_proposal

    language = settings.language
    if activate:
        raise CliError(say("cli-plan-not-confirmed", language))
    if file.is_file() and file.stat().st_size > LARGEST_FILE:
        raise DomainError("plan-file-too-large", limit=wording.size(LARGEST_FILE))
    content = read_bytes(file, language)
    wordings = settings.organisation.wordings
    with pages_shown(language) as on_page:
        proposal = read_proposal(file.name, content, settings.zone, wordings, on_page)
    with open_work(settings) as work:
        file_id = store_file(work, file.name, "application/octet-stream", content)
        plan_id, draft = draft_unseen(work, proposal, file_id)
    state = say("plan-state-draft", language)
    text = say("cli-plan-imported", language, plan=plan_id, state=state, duties=len(draft.milestones))
    terminal.print(text, markup=False)
    if proposal.facts.is_scan:
        terminal.print(say("scan-careful", language), markup=False)
    for line in _unsettled_lines(draft, language):
        terminal.print(line, markup=False)


def _unsettled_lines(draft: PlanDraft, language: str) -> list[str]:
    """What staff have to settle in chat, duty by duty."""
    lines = []
    for duty in draft.milestones:
        needs = [say(f"planread-needs-{need}", language) for need in duty.needs if need != "deadline"]
        if duty.deadline is None:
            lines.append(say("cli-plan-undated", language, title=duty.title))
        if needs:
            lines.append(say("cli-plan-unsettled", language, needs=", ".join(needs), title=duty.title))
    return lines
