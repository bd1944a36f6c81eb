"""How it stands with sending mail, for coordinators; nothing when all is well."""

from __future__ import annotations

from i18n import formats
from services.mail import work
from ui import html, resources, state
from ui.words import plain


def sending_notice() -> None:
    """Say that no mail goes out, that some waits too long, or that some never arrived."""
    found = work.state(resources.database(), resources.settings(), now=resources.now())
    if not found.has_server:
        html.show(html.notice(plain("outbox.notice.no_server")))
    elif found.late and found.oldest is not None:
        since = formats.moment(found.oldest, state.language())
        html.show(html.notice(plain("outbox.notice.late", count=found.late, since=since)))
    if found.failed:
        html.show(html.notice(plain("outbox.notice.failed", count=found.failed)))
