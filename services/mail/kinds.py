"""Every kind of mail, one row each: all that is not a sentence.

The sentences of a kind stand in `i18n` as `mail.<kind>.*`, of a kind with `sides` as
`mail.<kind>.<side>.*`. A part such as `after`, `said` or `held` is in a mail when it stands there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from sqlalchemy.orm import Session

from domain.contacts import Mail, MailKind
from services.mail import subjects as about
from services.mail import timeliness as still
from services.mail.subjects import Subject


class Opens(StrEnum):
    """Where the button of a mail leads. Only a personal link may not be passed on."""

    OWN = "own"
    DESK = "desk"  # the page asks who comes
    PAGE = "page"  # of the activity: there is nothing of their own to open
    FIND = "find"  # something else nearby


class Entry(StrEnum):
    """What the appointment in a mail does in a calendar, by the sentence that says so."""

    COMES = "mail.calendar"
    MOVES = "mail.calendar_moves"
    GOES = "mail.calendar_goes"


class Details(StrEnum):
    """Which short facts stand in a mail."""

    NONE = "none"
    USUAL = "usual"  # when, where, which task, what was pledged
    WHO_COMES = "who_comes"  # and how many already
    TO_PREPARE = "to_prepare"  # and what is good to know before going


@dataclass(frozen=True, slots=True)
class Kind:
    """What is true of every mail of a kind.

    `about` looks up what it is about, and so as whom somebody is written to. When it `holds`
    no longer, or `lasts` is over, it need not go. `is_needed` is an answer to what they did
    themselves, or something they would stand before a closed door for: it goes to who asked for
    less mail too. `quotes` names the fact, or what of a pledge, that somebody else wrote.
    `has_day` puts a day in the subject, which tells two mails apart and is nobody's own words.
    """

    about: Callable[[Session, Mail], Subject]
    holds: Callable[[Subject, datetime], bool] | None = None
    lasts: timedelta | None = None
    is_needed: bool = True
    sides: bool = False
    quotes: str = "text"
    has_day: bool = False
    details: Details = Details.USUAL
    opens: Opens = Opens.OWN
    entry: Entry | None = None


_sign_up = partial(Kind, about.sign_up, has_day=True)
_pledge = partial(Kind, about.pledge, holds=still.pledged, sides=True)

KINDS = {
    MailKind.CONFIRM_SIGN_UP: _sign_up(still.asked_to_confirm),
    MailKind.SIGNED_UP: _sign_up(still.coming, entry=Entry.COMES),
    MailKind.WAITING: _sign_up(still.waiting),
    MailKind.MOVED_UP: _sign_up(still.held),
    MailKind.HOLD_ENDED: Kind(
        about.sign_up, still.signed_off, details=Details.NONE, opens=Opens.PAGE
    ),
    MailKind.SIGN_UP_CHANGED: _sign_up(still.taking_part, entry=Entry.MOVES),
    MailKind.SIGN_UP_CANCELLED: _sign_up(
        still.signed_off, details=Details.NONE, opens=Opens.FIND, entry=Entry.GOES
    ),
    MailKind.ACTIVITY_CHANGED: _sign_up(still.taking_part, entry=Entry.MOVES),
    MailKind.ACTIVITY_CANCELLED: _sign_up(still.called_off, opens=Opens.FIND, entry=Entry.GOES),
    MailKind.SIGN_UP_MERGED: _sign_up(still.moved_along, entry=Entry.MOVES),
    MailKind.REMINDER: _sign_up(still.coming_soon, is_needed=False, details=Details.TO_PREPARE),
    MailKind.MESSAGE: Kind(about.sign_up, still.taking_part),
    MailKind.THANK_YOU: Kind(about.sign_up, still.coming, is_needed=False, details=Details.NONE),
    MailKind.MANAGE_ACTIVITY: Kind(about.activity),
    MailKind.ACTIVITY_PUBLISHED: Kind(about.activity, still.public),
    MailKind.CHANGES_ASKED: Kind(about.activity, quotes="question", details=Details.NONE),
    MailKind.ACTIVITY_LAID_ASIDE: Kind(about.activity, details=Details.NONE),
    MailKind.ACTIVITY_CALLED_OFF: Kind(about.activity, details=Details.NONE),
    MailKind.ACTIVITY_MERGED: Kind(about.merged, opens=Opens.PAGE),
    MailKind.NEW_SIGN_UP: Kind(
        about.activity, still.public, is_needed=False, details=Details.WHO_COMES
    ),
    MailKind.MY_DATA: Kind(about.reader),
    MailKind.CONFIRM_WISHES: Kind(about.wishes),
    MailKind.VOLUNTEER_INVITED: Kind(about.wishes),
    MailKind.PROPOSAL: Kind(about.proposal, still.asked, is_needed=False, has_day=True),
    MailKind.PLEDGE_OFFERED: _pledge(quotes="note"),
    MailKind.PLEDGE_ASKED: _pledge(holds=still.questioned, quotes="question"),
    MailKind.PLEDGE_ANSWERED: _pledge(quotes="note"),
    MailKind.PLEDGE_AGREED: _pledge(),
    MailKind.PLEDGE_DELIVERED: _pledge(),
    MailKind.PLEDGE_THANKED: _pledge(is_needed=False, quotes="thanks"),
    MailKind.PLEDGE_WITHDRAWN: _pledge(holds=still.withdrawn),
    MailKind.PLEDGE_MOVED: _pledge(),
    MailKind.MANAGE_SPONSOR: Kind(about.sponsor),
    MailKind.MANAGE_TEAM: Kind(about.team),
    MailKind.ADOPTION_ASKED: Kind(about.activity),
    MailKind.ADOPTION_AGREED: Kind(about.adopted),
    MailKind.DESK_MESSAGE: Kind(about.activity_of_edition, is_needed=False, details=Details.NONE),
    # What waited this morning; tomorrow another letter says how it stands then.
    MailKind.DIGEST: Kind(
        about.reader, lasts=timedelta(hours=20), is_needed=False, has_day=True, opens=Opens.DESK
    ),
}
