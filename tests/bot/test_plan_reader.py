"""Documents are read in a process of their own: bounded, without secrets, beside everything else."""

import asyncio
import io
import os
import shutil
import sys
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import select

from bot import plan_reader
from bot.build import App
from bot.demo.seed import enter_staff
from bot.plan_reader import PlanReader, read_apart
from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.messages import Incoming, IncomingFile
from services.plan_documents import UnreadDocument, next_unread
from services.plan_proposals import waiting_proposals
from storage.tables import OutboxMessage
from tests.scans import picture_of, require_tesseract

REAL = Path(__file__).parents[1] / "domain/plan/documents/ke-hoach-14-nq-tu.txt"
ZONE = VIETNAM.key
COPIES_OF_20_PAGES = 5
SCANNED = "ĐẢNG ỦY XÃ PHÚ LỘC\nPhú Lộc, ngày 12 tháng 8 năm 2025\nKẾ HOẠCH\nhọc tập nghị quyết\nI. NỘI DUNG"


def document(content: bytes, name: str = "ke-hoach.txt") -> UnreadDocument:
    return UnreadDocument(1, name, content)


def long_word_file() -> bytes:
    """The real plan five times over: twenty pages."""
    word = Document()
    lines = [line for line in REAL.read_text(encoding="utf-8").splitlines() if line.strip()]
    for line in lines * COPIES_OF_20_PAGES:
        word.add_paragraph(line)
    saved = io.BytesIO()
    word.save(saved)
    return saved.getvalue()


async def refusal_of(content: bytes, name: str = "ke-hoach.txt") -> str:
    with pytest.raises(DomainError) as refusal:
        await read_apart(document(content, name), ZONE)
    return refusal.value.code


async def send_real_plan(app: App) -> None:
    """Staff send the real plan, and the bot has taken it in but not read it yet."""
    staff = await enter_staff(app)
    file = IncomingFile("ke-hoach.txt", "text/plain", REAL.read_bytes())
    await app.take_in([Incoming("web", "plan", staff.chat_id, "", kind="file", file=file)])
    while await app.worker.handle_next():
        pass


async def test_a_plan_of_twenty_pages_is_read_while_everything_else_goes_on() -> None:
    """How long that takes is measured by `python -m benchmarks reading`."""
    turns = 0

    async def watch() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.005)
            turns += 1

    watching = asyncio.create_task(watch())
    proposal = await read_apart(document(long_word_file(), "ke-hoach.docx"), ZONE)
    watching.cancel()
    assert len(proposal.open_dated) == 3
    assert turns > 20, "reading it here would have let the others come to their turn once"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("hong.docx", b"PK\x03\x04" + bytes(50), "plan-file-damaged"),
        ("trong.txt", b" ", "plan-file-empty"),
        ("anh.pdf", b"GIF89a" + bytes(99), "plan-file-unknown"),
        ("mat.txt", "MẬT\nKế hoạch số 1".encode(), "plan-classified"),
    ],
)
async def test_what_the_file_lacks_comes_back_as_its_reason(name: str, content: bytes, code: str) -> None:
    assert await refusal_of(content, name) == code


async def test_a_scanned_page_is_read_apart_and_said_to_be_a_scan(tmp_path: Path) -> None:
    require_tesseract()
    page = picture_of(f"{SCANNED}\n1. Các chi bộ báo cáo về Huyện ủy trước ngày 20/9/2025.", tmp_path)
    proposal = await read_apart(document(page, "trang.png"), ZONE)
    assert proposal.facts.is_scan
    assert [f"{duty.late_from:%Y-%m-%d}" for duty in proposal.open_dated] == ["2025-09-19"]


async def test_a_document_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_reader, "LONGEST_SECONDS", 0.001)
    assert await refusal_of(REAL.read_bytes()) == "plan-too-slow"


async def test_a_process_that_ends_without_an_answer_is_a_damaged_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    assert await refusal_of(b"x") == "plan-file-damaged"


async def test_the_process_that_opens_strange_files_knows_no_secret(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    spy = tmp_path / "python"
    spy.write_text(f"#!/bin/sh\ncat > /dev/null\nenv > {tmp_path}/seen\n")
    spy.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(spy))
    monkeypatch.setitem(os.environ, "DONDOC_TELEGRAM_TOKEN", "123:bi-mat")
    await refusal_of(b"x")
    assert "bi-mat" not in (tmp_path / "seen").read_text()


async def test_others_are_answered_while_a_document_is_read(app: App) -> None:
    await send_real_plan(app)
    order: list[str] = []

    async def read() -> None:
        reader = PlanReader(app.database, app.clock, lambda: None)
        assert await reader.read_next()
        order.append("read")

    reading = asyncio.create_task(read())
    await asyncio.sleep(0.05)
    await app.take_in([Incoming("web", "other", "lan", "xin chào", "Lan")])
    assert await app.worker.handle_next()
    order.append("answered")
    await reading
    assert order == ["answered", "read"]


async def test_a_reading_that_was_broken_off_is_done_again_and_told_once(app: App) -> None:
    await send_real_plan(app)
    reader = PlanReader(app.database, app.clock, lambda: None)
    broken_off = asyncio.create_task(reader.read_next())
    await asyncio.sleep(0.05)
    broken_off.cancel()
    await asyncio.gather(broken_off, return_exceptions=True)
    with app.database.look(app.clock.now()) as work:
        assert next_unread(work) is not None
    assert await reader.read_next()
    assert not await reader.read_next()
    with app.database.look(app.clock.now()) as work:
        assert [one.is_read for one in waiting_proposals(work)] == [True]


async def test_a_document_that_reveals_a_bug_is_apologised_for_and_holds_up_nothing(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("a bug")

    await send_real_plan(app)
    monkeypatch.setattr(plan_reader, "tell_read", fail)
    reader = PlanReader(app.database, app.clock, lambda: None)
    assert await reader.read_next()
    assert not await reader.read_next()
    with app.database.look(app.clock.now()) as work:
        queued = work.session.scalars(select(OutboxMessage.content).order_by(OutboxMessage.id.desc())).first()
    assert queued is not None
    assert "hệ thống gặp lỗi" in queued["text"]


async def test_a_running_application_reads_by_itself(app: App) -> None:
    await app.start(with_ticker=False)
    await send_real_plan(app)
    for _ in range(200):
        with app.database.look(app.clock.now()) as work:
            if any(one.is_read for one in waiting_proposals(work)):
                return
        await asyncio.sleep(0.05)
    pytest.fail("nobody has read the document")
