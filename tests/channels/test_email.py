"""Letters to a real mail server: what stands in them, what its refusals mean, and what adds no header."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from urllib.parse import quote

import pytest

from channels.base import FileToSend, SendError
from channels.email import EmailChannel, server
from channels.email.letters import subject_of
from channels.email.server import read_mail_server
from domain.messages import Choice, Reply
from tests.mail_server import PASSWORD, USER, MailBox, mail_server

NOW = datetime(2024, 6, 21, 1, tzinfo=UTC)
TEXT = "Kính gửi đồng chí Hoa. Còn 3 ngày đến hạn báo cáo.\nhttps://dondoc.example/chat#link=abc"


@pytest.fixture
async def box() -> AsyncIterator[MailBox]:
    async with mail_server() as running:
        yield running


def channel(box: MailBox, login: str = "", board: str = "Ban Tuyên giáo") -> EmailChannel:
    place = read_mail_server(f"smtp://{login}127.0.0.1:{box.port}")
    return EmailChannel(place, "nhac-viec@example.vn", board, lambda: NOW)


async def refusal(box: MailBox, to: str = "hoa@example.vn", login: str = "") -> SendError:
    with pytest.raises(SendError) as refused:
        await channel(box, login).send(to, Reply(TEXT), None)
    return refused.value


async def test_a_letter_arrives_as_it_was_written(box: MailBox) -> None:
    deadlines = FileToSend(0, "hạn báo cáo.ics", "text/calendar", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    reply = Reply(TEXT, (Choice("Báo cáo ngay", "/report 3"),))
    sent = await channel(box).send("hoa@example.vn", reply, deadlines)
    (letter,) = box.letters
    assert box.recipients == ["hoa@example.vn"]
    assert letter["Subject"] == "Kính gửi đồng chí Hoa. Còn 3 ngày đến hạn báo cáo."
    assert letter["From"] == "Ban Tuyên giáo <nhac-viec@example.vn>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"] == sent
    assert letter["Date"].datetime == NOW
    body = letter.get_body()
    assert body is not None
    assert body.get_content().strip() == TEXT
    (file,) = letter.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("hạn báo cáo.ics", "text/calendar")
    assert "BEGIN:VCALENDAR" in file.get_content()


@pytest.mark.parametrize(
    "to",
    [
        "hoa@example.vn\r\nBcc: all@example.vn",
        "hoa@example.vn, lan@example.vn",
        "hoa@example.vn>\r\nRCPT TO:<lan@example.vn",
        "",
    ],
)
async def test_nothing_leaves_for_what_is_no_single_address(box: MailBox, to: str) -> None:
    refused = await refusal(box, to)
    assert (refused.reason, refused.is_permanent, refused.is_address_dead) == ("bad_address", True, True)
    assert box.letters == []


async def test_words_add_no_header(box: MailBox) -> None:
    words = "Nhắc việc\r\nBcc: all@example.vn\r\n\r\nX"
    await channel(box, board="Ban\r\nBcc: all@example.vn").send("hoa@example.vn", Reply(words), None)
    (letter,) = box.letters
    assert box.recipients == ["hoa@example.vn"]
    assert letter["Bcc"] is None
    assert "\n" not in letter["Subject"] + str(letter["From"])


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Nhắc việc\nhai dòng", "Nhắc việc"),
        ("", "Đôn Đốc"),
        ("Kính gửi đồng chí. " * 10, "Kính gửi đồng chí. " * 3 + "Kính gửi đồng chí.…"),
    ],
)
def test_the_subject_is_the_first_words(text: str, subject: str) -> None:
    assert subject_of(text) == subject


@pytest.mark.parametrize(
    ("answer", "reason", "is_permanent", "is_dead"),
    [
        ("550 5.1.1 no such user hoa@example.vn", "no_mailbox", True, True),
        ("552 5.2.2 mailbox full", "mail_refused", True, False),
        ("450 4.2.0 greylisted", "server_error", False, False),
    ],
)
async def test_a_refused_mailbox_is_told_apart(
    box: MailBox, answer: str, reason: str, is_permanent: bool, is_dead: bool
) -> None:
    box.refuses_recipient = answer
    found = await refusal(box)
    assert (found.reason, found.is_permanent, found.is_address_dead) == (reason, is_permanent, is_dead)
    assert not found.is_uncertain


@pytest.mark.parametrize(
    ("answer", "reason", "is_permanent"),
    [("554 5.7.1 looks like spam", "mail_refused", True), ("451 4.3.0 later", "server_error", False)],
)
async def test_a_refused_letter_is_told_apart(
    box: MailBox, answer: str, reason: str, is_permanent: bool
) -> None:
    box.refuses_letter = answer
    found = await refusal(box)
    assert (found.reason, found.is_permanent, found.is_address_dead) == (reason, is_permanent, False)


async def test_a_server_that_is_away_took_nothing(box: MailBox) -> None:
    away = EmailChannel(read_mail_server("smtp://127.0.0.1:1"), "a@example.vn", "Ban", lambda: NOW)
    with pytest.raises(SendError) as refused:
        await away.send("hoa@example.vn", Reply(TEXT), None)
    assert (refused.value.reason, refused.value.is_uncertain) == ("unreachable", False)


async def test_a_server_that_hangs_up_after_the_letter_may_have_taken_it(box: MailBox) -> None:
    box.hangs_up = True
    found = await refusal(box)
    assert (found.reason, found.is_uncertain) == ("no_answer", True)
    assert len(box.letters) == 1


async def test_a_password_opens_and_a_wrong_one_is_named_without_it() -> None:
    async with mail_server(asks_password=True) as box:
        await channel(box, f"{USER}:{quote(PASSWORD)}@").send("hoa@example.vn", Reply(TEXT), None)
        assert len(box.letters) == 1
        for wrong in ("wrong-password", quote("mật-khẩu")):
            found = await refusal(box, login=f"{USER}:{wrong}@")
            assert (found.reason, found.is_permanent) == ("bad_login", False)
            assert wrong not in f"{found!r} {found.__cause__!r}"


@pytest.mark.parametrize(
    ("url", "host", "port", "is_tls"),
    [
        ("smtp://mail.example.vn", "mail.example.vn", 587, False),
        ("smtps://mail.example.vn", "mail.example.vn", 465, True),
        ("smtp://u:p%40ss@mail.example.vn:2525/", "mail.example.vn", 2525, False),
    ],
)
def test_the_setting_names_the_server(url: str, host: str, port: int, is_tls: bool) -> None:
    place = read_mail_server(url)
    assert (place.host, place.port, place.is_tls) == (host, port, is_tls)
    assert "p@ss" not in repr(place)
    assert place.password in ("", "p@ss")


@pytest.mark.parametrize(
    "url", ["mail.example.vn", "http://mail.example.vn", "smtp://", "smtp://h:x", "smtp://h/x"]
)
def test_a_setting_that_names_none_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(ValueError, match=r"mail server|needs smtp"):
        read_mail_server(url)


async def test_a_password_does_not_travel_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "THIS_MACHINE", ())
    async with mail_server(asks_password=True) as box:
        found = await refusal(box, login=f"{USER}:{quote(PASSWORD)}@")
    assert (found.reason, found.is_uncertain, box.letters) == ("unreachable", False, [])
