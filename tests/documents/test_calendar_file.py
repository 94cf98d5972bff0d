"""Calendar files, read back by a library that follows the standard."""

from datetime import UTC, date, datetime, timedelta

import pytest
from icalendar import Calendar, Event

from documents.calendar_file import write_calendar
from domain.calendar_entries import CalendarEntry, EntryState
from domain.local_time import VIETNAM

NOW = datetime(2024, 6, 12, 2, tzinfo=UTC)
LONG = (
    "Hạn: Học tập, quán triệt Nghị quyết số 14-NQ/TU; bồi thường, giải phóng mặt bằng, tái định cư \\ đợt 2"
)


def entry(
    late_from: str = "2024-07-03T00:00", state: EntryState = EntryState.OPEN, title: str = LONG
) -> CalendarEntry:
    instant = datetime.fromisoformat(late_from).replace(tzinfo=VIETNAM)
    return CalendarEntry("k7m2-7@dondoc", instant, state, 3, NOW, title, "Chi bộ Trường\nThời hạn: 02/7/2024")


def written(*entries: CalendarEntry) -> bytes:
    return write_calendar(entries, uid="k7m2@dondoc", title="Đôn Đốc: các hạn", now=NOW, zone=VIETNAM)


def read_back(content: bytes) -> Event:
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert isinstance(event, Event)
    return event


def test_a_whole_day_is_a_day_and_an_hour_is_in_utc() -> None:
    event = read_back(written(entry()))
    assert (event.start, event.end) == (date(2024, 7, 2), date(2024, 7, 3))
    event = read_back(written(entry("2020-05-03T17:00")))
    assert event.start == datetime(2020, 5, 3, 9, 30, tzinfo=UTC)
    assert event.end == datetime(2020, 5, 3, 10, 0, tzinfo=UTC)
    assert b"DTSTART:20200503T093000Z" in written(entry("2020-05-03T17:00"))


def test_what_is_open_has_an_alarm_and_nothing_else_has() -> None:
    [alarm] = read_back(written(entry())).walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(hours=-16))
    assert alarm["DESCRIPTION"] == LONG
    for state in (EntryState.DONE, EntryState.CANCELLED):
        assert read_back(written(entry(state=state))).walk("VALARM") == []


@pytest.mark.parametrize(
    ("state", "status"),
    [(EntryState.OPEN, "CONFIRMED"), (EntryState.DONE, "CONFIRMED"), (EntryState.CANCELLED, "CANCELLED")],
)
def test_what_is_no_longer_asked_for_is_cancelled(state: EntryState, status: str) -> None:
    assert read_back(written(entry(state=state)))["STATUS"] == status


def test_a_newer_entry_can_take_the_place_of_an_older_one() -> None:
    event = read_back(written(entry()))
    assert (event["UID"], event["SEQUENCE"], event["LAST-MODIFIED"].dt) == ("k7m2-7@dondoc", 3, NOW)
    assert event["DTSTAMP"].dt == NOW


def test_vietnamese_words_and_signs_survive() -> None:
    event = read_back(written(entry()))
    assert event["SUMMARY"] == LONG
    assert event["DESCRIPTION"] == "Chi bộ Trường\nThời hạn: 02/7/2024"


def test_lines_are_folded_as_the_standard_says_and_never_within_a_letter() -> None:
    content = written(entry(title="Hạn: " + "quán triệt Nghị quyết ệ" * 30))
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode("utf-8")
    assert any(line.startswith(b" ") for line in lines)


def test_the_calendar_names_itself_and_says_when_to_ask_again() -> None:
    content = written(entry())
    calendar = Calendar.from_ical(content)
    assert calendar["X-WR-CALNAME"] == "Đôn Đốc: các hạn"
    assert (calendar["METHOD"], calendar["VERSION"], calendar["UID"]) == ("PUBLISH", "2.0", "k7m2@dondoc")
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in content


def test_without_duties_it_is_an_empty_calendar() -> None:
    assert Calendar.from_ical(written()).walk("VEVENT") == []
