"""`dondoc person …`: what is kept about somebody is found, handed out or erased."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import (
    CliError,
    mistakes_told,
    open_work,
    settings_or_error,
    terminal,
    write_bytes,
)
from handlers.persons import export_json, export_summary, line_of
from locales import say
from services import persons
from services.erasing import erase_person

PersonNumber = Annotated[int, typer.Argument(help="Số của người, xem «person find». / Number.", metavar="ID")]


def find(name: Annotated[str, typer.Argument(help="Họ và tên. / Name.", metavar="NAME")]) -> None:
    """Tìm một người theo tên. / Find a person by name."""
    settings = settings_or_error()
    with mistakes_told(settings.language), open_work(settings) as work:
        for person in persons.find_persons(work, None, name):
            terminal.print(line_of(person, settings.language), markup=False)


def export(
    number: PersonNumber,
    file: Annotated[Path, typer.Argument(help="Tệp .json sẽ tạo. / File to write.", metavar="FILE")],
) -> None:
    """Xuất mọi dữ liệu về một người. / Hand out all that is kept about a person."""
    settings = settings_or_error()
    with mistakes_told(settings.language), open_work(settings) as work:
        found = persons.export_person(work, None, number)
        write_bytes(file, export_json(found), settings.language)
        terminal.print(export_summary(found, settings.language), markup=False)


def erase(
    number: PersonNumber,
    yes: Annotated[bool, typer.Option("--yes", help="Xóa thật, không lấy lại được. / Really erase.")] = False,
) -> None:
    """Xóa dữ liệu về một người; số liệu của đơn vị vẫn giữ. / Erase a person; figures of units stay."""
    settings = settings_or_error()
    with mistakes_told(settings.language), open_work(settings) as work:
        person = persons.get_person(work, None, number)
        if not yes:
            line = line_of(person, settings.language)
            raise CliError(say("cli-erase-unsure", settings.language, person=line))
        erase_person(work, None, number)
        terminal.print(say("person-erased", settings.language, number=number), markup=False)
