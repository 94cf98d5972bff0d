"""What the doctor says of the mail server: open, refusing, away, or not asked at all."""

import asyncio
from pathlib import Path
from urllib.parse import quote

from bot.doctor.finding import Verdict
from bot.doctor.mail import judge_mail
from tests.builders import build_settings
from tests.mail_server import PASSWORD, USER, mail_server


async def found(folder: Path, url: str) -> list[tuple[Verdict, str]]:
    settings = build_settings(folder, smtp_url=url, smtp_from="nhac-viec@example.vn" if url else "")
    findings = await asyncio.to_thread(lambda: list(judge_mail(settings)))
    assert not any("sai-mat-khau" in finding.sentence("vi") + repr(finding) for finding in findings)
    return [(finding.verdict, finding.code) for finding in findings]


async def test_the_right_password_opens_and_a_wrong_one_is_a_fault(tmp_path: Path) -> None:
    async with mail_server(asks_password=True) as box:
        place = f"127.0.0.1:{box.port}"
        assert await found(tmp_path, f"smtp://{USER}:{quote(PASSWORD)}@{place}") == [
            (Verdict.OK, "mail-open")
        ]
        wrong = f"smtp://{USER}:sai-mat-khau@{place}"
        assert await found(tmp_path, wrong) == [(Verdict.FAULT, "mail-refused")]
        assert box.letters == []


async def test_a_server_that_is_away_is_a_fault_and_none_is_nothing(tmp_path: Path) -> None:
    assert await found(tmp_path, "smtp://127.0.0.1:1") == [(Verdict.FAULT, "mail-away")]
    assert await found(tmp_path, "") == []
