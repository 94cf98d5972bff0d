"""`dondoc forms …`: a form out into a YAML file, and a changed one back in."""

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
from documents.form_file import read_form_file, write_form_file
from domain.form_data import UnusableFormError
from locales import say
from services.forms import load_form, save_form

FormFile = Annotated[Path, typer.Argument(help="Tệp .yaml.", metavar="FILE.yaml")]
CodeOption = Annotated[str, typer.Option("--form", help="Mã biểu mẫu, ví dụ study. / Code of the form.")]


def export_form(file: FormFile, form: CodeOption = "study") -> None:
    """Ghi một biểu mẫu ra tệp YAML. / Write a form to a YAML file."""
    settings = settings_or_error()
    language = settings.language
    with mistakes_told(language), open_work(settings) as work:
        content = write_form_file(load_form(work, form), say("form-notes", language))
    write_bytes(file, content, language)
    terminal.print(say("cli-written", language, file=str(file)), markup=False)


def import_form(file: FormFile) -> None:
    """Áp dụng biểu mẫu từ tệp YAML. / Put a form from a YAML file in force."""
    settings = settings_or_error()
    language = settings.language
    try:
        form = read_form_file(read_bytes(file, language))
    except UnusableFormError as error:
        problems = "; ".join(
            f"{problem.where or say('whole-file', language)}: "
            + say(f"form-{problem.code}", language, detail=problem.detail)
            for problem in error.problems
        )
        raise CliError(f"{file}: {problems}") from None
    with mistakes_told(language), open_work(settings) as work:
        save_form(work, None, form)
    terminal.print(say("form-saved", language, title=form.title or form.code), markup=False)
