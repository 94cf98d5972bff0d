"""A backup is made while people write and holds all the bot needs; what is no backup is refused."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text

from bot.build import App
from domain.errors import DomainError
from domain.messages import Incoming
from services import leases
from services.backup import back_up
from services.inbox import receive
from services.restoring import examine_backup, refuse_in_use, restore
from services.work import Database, Installation
from storage.contents import row_counts
from storage.tables import InboxMessage, Lease, OutboxMessage
from tests.builders import build_app, plan_in_force
from tests.databases import SERVER, database_url

NOW = datetime(2024, 6, 20, 1, tzinfo=UTC)
PLACE = Installation(zone=ZoneInfo("Asia/Ho_Chi_Minh"))
SCHOOL = "CBT-02"
BAD_FILES: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut off": (lambda content: content[: len(content) * 2 // 3], "backup-broken"),
    "damaged in the middle": (
        lambda content: content[: len(content) // 2] + b"\xff" * 8192 + content[len(content) // 2 + 8192 :],
        "backup-broken",
    ),
    "a letter": (lambda _content: b"this is a letter", "backup-foreign"),
    "empty": (lambda _content: b"", "backup-foreign"),
}


@pytest.fixture
def url(app: App) -> str:
    return app.settings.database_url.get_secret_value()


def counted(url: str) -> dict[str, int]:
    database = Database(url, PLACE)
    with database.look(NOW) as work:
        counts = row_counts(work.session.connection())
    database.close()
    return counts


class Writer:
    """Somebody who writes to the bot without a pause."""

    def __init__(self, database: Database) -> None:
        self.written = 0
        self._database = database
        self._is_stopped = False
        self._thread = threading.Thread(target=self._write)

    def __enter__(self) -> "Writer":
        self._thread.start()
        while self.written < 20:
            assert self._thread.is_alive()
        return self

    def __exit__(self, *_error: object) -> None:
        self._is_stopped = True
        self._thread.join()

    def _write(self) -> None:
        while not self._is_stopped:
            number = self.written + 1
            with self._database.work(NOW) as work:
                receive(work, [Incoming("web", f"w{number}", "c9", f"tin {number}")])
            self.written = number


def leftovers(folder: Path) -> list[Path]:
    return list(folder.glob(".*.part*"))


async def test_a_backup_made_while_people_write_is_one_moment_and_the_bot_goes_on_with_it(
    app: App, url: str, tmp_path: Path
) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    file, before = tmp_path / "copy.backup", counted(url)
    with Writer(app.database) as writer:
        begun = writer.written
        made = back_up(url, file, may_replace=False)
        ended = writer.written
    assert before["inbox"] + begun <= made.counts["inbox"] <= before["inbox"] + ended + 1
    assert made.size == file.stat().st_size
    assert file.stat().st_mode & 0o077 == 0, "nobody else may read it"

    other = tmp_path / "other machine"
    target = database_url(other, is_empty=True)
    examine_backup(target, file)
    restored = restore(target, file, PLACE, NOW)
    assert restored.counts == made.counts
    assert restored.aside == ""
    again = build_app(other, app.clock.now(), database_url=target)
    await again.open()
    await again.web.start(again.take_in)
    phones[SCHOOL].app = again
    assert "còn phải thực hiện" in await phones[SCHOOL].says("/tasks")
    await again.stop()
    assert leftovers(tmp_path) == []


async def test_what_was_being_sent_when_the_backup_was_made_goes_by_policy(
    app: App, url: str, tmp_path: Path
) -> None:
    await plan_in_force(app, SCHOOL)
    with app.database.work(NOW) as work:
        rows = work.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()[:2]
        for row, kind in zip(rows, ("reply", "reminder"), strict=True):
            row.state, row.kind, row.lease_id = "sending", kind, app.dispatcher.lease_id
        ids = [row.id for row in rows]
    back_up(url, tmp_path / "b", may_replace=False)
    other = database_url(tmp_path / "other")
    restore(other, tmp_path / "b", PLACE, NOW)
    database = Database(other, PLACE)
    with database.look(NOW) as work:
        assert [work.session.get_one(OutboxMessage, row).state for row in ids] == ["queued", "uncertain"]
        assert work.session.scalars(select(Lease)).all() == []
    database.close()


async def test_a_restore_keeps_what_was_there_aside(app: App, url: str, tmp_path: Path) -> None:
    await plan_in_force(app, SCHOOL)
    file = tmp_path / "b"
    made = back_up(url, file, may_replace=False)
    await app.take_in([Incoming("web", "later", "c9", "sau khi sao lưu")])
    await app.stop()
    with pytest.raises(DomainError, match="database-in-use"):
        refuse_in_use(url, PLACE, NOW, lambda: 0.0, may_replace=False)
    refuse_in_use(url, PLACE, NOW, lambda: 0.0, may_replace=True)
    restored = restore(url, file, PLACE, NOW)
    assert counted(url) == restored.counts == made.counts
    if SERVER:
        database = Database(url, PLACE)
        with database.look(NOW) as work:
            texts = work.session.scalars(text(f"SELECT text FROM {restored.aside}.inbox"))  # noqa: S608
            assert "sau khi sao lưu" in list(texts)
        database.close()
    else:
        assert counted(f"sqlite:///{restored.aside}")["inbox"] == made.counts["inbox"] + 1


async def test_what_a_restore_kept_aside_is_no_part_of_the_next_backup(
    app: App, url: str, tmp_path: Path
) -> None:
    await plan_in_force(app)
    await app.stop()
    for name in ("b", "c"):
        made = back_up(url, tmp_path / name, may_replace=False)
        assert restore(url, tmp_path / name, PLACE, NOW).counts == made.counts


@pytest.mark.parametrize("fault", BAD_FILES)
async def test_a_bad_file_is_refused_and_nothing_changes(
    app: App, url: str, tmp_path: Path, fault: str
) -> None:
    await plan_in_force(app, SCHOOL)
    file, before = tmp_path / "b", counted(url)
    back_up(url, file, may_replace=False)
    spoil, code = BAD_FILES[fault]
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(DomainError) as refusal:
        examine_backup(url, file)
    assert refusal.value.code == code
    assert counted(url) == before


def test_a_database_of_another_program_is_refused(url: str, tmp_path: Path) -> None:
    file = tmp_path / "b"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE person (id INTEGER)")
    with pytest.raises(DomainError) as refusal:
        examine_backup(url, file)
    assert refusal.value.code == ("backup-other-kind" if SERVER else "backup-foreign")


@pytest.mark.postgresql
def test_a_backup_of_the_other_kind_is_refused(url: str, tmp_path: Path) -> None:
    back_up(url, tmp_path / "b", may_replace=False)
    with pytest.raises(DomainError, match="backup-other-kind"):
        examine_backup(f"sqlite:///{tmp_path}/a.sqlite3", tmp_path / "b")


def test_a_backup_of_a_newer_version_is_refused(app: App, url: str, tmp_path: Path) -> None:
    with app.database.work(NOW) as work:
        work.session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    back_up(url, tmp_path / "b", may_replace=False)
    with pytest.raises(DomainError, match="backup-newer"):
        examine_backup(url, tmp_path / "b")


def test_a_missing_file_is_told(url: str, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="file-trouble"):
        examine_backup(url, tmp_path / "nowhere")


def test_a_backup_never_overwrites_by_itself(app: App, url: str, tmp_path: Path) -> None:
    file = tmp_path / "b"
    file.write_bytes(b"precious")
    with pytest.raises(DomainError, match="backup-exists"):
        back_up(url, file, may_replace=False)
    assert file.read_bytes() == b"precious"
    back_up(url, file, may_replace=True)
    examine_backup(url, file)


def test_a_backup_into_a_folder_that_is_not_there_is_told(app: App, url: str, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="file-trouble"):
        back_up(url, tmp_path / "nowhere" / "b", may_replace=False)


@pytest.mark.sqlite
def test_a_database_is_never_replaced_by_its_own_backup(app: App, url: str, tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="backup-onto-itself"):
        back_up(url, tmp_path / "dondoc.sqlite3", may_replace=True)


@pytest.mark.sqlite
def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(DomainError, match="no-database"):
        back_up(f"sqlite:///{tmp_path}/none.sqlite3", tmp_path / "b", may_replace=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.sqlite
async def test_a_damaged_database_is_replaced_by_its_backup_only_on_demand(
    app: App, url: str, tmp_path: Path
) -> None:
    await plan_in_force(app)
    made = back_up(url, tmp_path / "b", may_replace=False)
    await app.stop()
    (tmp_path / "dondoc.sqlite3").write_bytes(b"the disk is failing " * 1000)
    from services.work import DatabaseUnavailableError

    with pytest.raises(DatabaseUnavailableError):
        refuse_in_use(url, PLACE, NOW, lambda: 0.0, may_replace=False)
    refuse_in_use(url, PLACE, NOW, lambda: 0.0, may_replace=True)
    assert restore(url, tmp_path / "b", PLACE, NOW).counts == made.counts


@pytest.fixture
def seconds(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """A steady clock that moves on while somebody waits."""
    passed = [0.0]
    monkeypatch.setattr(leases, "sleep", lambda wait: passed.__setitem__(0, passed[0] + wait))
    yield passed


def test_a_lease_that_beats_is_found_and_a_dead_one_is_not(
    app: App, url: str, seconds: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_in_use(url, PLACE, NOW, lambda: seconds[0], may_replace=False)
    assert seconds[0] >= leases.RUNS_OUT_AFTER_SECONDS, "it waited for a beat"

    def beat_and_wait(wait: float) -> None:
        seconds[0] += wait
        with app.database.work(NOW) as work:
            leases.beat(work, app.dispatcher.lease_id)

    monkeypatch.setattr(leases, "sleep", beat_and_wait)
    with pytest.raises(DomainError, match="bot-is-running"):
        refuse_in_use(url, PLACE, NOW, lambda: seconds[0], may_replace=True)
    with app.database.look(NOW) as work:
        assert work.session.scalars(select(InboxMessage)).all() == []
