"""`/lich`: a secretary takes the deadlines as a file or at an address; changes replace what was taken."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar, Event
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from bot.demo.cast import Player
from domain.local_time import VIETNAM
from handlers.deadline_calendar import feed_content
from services.erasing import erase_person
from services.work import Database
from storage.tables import CalendarFeed, Person, StoredFile
from storage.tables.base import Base
from tests.builders import build_app, plan_in_force

SCHOOL, COMMUNE = "CBT-02", "DBX-01"
CONFERENCE = "Hội nghị trực tuyến cán bộ chủ chốt cấp huyện"
STUDY = "Học tập, quán triệt Nghị quyết số 14-NQ/TU"
RESULT = "Báo cáo kết quả quán triệt, tuyên truyền Nghị quyết số 14-NQ/TU"


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    """An application that can be reached from elsewhere."""
    starts = datetime.fromisoformat("2024-06-01T08:00+07:00")
    app = build_app(tmp_path, starts, public_url="https://dondoc.example.vn")
    await app.open()
    await app.web.start(app.take_in)
    yield app
    await app.stop()


def jump(app: App, when: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance_to(datetime.fromisoformat(when).replace(tzinfo=VIETNAM))


async def taken(app: App, player: Player) -> dict[str, Event]:
    """The events of the file that `/lich` sends, by their summary."""
    await player.says("/lich")
    sent = (await player.heard())[-1]
    assert sent.file_id is not None
    with app.database.look(app.clock.now()) as work:
        file = work.session.get_one(StoredFile, sent.file_id)
    assert (file.name, file.media_type) == ("han-bao-cao.ics", "text/calendar")
    return events_of(file.content)


def events_of(content: bytes) -> dict[str, Event]:
    found = [event for event in Calendar.from_ical(content).walk("VEVENT") if isinstance(event, Event)]
    return {str(event["SUMMARY"]): event for event in found}


async def address(player: Player) -> str:
    """A new address, by button or command."""
    await player.says("/lich diachi")
    return await player.last()


def fed(app: App, url: str) -> dict[str, Event] | None:
    """What a calendar that knows the address reads."""
    token = url.removeprefix("https://dondoc.example.vn/calendar/").removesuffix(".ics")
    with app.database.look(app.clock.now()) as work:
        content = feed_content(work, token)
    return None if content is None else events_of(content)


def everything_stored(database: Database, now: datetime) -> str:
    with database.look(now) as work:
        rows = [
            str(row)
            for table in Base.metadata.sorted_tables
            if table.name != "outbox"
            for row in work.session.execute(select(table))
        ]
    return "\n".join(rows)


async def test_every_open_duty_stands_on_its_last_valid_day(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL, COMMUNE)
    school = await taken(app, phones[SCHOOL])
    assert {title: event.start for title, event in school.items()} == {
        f"Hạn: {STUDY}": date(2024, 6, 30),
        f"Hạn: {RESULT}": date(2024, 7, 2),
    }
    words = school[f"Hạn: {RESULT}"]["DESCRIPTION"].split("\n")
    assert words == [
        "Chi bộ Trường THPT Lộc Ninh",
        "Thời hạn: trước ngày 03/7/2024 (chậm nhất hết ngày 02/7/2024)",
        "Gửi về: Thường trực Huyện ủy",
        "Qua: Ban Tuyên giáo Huyện ủy",
        "Báo cáo bằng cách trả lời trong cuộc trò chuyện với Đôn Đốc.",
    ]
    commune = await taken(app, phones[COMMUNE])
    assert commune[CONFERENCE].start == date(2024, 6, 11), "an event is named as it is"


async def test_an_extended_deadline_replaces_the_one_that_was_taken(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    before = (await taken(app, phones[SCHOOL]))[f"Hạn: {STUDY}"]
    jump(app, "2024-06-20T09:00")
    await staff.says("/giahan thpt loc ninh")
    await staff.presses("Học tập")
    await staff.says("đến hết ngày 05/7/2024")
    await staff.presses("Không ghi lý do")
    after = (await taken(app, phones[SCHOOL]))[f"Hạn: {STUDY}"]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
    assert after.start == date(2024, 7, 5)
    assert "trong tháng 6/2024" not in after["DESCRIPTION"]


async def test_a_duty_is_marked_done_returned_and_done_again_and_each_is_newer(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    school = phones[SCHOOL]
    seen = [(await taken(app, school))[f"Hạn: {STUDY}"]]
    jump(app, "2024-06-17T08:12")
    await school.says("45/50 ngày 15/6 trực tiếp")
    await school.presses("Đúng")
    seen.append((await taken(app, school))[f"Đã báo cáo: {STUDY}"])
    jump(app, "2024-06-18T09:00")
    await staff.says("/tralai thpt loc ninh")
    await staff.presses("Ngày thực hiện")
    await staff.says("chưa rõ ngày học")
    await staff.presses("Sau 2 ngày")
    seen.append((await taken(app, school))[f"Hạn bổ sung: {STUDY}"])
    assert seen[-1].start == date(2024, 6, 20)
    jump(app, "2024-06-19T09:00")
    await school.says("16/6")
    await school.presses("Đúng")
    seen.append((await taken(app, school))[f"Đã báo cáo: {STUDY}"])
    assert len({event["UID"] for event in seen}) == 1
    sequences = [event["SEQUENCE"] for event in seen]
    assert sequences == sorted(set(sequences)), "a calendar takes each for newer than the one before"
    assert [len(event.walk("VALARM")) for event in seen] == [1, 0, 1, 0]


async def test_a_waived_duty_is_cancelled(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    jump(app, "2024-06-17T08:12")
    await staff.says("/mien thpt loc ninh")
    await staff.presses("Học tập")
    await staff.says("sáp nhập")
    waived = (await taken(app, phones[SCHOOL]))[f"Hạn: {STUDY}"]
    assert (waived["STATUS"], waived.walk("VALARM")) == ("CANCELLED", [])


async def test_an_address_shows_what_is_owed_now(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    await phones[SCHOOL].says("/lich")
    url = await phones[SCHOOL].presses("Lấy địa chỉ lịch")
    assert url.startswith("https://dondoc.example.vn/calendar/")
    assert set(fed(app, url) or {}) == {f"Hạn: {STUDY}", f"Hạn: {RESULT}"}
    jump(app, "2024-06-17T08:12")
    await phones[SCHOOL].says("45/50 ngày 15/6 trực tiếp")
    await phones[SCHOOL].presses("Đúng")
    assert f"Đã báo cáo: {STUDY}" in (fed(app, url) or {})


async def test_only_the_hash_of_an_address_is_kept(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    token = (await address(phones[SCHOOL])).rpartition("/")[2].removesuffix(".ics")
    assert len(token) == 43
    assert token not in everything_stored(app.database, app.clock.now())


async def test_a_new_address_ends_the_old_one_and_it_can_be_cancelled(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    first, second = await address(phones[SCHOOL]), await address(phones[SCHOOL])
    assert fed(app, first) is None
    assert fed(app, second)
    await phones[SCHOOL].says("/lich")
    assert "Đã hủy địa chỉ lịch" in await phones[SCHOOL].presses("Hủy địa chỉ")
    assert fed(app, second) is None
    assert "chưa có địa chỉ lịch" in await phones[SCHOOL].says("/lich huy")
    told = await staff.says("/nhatky")
    assert "lấy địa chỉ lịch" in told
    assert "hủy địa chỉ lịch" in told


async def test_an_address_of_somebody_who_left_shows_nothing(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    url = await address(phones[SCHOOL])
    await staff.says("/donvi CBT-02")
    await staff.presses("Thôi: Nguyễn Văn An")
    await staff.presses("Thôi phụ trách")
    assert fed(app, url) == {}


async def test_an_address_goes_with_the_person(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    url = await address(phones[SCHOOL])
    with app.database.work(app.clock.now()) as work:
        person_id = work.session.scalars(select(Person.id).where(Person.name == "Nguyễn Văn An")).one()
        erase_person(work, None, person_id)
        assert work.session.scalars(select(CalendarFeed)).all() == []
    assert fed(app, url) is None


async def test_without_a_public_address_the_file_is_offered_instead(app: App) -> None:
    app.database.installation = replace(app.database.installation, public_url="")
    _staff, phones = await plan_in_force(app, SCHOOL)
    await phones[SCHOOL].says("/deadlines")
    assert (await phones[SCHOOL].heard())[-1].choices == ()
    assert "dùng tệp lịch: /lich" in await address(phones[SCHOOL])


async def test_whoever_may_not_is_told_so_and_whoever_mistypes_is_helped(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    stranger = await Player.enter(app, "Người lạ")
    assert "dành cho bí thư, phó bí thư" in await staff.says("/lich")
    assert "đăng ký" in await stranger.says("/lich diachi")
    assert "/lich diachi" in await phones[SCHOOL].says("/lich xem")


async def test_entries_of_two_units_are_told_apart(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    await staff.says("/mamoi CBT-01")
    code = (await staff.last()).split(": ", 1)[1].split()[0]
    await phones[SCHOOL].says(f"/start {code}")
    await phones[SCHOOL].presses("Đúng")
    await phones[SCHOOL].says("Nguyễn Văn An")
    await phones[SCHOOL].presses("Bí thư")
    await staff.presses("Duyệt")
    both = await taken(app, phones[SCHOOL])
    assert f"Hạn: {STUDY} (Chi bộ Trường THCS Bình Minh)" in both
    assert f"Hạn: {STUDY} (Chi bộ Trường THPT Lộc Ninh)" in both
