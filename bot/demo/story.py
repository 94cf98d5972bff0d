"""The whole of June and July 2024 in the terminal: register, remind, report, correct, extend, summarise."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from bot.build import App
from bot.demo import life
from bot.demo.cast import Player
from bot.demo.scenery import scenery_of
from bot.demo.seed import enter_staff, load_examples, register
from bot.fast_forward import move_to

LATE_JOINER = "CBT-08"
REPORTS_OF_STUDY = (
    ("2024-06-16T19:30", "CBT-02", "45/50 ngày 15/6 trực tiếp"),
    ("2024-06-19T08:12", "CBT-01", "Da hoc ngay 18/6, 22/24 dv, truc tiep"),
    ("2024-06-22T16:40", "DBX-01", "dự 205, vắng 10, ngày 22-6-2024, trực tiếp"),
    ("2024-06-24T09:05", "CBT-04", "39/41 hôm qua, trực tuyến"),
    ("2024-06-25T20:10", "DBX-02", "170/182 ngày 24/6 trực tiếp"),
    ("2024-06-26T07:45", "CBT-05", "15/15 ngày 25/6 trực tiếp"),
    ("2024-06-28T10:20", "DBX-03", "151/164 ngày 27/6 ket hop"),
    ("2024-06-28T11:00", "CBT-06", "12/12 ngày 28/6 trực tiếp"),
    ("2024-06-30T21:15", "DBC-06", "90/96 ngày 30/6 trực tiếp"),
    ("2024-07-01T09:30", "DBX-05", "221/240 ngày 29/6 trực tiếp"),
    ("2024-07-04T14:00", "CBT-03", "18/19 ngày 03/7 trực tiếp"),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """One line of the story: when, who, and what was said."""

    at: datetime
    who: str
    words: str


@dataclass(slots=True)
class Story:
    """Plays the story on an app with a movable clock."""

    app: App

    async def play(self) -> AsyncIterator[Scene]:
        """Every scene in order; the last is the final summary."""
        sheet = await load_examples(self.app)
        staff = await enter_staff(self.app)
        secretaries: dict[str, Player] = {}
        unregistered = scenery_of(self.app).unregistered
        for row in sheet.rows:
            if row.code not in unregistered:
                secretaries[row.code] = await register(self.app, staff, row.code, row.contact_name)
        yield self._scene("dondoc", f"{len(sheet.rows)} đơn vị, {len(secretaries)} bí thư đã đăng ký")
        await self._to("2024-06-05T08:30")
        await staff.says("/kehoach")
        await staff.presses("Học tập")
        yield self._scene(staff.name, await staff.presses("Ban hành và báo"))
        async for scene in self._june_and_july(staff, secretaries):
            yield scene
        yield self._scene(staff.name, await staff.says("/summary"))

    async def _june_and_july(self, staff: Player, secretaries: dict[str, Player]) -> AsyncIterator[Scene]:
        await self._to("2024-06-11T08:00")
        yield self._scene(secretaries["DBX-01"].name, await secretaries["DBX-01"].last())
        for when, code, words in REPORTS_OF_STUDY[:2]:
            yield await self._report(secretaries[code], when, words)
        async for scene in self._changed_reports(secretaries):
            yield scene
        await self._to("2024-06-21T08:05")
        yield self._scene(secretaries["DBX-04"].name, await secretaries["DBX-04"].last())
        secretaries[LATE_JOINER] = await register(self.app, staff, LATE_JOINER, "Vũ Thị Kim")
        yield self._scene("Vũ Thị Kim", await secretaries[LATE_JOINER].last())
        for when, code, words in REPORTS_OF_STUDY[2:4]:
            yield await self._report(secretaries[code], when, words)
        async for scene in self._returned_and_answered(staff, secretaries):
            yield scene
        for when, code, words in REPORTS_OF_STUDY[4:8]:
            yield await self._report(secretaries[code], when, words)
        await self._to("2024-06-28T14:00")
        yield self._scene(staff.name, await self._extend(staff))
        yield self._scene(staff.name, await self._waive(staff))
        async for scene in self._on_paper_and_later(staff, secretaries):
            yield scene
        for when, code, words in REPORTS_OF_STUDY[8:10]:
            yield await self._report(secretaries[code], when, words)
        async for scene in self._results(secretaries):
            yield scene
        await self._to("2024-07-03T08:05")
        yield self._scene(staff.name, await staff.last())
        yield await self._report(secretaries["CBT-07"], "2024-07-04T10:00", "20/22 ngày 04/7 trực tiếp")
        yield await self._report(secretaries["CBT-03"], *REPORTS_OF_STUDY[10][::2])
        await self._to("2024-07-12T17:00")

    async def _changed_reports(self, secretaries: dict[str, Player]) -> AsyncIterator[Scene]:
        """A supplement, a correction, and a report taken back and sent anew."""
        await self._to("2024-06-20T08:30")
        yield self._scene(
            secretaries["CBT-02"].name, await life.correct(secretaries["CBT-02"], "3 đ/c học bù ngày 18/6")
        )
        yield self._scene(
            secretaries["CBT-01"].name, await life.correct(secretaries["CBT-01"], "đính chính 23/24")
        )
        player = secretaries["CBT-05"]
        yield await self._report(player, "2024-06-20T09:00", "14/15 ngày 19/6 trực tiếp")
        yield self._scene(player.name, await life.withdraw(player, "Xin rút báo cáo, gửi nhầm"))

    async def _returned_and_answered(
        self, staff: Player, secretaries: dict[str, Player]
    ) -> AsyncIterator[Scene]:
        """A report sent back for one field, and a difficulty that staff answer."""
        await self._to("2024-06-24T10:00")
        reason = "Đơn vị đăng ký học trực tuyến."
        yield self._scene(staff.name, await life.send_back(staff, "THCS Bình Minh", "Hình thức", reason))
        await self._to("2024-06-25T08:05")
        player = secretaries["CBT-01"]
        yield self._scene(player.name, await player.last())
        yield self._scene(player.name, await life.mend(player, "Trực tuyến"))
        late_joiner = secretaries[LATE_JOINER]
        yield self._scene(late_joiner.name, await late_joiner.says("Chưa học được vì thiếu tài liệu"))
        yield self._scene(staff.name, await life.answer_difficulty(staff, "Nhận tại văn thư Huyện ủy"))
        yield self._scene(late_joiner.name, await late_joiner.last())

    async def _on_paper_and_later(
        self, staff: Player, secretaries: dict[str, Player]
    ) -> AsyncIterator[Scene]:
        """A report that came on paper, and more time that is asked for and granted with one tap."""
        words = await life.enter_for(staff, "Đảng bộ Quân sự huyện", "Học tập", "55/58 ngày 26/6 trực tiếp")
        yield self._scene(staff.name, words)
        player = secretaries["CBT-07"]
        asked = await life.ask_for_time(player, "Vướng quyết toán thuế, xin lùi đến 05/7", "Học tập")
        yield self._scene(player.name, asked)
        yield self._scene(staff.name, await staff.presses("Đồng ý đến 05/7/2024"))
        yield self._scene(player.name, await player.last())

    async def _results(self, secretaries: dict[str, Player]) -> AsyncIterator[Scene]:
        """The result report starts from the figures of the study; one press confirms them."""
        await self._to("2024-07-02T09:00")
        for code in ("CBT-01", "CBT-02", "DBX-01", "CBT-04"):
            player = secretaries[code]
            await player.says("/baocao")
            yield self._scene(player.name, await player.presses("Đúng"))

    async def _report(self, player: Player, when: str, words: str) -> Scene:
        await self._to(when)
        await player.says(words)
        answer = await player.presses("Đúng")
        return self._scene(player.name, f"«{words}» → {answer.splitlines()[0]}")

    async def _extend(self, staff: Player) -> str:
        await staff.says("/extend Đảng bộ xã Hòa Sơn")
        await staff.presses("Học tập")
        await staff.says("đến hết ngày 05/7/2024")
        return await staff.presses("Không ghi lý do")

    async def _waive(self, staff: Player) -> str:
        await staff.says("/waive Chi bộ Ngân hàng Chính sách xã hội")
        await staff.presses("Học tập")
        return await staff.says("Sáp nhập chi bộ từ 01/7/2024")

    async def _to(self, when: str) -> None:
        await move_to(self.app, datetime.fromisoformat(when).replace(tzinfo=self.app.settings.zone))

    def _scene(self, who: str, words: str) -> Scene:
        return Scene(self.app.clock.now().astimezone(self.app.settings.zone), who, words)
