"""One reply of ours as the Bot API calls that show it."""

import structlog
from telegram import Bot, BotCommandScopeChat, InlineKeyboardMarkup, LinkPreviewOptions

from channels.base import FileToSend
from channels.telegram.errors import describe
from channels.telegram.outgoing import lay_out, make_keyboard, make_menu
from domain.messages import Reply

# A preview would have Telegram open signed download links before the person does.
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)

log = structlog.get_logger()


async def deliver(bot: Bot, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
    """Send a reply; returns the id of its last message, None when it only changes the menu.

    A failure after the first of several parts repeats them all: seeing one twice is better than missing one.

    Raises:
        telegram.error.TelegramError: it was not accepted, or nobody knows.
        SendError: it can never be accepted.
    """
    keyboard = make_keyboard(reply.choices)
    if reply.menu is not None:
        await _set_menu(bot, chat_id, reply.menu)
        if not reply.text and file is None:
            return None
    first_texts, last_text = lay_out(reply.text, with_file=file is not None)
    for text in first_texts:
        await bot.send_message(chat_id, text, link_preview_options=NO_PREVIEW)
    return await _send_last(bot, chat_id, last_text, keyboard, file)


async def _send_last(
    bot: Bot, chat_id: str, text: str, keyboard: InlineKeyboardMarkup | None, file: FileToSend | None
) -> str:
    if file is None:
        message = await bot.send_message(
            chat_id, text, reply_markup=keyboard, link_preview_options=NO_PREVIEW
        )
    else:
        message = await bot.send_document(
            chat_id, file.content, filename=file.name, caption=text or None, reply_markup=keyboard
        )
    return str(message.message_id)


async def _set_menu(bot: Bot, chat_id: str, menu: tuple[tuple[str, str], ...]) -> None:
    try:
        await bot.set_my_commands(make_menu(menu), scope=BotCommandScopeChat(chat_id))
    except Exception as error:  # noqa: BLE001 - a menu is a convenience; the message must go out
        log.warning("menu_not_set", channel="telegram", chat_id=chat_id, problem=describe(error, bot.token))
