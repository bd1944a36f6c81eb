"""A first name and an e-mail address as somebody typed them: looked at, cleaned, and made a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from email_validator import EmailNotValidError, ValidatedEmail, validate_email
from sqlalchemy.orm import Session

from data.repositories import people
from domain.activities import new_id
from domain.contacts import Person
from domain.errors import InvalidValueError
from domain.words import clean

NAME_LENGTH = 60
EMAIL_LENGTH = 254


class EmailInvalidError(InvalidValueError):
    """Not one e-mail address that mail can go to."""

    key = "error.email_invalid"


class NameMissingError(InvalidValueError):
    """A first name is missing."""

    key = "error.name_missing"


@dataclass(frozen=True, slots=True)
class Contact:
    """How somebody wants to be reached: as typed, or as `checked` gives it back."""

    first_name: str
    email: str
    language: str = "nl"


def checked(contact: Contact) -> Contact:
    """The same, cleaned. Raises `NameMissingError` and `EmailInvalidError`."""
    first_name = clean_name(contact.first_name)
    if not first_name:
        raise NameMissingError(field="first_name")
    return Contact(first_name, clean_email(contact.email), contact.language)


def clean_name(typed: str) -> str:
    """A name on one line, without signs that nobody sees; at most NAME_LENGTH letters."""
    return clean(typed)[:NAME_LENGTH].strip()


def clean_email(typed: str) -> str:
    """Exactly one address, its domain in lower case. Raises `EmailInvalidError`.

    Only the spelling is looked at: whether it arrives is seen by the link that is sent to it.
    """
    return _validated(typed).normalized


def in_mail(typed: str) -> str:
    """The same, in letters that every mail server reads where there are such.

    `EmailMessage` takes "a@b.nl, x@c.nl" for two people, so it is looked at first.
    """
    found = _validated(typed)
    return found.ascii_email or found.normalized


def person_of(session: Session, contact: Contact, *, now: datetime) -> Person:
    """The person behind a contact, added when nobody has that address yet.

    Raises `NameMissingError` and `EmailInvalidError`. At most three queries.
    """
    good = checked(contact)
    new = Person(new_id(), good.first_name, good.email, good.language, created_at=now)
    return people.find_or_add(session, new)


def _validated(typed: str) -> ValidatedEmail:
    if len(typed) > EMAIL_LENGTH:
        raise EmailInvalidError(field="email")
    try:
        return validate_email(typed.strip(), check_deliverability=False)
    except EmailNotValidError:
        raise EmailInvalidError(field="email") from None  # the reason repeats the address
