"""Staff give secretaries their own link to the web chat and take it back; secretaries give themselves one."""

import io
import re
from dataclasses import replace

import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select

from bot.build import App
from bot.demo.cast import Player
from handlers.personal_links import open_personal_link
from services.files import load_file
from services.personal_links import OpenedLink
from storage.tables import AuditEntry, Office, Unit
from tests.builders import plan_in_force

SCHOOL, COMMUNE = "CBT-02", "DBX-01"
LINK = re.compile(r"https://dondoc\.example/chat#link=([\w-]{43})")


@pytest.fixture
def app(app: App) -> App:
    """The same application with an address of the web chat that people can open."""
    app.database.installation = replace(app.database.installation, public_url="https://dondoc.example")
    return app


async def shown_link(phone: Player) -> str:
    found = LINK.search("\n".join(reply.text for reply in (await phone.heard())[-2:]))
    assert found is not None
    return found[1]


def opens(app: App, token: str) -> OpenedLink:
    with app.database.work(app.clock.now()) as work:
        return open_personal_link(work, token, None)


async def test_staff_find_the_secretary_give_a_link_and_see_when_it_is_used(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL)
    await staff.says("/lienketweb THPT Lộc Ninh")
    assert "Chưa có liên kết" in await staff.presses("Nguyễn Văn An")
    await staff.presses("Cấp liên kết mới")
    token = await shown_link(staff)
    await staff.says("/lienketweb THPT Lộc Ninh")
    assert "chưa dùng, có hiệu lực đến 08:30 19/6/2024" in await staff.presses("Nguyễn Văn An")
    assert opens(app, token).actor.name == "Nguyễn Văn An"
    await staff.says("/lienketweb THPT Lộc Ninh")
    assert "đang dùng trên một máy từ 08:30 05/6/2024" in await staff.presses("Nguyễn Văn An")
    assert "Đã thu hồi 1 liên kết" in await staff.presses("Thu hồi tất cả")
    with app.database.look(app.clock.now()) as work:
        actions = list(
            work.session.scalars(select(AuditEntry.action).where(AuditEntry.action.contains("link")))
        )
    assert actions == ["link_given", "link_opened", "links_revoked"]


async def test_the_picture_holds_the_same_link(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    phone = phones[SCHOOL]
    await phone.says("/lienket")
    await phone.presses("Liên kết trang chat")
    picture = (await phone.heard())[-1]
    assert picture.file_id is not None
    with app.database.look(app.clock.now()) as work:
        content = load_file(work, picture.file_id).content
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(content)))
    assert read.text == f"https://dondoc.example/chat#link={await shown_link(phone)}"


async def test_a_secretary_lists_and_removes_the_device_that_opened_it(app: App) -> None:
    _staff, phones = await plan_in_force(app, SCHOOL)
    phone = phones[SCHOOL]
    await phone.says("/link page")
    opened = opens(app, await shown_link(phone))
    await app.settle()
    assert "vừa được mở trên một máy mới" in await phone.last()
    assert (await phone.says("/lienket")).count("– Web (") == 2
    await phone.says(f"/link drop {opened.address_id} yes")
    assert (await phone.says("/lienket")).count("– Web (") == 1


async def test_only_staff_of_the_unit_and_the_person_may(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, COMMUNE)
    assert "dành cho cán bộ" in await phones[COMMUNE].says("/lienketweb THPT Lộc Ninh")
    for verb in ("give", "revoke", "person"):
        assert "dành cho cán bộ" in await phones[COMMUNE].says(f"/weblink {verb} 2")
        assert "Không có người số này" in await staff.says(f"/weblink {verb} 999")
    assert "chưa có bí thư đăng ký" in await staff.says("/lienketweb Đảng bộ xã An Phú")


async def test_staff_of_a_subtree_find_nobody_outside_it(app: App) -> None:
    staff, _phones = await plan_in_force(app, SCHOOL, COMMUNE)
    with app.database.work(app.clock.now()) as work:
        unit = work.session.scalars(select(Unit).where(Unit.code == COMMUNE)).one()
        of_staff = select(Office).where(Office.role == "administrator")
        work.session.scalars(of_staff).one().unit_id = unit.id
    assert "Nguyễn Văn An" not in str(
        (await staff.says("/lienketweb chi bộ"), (await staff.heard())[-1].choices)
    )
    assert "Chưa tìm thấy" in await staff.says("/lienketweb THPT Lộc Ninh")


async def test_without_a_public_address_it_says_what_is_missing(app: App) -> None:
    staff, phones = await plan_in_force(app, SCHOOL)
    app.database.installation = replace(app.database.installation, public_url="")
    assert "DONDOC_PUBLIC_URL" in await phones[SCHOOL].says("/link page")
    assert "DONDOC_PUBLIC_URL" in await staff.says("/weblink give 2")
    assert "Liên kết trang chat" not in str((await phones[SCHOOL].heard())[-1].choices)
