"""Handing mail over: to a server, or to a folder where somebody can read it."""

from __future__ import annotations

from data.mail import folder
from data.mail.folder import FolderTransport
from data.mail.smtp import SmtpTransport, read_url
from data.mail.transport import DeliveryError, Problem, Transport
from data.settings import Settings

__all__ = ["DeliveryError", "FolderTransport", "Problem", "SmtpTransport", "Transport", "transport"]


def transport(settings: Settings) -> Transport:
    """How this installation sends mail. Raises `SmtpUrlError` for an address that is none."""
    if settings.smtp_url is None:
        return FolderTransport(settings.var / folder.NAME)
    return SmtpTransport(read_url(settings.smtp_url))
