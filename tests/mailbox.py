"""What people got by mail, read back from the files that stand in for a mail server."""

from __future__ import annotations

import re
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

from data.database import Database
from data.mail import transport
from data.mail.folder import KIND
from data.settings import Settings
from services.mail.sending import Run, send_due


def send(database: Database, settings: Settings, *, now: datetime) -> Run:
    """Let the worker send everything that is due at `now`."""
    return send_due(database, settings, transport(settings), now=now)


def mails(settings: Settings, kind: str = "") -> list[EmailMessage]:
    """The mails that went, oldest first; of one kind when it is named."""
    files = sorted((settings.var / "outbox").glob("*.eml"))
    found = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]
    return [mail for mail in found if not kind or mail[KIND] == kind]


def plain(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return body.get_content().replace("\r\n", "\n")


def words(mail: EmailMessage) -> str:
    """The plain text as one line, for a sentence that may have been wrapped."""
    return " ".join(plain(mail).split())


def html(mail: EmailMessage) -> str:
    """The HTML of a mail."""
    body = mail.get_body(("html",))
    assert body is not None
    return body.get_content()


def secret(mail: EmailMessage) -> str:
    """The secret of the personal link in a mail."""
    found = re.search(r"/mijn/([\w-]+)", plain(mail))
    assert found is not None, plain(mail)
    return found[1]


def sign_off_secret(mail: EmailMessage) -> str:
    """The secret of the link that stops mail."""
    found = re.search(r"/afmelden/([\w-]+)", mail["List-Unsubscribe"])
    assert found is not None
    return found[1]
