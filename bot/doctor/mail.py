"""Does the mail server let the bot in?"""

import smtplib
from collections.abc import Iterator

from bot.doctor.finding import Finding, fault, ok
from bot.settings import Settings


def judge_mail(settings: Settings) -> Iterator[Finding]:
    """One talk with the server, without a letter; nothing where no server is set."""
    server = settings.mail_server
    if server is None:
        return
    try:
        server.connect().quit()
    except smtplib.SMTPAuthenticationError as error:
        yield fault("mail", "mail-refused", host=server.host, answer=error.smtp_code)
    except OSError as error:  # smtplib's errors too; their words may quote what was sent
        yield fault("mail", "mail-away", host=server.host, problem=type(error).__name__)
    else:
        yield ok("mail", "mail-open", host=server.host, sender=settings.smtp_from)
