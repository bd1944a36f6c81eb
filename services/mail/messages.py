"""A letter in its envelope: one recipient, one way to sign off, a number that stays the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses

from email_validator import EmailNotValidError, validate_email

from data.mail.folder import KIND
from data.settings import Settings
from domain.contacts import Mail
from domain.errors import VerbindingError
from i18n.texts import Language, text
from services import addresses
from services.mail import layout
from services.mail.letters import Letter

# Long addresses in a header stay whole: folding would write them as encoded words, which the
# mail programs that offer to sign off do not read.
_POLICY = SMTP.clone(max_line_length=990)


class MailFromError(VerbindingError):
    """`VERBINDING_MAIL_FROM` is not one address."""

    key = "error.mail_from"


@dataclass(frozen=True, slots=True)
class Invitation:
    """A calendar file to go with a mail, and what a calendar should do with it."""

    content: bytes
    method: str

    @property
    def is_for_one(self) -> bool:
        """Whether calendars may act on it at once; PUBLISH is only there to be opened."""
        return self.method != "PUBLISH"


def sender_of(settings: Settings) -> Address:
    """Whom mail comes from. Raises `MailFromError`."""
    product = text(Language.NL, "shell.name")
    if not settings.mail_from:
        return Address(product, "geen-antwoord", addresses.host(settings.public_url))
    found = getaddresses([settings.mail_from])
    try:
        ((name, typed),) = found
        address = validate_email(typed, check_deliverability=False, globally_deliverable=False)
    except (ValueError, EmailNotValidError) as error:
        raise MailFromError() from error
    return Address(name or product, addr_spec=address.ascii_email or address.normalized)


def message(
    mail: Mail,
    letter: Letter,
    *,
    recipient: str,
    settings: Settings,
    invitation: Invitation | None,
    now: datetime,
) -> EmailMessage:
    """The whole mail. `recipient` comes from `contacts.in_mail`."""
    sender = sender_of(settings)
    built = EmailMessage(policy=_POLICY)
    built["Message-ID"] = f"<{mail.id}@{addresses.host(settings.public_url)}>"
    built["Date"] = format_datetime(now)
    built["From"] = sender
    built["To"] = Address(addr_spec=recipient)
    if letter.reply:
        built["Reply-To"] = Address(addr_spec=letter.reply)
    built["Subject"] = letter.subject
    built["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers, please
    built["X-Auto-Response-Suppress"] = "All"  # the same, for Exchange
    built["List-Unsubscribe"] = f"<{letter.sign_off.address}>"
    built["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    built[KIND] = str(mail.kind)
    built.set_content(layout.plain(letter), cte="quoted-printable")
    built.add_alternative(layout.html(letter), subtype="html", cte="quoted-printable")
    if invitation is not None:
        _attach(built, invitation)
    built["Content-Language"] = str(letter.language)  # last: what is set here moves to a part
    return built


def _attach(built: EmailMessage, invitation: Invitation) -> None:
    """The calendar file: as a part that calendars act on, and as a file to open by hand."""
    content = invitation.content.decode()
    if invitation.is_for_one:
        parameters = {"method": invitation.method}
        built.add_alternative(content, subtype="calendar", params=parameters, cte="base64")
    built.add_attachment(
        invitation.content, maintype="application", subtype="ics", filename="afspraak.ics"
    )
