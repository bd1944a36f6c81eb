"""Who a mail goes to: a person, or a coordinator by their account."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data.repositories import accounts, people
from domain.accounts import Account
from domain.contacts import Mail, Person
from i18n.texts import Language


def reader(session: Session, mail: Mail) -> Person:
    """Whom `mail` is written to. Raises `NotFoundError` when they are gone."""
    if mail.account_id is not None:
        return of_account(accounts.get(session, mail.account_id))
    return people.get(session, mail.person_id or "")


def of_account(account: Account) -> Person:
    """A coordinator as somebody to write to: shut is left, and the name to sign in with is no greeting."""
    return Person(
        id=account.id,
        first_name="",
        email=account.email,
        language=Language.NL,
        created_at=account.created_at,
        confirmed_at=account.created_at,
        only_needed_mail=not account.wants_digest,
        left_at=account.disabled_at,
    )
