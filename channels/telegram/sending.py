"""One reply of ours as the Bot API calls that show it."""

from typing import Any

import structlog
from telegram import InputFile

from channels.base import FileToSend
from channels.telegram.connection import ApiBot
from channels.telegram.errors import describe
from channels.telegram.outgoing import lay_out, make_keyboard, make_menu, plain_file_name
from domain.messages import Reply

# A preview would have Telegram open signed download links before the person does.
NO_PREVIEW = {"is_disabled": True}

log = structlog.get_logger()


async def deliver(bot: ApiBot, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
    """Send a reply; returns the id of its last message, None when it only changes the menu.

    A failure after the first of several parts repeats them all: seeing one twice is better than missing one.

    Raises:
        telegram.error.TelegramError: it was not accepted, or nobody knows.
    """
    if reply.menu is not None:
        await _set_menu(bot, chat_id, reply.menu)
        if not reply.text and file is None:
            return None
    first_texts, last_text = lay_out(reply.text, with_file=file is not None)
    for text in first_texts:
        await bot.call("sendMessage", chat_id=chat_id, text=text, link_preview_options=NO_PREVIEW)
    return await _send_last(bot, chat_id, last_text, make_keyboard(reply.choices), file)


async def _send_last(
    bot: ApiBot, chat_id: str, text: str, keyboard: dict[str, Any] | None, file: FileToSend | None
) -> str | None:
    if file is None:
        message = await bot.call(
            "sendMessage", chat_id=chat_id, text=text, reply_markup=keyboard, link_preview_options=NO_PREVIEW
        )
    else:
        document = InputFile(file.content, filename=plain_file_name(file.name))
        message = await bot.call(
            "sendDocument", chat_id=chat_id, document=document, caption=text or None, reply_markup=keyboard
        )
    return str(message["message_id"]) if isinstance(message, dict) and "message_id" in message else None


async def _set_menu(bot: ApiBot, chat_id: str, menu: tuple[tuple[str, str], ...]) -> None:
    try:
        scope = {"type": "chat", "chat_id": chat_id}
        await bot.call("setMyCommands", commands=make_menu(menu), scope=scope)
    except Exception as error:  # noqa: BLE001 - a menu is a convenience; the message must go out
        log.warning("menu_not_set", channel="telegram", chat_id=chat_id, problem=describe(error, bot.token))
