"""Links to one file: what they open, for how long, and what is no link."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, update

from domain.errors import DomainError
from services.downloads import KEY, LINK_DAYS, link_to, open_link
from services.files import store_file
from services.work import Database
from storage.tables import Setting, StoredFile
from tests.core import NOON, open_database

SITE = "https://dondoc.example"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path)
    database.installation = replace(database.installation, public_url=SITE)
    yield database
    database.close()


@pytest.fixture
def ticket(database: Database) -> str:
    """The last part of a link to a workbook."""
    with database.work(NOON) as work:
        store_file(work, "khac.xlsx", "application/vnd.ms-excel", b"other")
        link = link_to(work, store_file(work, "so.xlsx", "application/vnd.ms-excel", b"PK"))
    assert link.startswith(f"{SITE}/files/")
    return link.rpartition("/")[2]


def refusal(database: Database, ticket: str, after: timedelta = timedelta()) -> str:
    with database.look(NOON + after) as work, pytest.raises(DomainError) as raised:
        open_link(work, ticket)
    return raised.value.code


def test_a_link_opens_its_file_until_it_expires(database: Database, ticket: str) -> None:
    for after in (timedelta(), timedelta(days=LINK_DAYS, seconds=-1)):
        with database.look(NOON + after) as work:
            file = open_link(work, ticket)
            assert (file.name, file.content) == ("so.xlsx", b"PK")
    assert refusal(database, ticket, timedelta(days=LINK_DAYS)) == "link-expired"


def test_no_part_of_a_link_can_be_changed(database: Database, ticket: str) -> None:
    file_id, expires, signature = ticket.split(".")
    later, flipped = str(int(expires) + 1), ("A" if signature[0] != "A" else "B") + signature[1:]
    for forged in (
        f"1.{expires}.{signature}",
        f"{file_id}.{later}.{signature}",
        f"{file_id}.{expires}.{flipped}",
        f"{file_id}.{expires}.{signature[:-1]}",
        f"{file_id}.{expires}.",
        f"0{file_id}.{expires}.{signature}x",
    ):
        assert refusal(database, forged) == "no-such-file"


@pytest.mark.parametrize(
    "ticket", ["", "1", "..", "a.b.c", "1.2.3.4", "²." * 2 + "x", "9" * 99 + ".1.x", "1.2.\udcff"]
)
def test_what_is_no_link_opens_nothing(database: Database, ticket: str) -> None:
    with database.work(NOON) as work:
        link_to(work, 1)
    assert refusal(database, ticket) == "no-such-file"


def test_before_any_link_was_made_none_is_right(database: Database) -> None:
    assert refusal(database, "1.99999999999.x") == "no-such-file"


def test_every_process_signs_alike_and_another_installation_does_not(database: Database, ticket: str) -> None:
    with database.work(NOON) as work:
        keys = select(Setting.value).where(Setting.key == KEY)
        first = work.session.scalars(keys).one()
        again = link_to(work, int(ticket.partition(".")[0])).rpartition("/")[2]
        assert work.session.scalars(keys).one() == first
    assert again == ticket
    with database.work(NOON) as work:
        work.session.execute(update(Setting).where(Setting.key == KEY).values(value="ab" * 32))
    assert refusal(database, ticket) == "no-such-file"


def test_a_file_that_is_gone_or_was_emptied_is_told_as_such(database: Database, ticket: str) -> None:
    with database.work(NOON) as work:
        work.session.execute(update(StoredFile).values(content=b""))
    assert refusal(database, ticket) == "no-such-file"
    with database.work(NOON) as work:
        work.session.execute(delete(StoredFile))
    assert refusal(database, ticket) == "no-such-file"


def test_without_a_public_address_there_is_no_link(database: Database) -> None:
    database.installation = replace(database.installation, public_url="")
    with database.work(NOON) as work:
        assert link_to(work, 1) == ""
        assert work.session.get(Setting, KEY) is None
