"""The invented people of the demo: a person writes through the web channel, exactly as a browser would."""

import itertools
from dataclasses import dataclass

from bot.build import App
from domain.messages import Incoming, Reply
from services.web_sessions import CHANNEL, Line, chat_lines, open_session, session_address

_numbers = itertools.count(1)
# Buttons further up than this are scrolled out of sight.
RECENT = 40


@dataclass(slots=True)
class Player:
    """One invented person with a web session of their own."""

    app: App
    name: str
    token: str
    chat_id: str

    @classmethod
    async def enter(cls, app: App, name: str) -> "Player":
        """Open a session for a person."""
        with app.database.work(app.clock.now()) as work:
            token = open_session(work, name)
            address = session_address(work, token)
            assert address is not None
            return cls(app, name, token, address.chat_id)

    async def says(self, text: str) -> str:
        """Write a text; returns the newest answer."""
        message_id = f"{self.chat_id}:{next(_numbers)}"
        said = Incoming(CHANNEL, message_id, self.chat_id, text, self.name, sent_at=self.app.clock.now())
        await self.app.take_in([said])
        await self.app.settle()
        return await self.last()

    async def lines(self, most: int = 200) -> list[Line]:
        """What was said in this chat: at most so many lines of each side, the newest."""
        with self.app.database.look(self.app.clock.now()) as work:
            address = session_address(work, self.token)
            assert address is not None
            return chat_lines(work, address, None, most)

    async def last(self) -> str:
        """The newest message from the bot."""
        heard = await self.heard(most=1)
        return heard[-1].text if heard else ""

    async def heard(self, most: int = 200) -> list[Reply]:
        """What the bot wrote here, in the order in which it was written."""
        lines = [line for line in await self.lines(most) if not line.from_person]
        return [line.reply for line in sorted(lines, key=lambda line: int(line.key[1:]))]

    async def presses(self, label: str) -> str:
        """Press the newest button whose label contains these words."""
        for reply in reversed(await self.heard(most=RECENT)):
            for choice in reply.choices:
                if label in choice.label:
                    return await self.says(choice.says)
        raise LookupError(f"{self.name} sees no button «{label}»")
