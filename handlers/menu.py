"""The table of commands: names and who is shown them. What runs each stands in handlers/commands.py."""

from dataclasses import dataclass

from domain.roles import READING_ROLES, STAFF_ROLES, UNIT_ROLES, Role
from locales import say
from services.actors import Actor

Menu = tuple[tuple[str, str], ...]

NOBODY: frozenset[Role] = frozenset()
EVERYBODY: frozenset[Role] = frozenset(Role)
SECRETARIES_AND_STAFF = STAFF_ROLES | {Role.SECRETARY}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One command: its English and Vietnamese names, and the roles that are shown it.

    Being shown decides nothing: services check who may use it. An entry without Vietnamese name is
    said by buttons only.
    """

    name: str
    vietnamese: str
    shown_to: frozenset[Role]


ENTRIES = (
    MenuEntry("start", "batdau", NOBODY),
    MenuEntry("tasks", "viec", UNIT_ROLES),
    MenuEntry("report", "baocao", UNIT_ROLES),
    MenuEntry("history", "lichsu", UNIT_ROLES),
    MenuEntry("deadlines", "lich", UNIT_ROLES),
    MenuEntry("ask", "hoi", UNIT_ROLES),
    MenuEntry("moretime", "xinlui", UNIT_ROLES),
    MenuEntry("withdraw", "rut", UNIT_ROLES),
    MenuEntry("handover", "bangiao", SECRETARIES_AND_STAFF),
    MenuEntry("deputy", "tructhay", SECRETARIES_AND_STAFF),
    MenuEntry("summary", "tonghop", READING_ROLES),
    MenuEntry("missing", "chuabaocao", READING_ROLES),
    MenuEntry("remind", "dondoc", STAFF_ROLES),
    MenuEntry("schedule", "lichnhac", STAFF_ROLES),
    MenuEntry("plans", "kehoach", STAFF_ROLES),
    MenuEntry("units", "donvi", STAFF_ROLES),
    MenuEntry("merge", "sapnhap", STAFF_ROLES),
    MenuEntry("split", "chiatach", STAFF_ROLES),
    MenuEntry("forms", "bieumau", STAFF_ROLES),
    MenuEntry("invite", "mamoi", STAFF_ROLES),
    MenuEntry("invites", "phieumoi", STAFF_ROLES),
    MenuEntry("weblink", "lienketweb", STAFF_ROLES),
    MenuEntry("approve", "duyet", STAFF_ROLES),
    MenuEntry("extend", "giahan", STAFF_ROLES),
    MenuEntry("waive", "mien", STAFF_ROLES),
    MenuEntry("matters", "vuongmac", STAFF_ROLES),
    MenuEntry("files", "tep", READING_ROLES),
    MenuEntry("accept", "chapnhan", STAFF_ROLES),
    MenuEntry("return", "tralai", STAFF_ROLES),
    MenuEntry("enter", "nhapthay", STAFF_ROLES),
    MenuEntry("export", "xuat", READING_ROLES),
    MenuEntry("calendar", "lichlamviec", STAFF_ROLES),
    MenuEntry("trouble", "suco", STAFF_ROLES),
    MenuEntry("audit", "nhatky", STAFF_ROLES),
    MenuEntry("staff", "canbo", ADMINISTRATORS),
    MenuEntry("person", "nguoi", ADMINISTRATORS),
    MenuEntry("link", "lienket", EVERYBODY),
    MenuEntry("help", "trogiup", EVERYBODY),
    MenuEntry("cancel", "huy", EVERYBODY),
    MenuEntry("decide", "", NOBODY),
    MenuEntry("plan", "", NOBODY),
    MenuEntry("newplan", "", NOBODY),
    MenuEntry("proposal", "", NOBODY),
    MenuEntry("activate", "", NOBODY),
    MenuEntry("closeplan", "", NOBODY),
    MenuEntry("later", "", NOBODY),
    MenuEntry("forward", "", NOBODY),
    MenuEntry("callme", "", NOBODY),
    MenuEntry("memberswhy", "", NOBODY),
    MenuEntry("setmembers", "", NOBODY),
    MenuEntry("template", "", NOBODY),
)


def menu_of(actor: Actor | None, language: str) -> Menu:
    """The commands a person is shown, as (name, description), in the person's language."""
    roles = actor.roles if actor else NOBODY
    if not roles:
        return (("start", say("menu-start", language)), ("help", say("menu-help", language)))
    return tuple(
        (entry.vietnamese if language == "vi" else entry.name, say(f"menu-{entry.name}", language))
        for entry in ENTRIES
        if not roles.isdisjoint(entry.shown_to)
    )
