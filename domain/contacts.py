"""How somebody is reached, and what a personal link opens. Nobody needs an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.errors import VerbindingError


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be written to: first name, e-mail and language, nothing else.

    One e-mail address is one person. `confirmed_at` is when they first opened a link sent to that
    address; before, anybody may have typed it. `only_needed_mail` keeps back all but what they
    need to know (changed, cancelled); `left_at` is when they asked to be forgotten. `replaces` is the
    id of the same person under the address they had, until the new one is confirmed.
    """

    id: str
    first_name: str
    email: str
    language: str = "nl"
    created_at: datetime | None = None
    confirmed_at: datetime | None = None
    only_needed_mail: bool = False
    left_at: datetime | None = None
    replaces: str | None = None


class LinkPurpose(StrEnum):
    """What a personal link is for, and nothing else. `subject_id` of the link is the id of it."""

    ACTIVITY = "activiteit"  # manage one activity
    SIGN_UP = "aanmelding"  # confirm, change or cancel one sign-up
    PERSON = "mijn-gegevens"  # see, correct, download and erase what is kept about a person
    CALENDAR = "agenda"  # read a person's own calendar feed
    SIGN_OFF = "afmelden"  # stop mail to a person
    SPONSOR = "sponsor"  # manage one sponsor and its pledges
    TEAM = "team"  # manage one InspiratieTeam
    PROPOSAL = "voorstel"  # say yes or no to one proposal
    WISHES = "laat-je-vragen"  # say yes to being asked, and see, change or stop it


@dataclass(frozen=True, slots=True)
class Link:
    """A personal link as it is kept: of its secret only the hash. `expires_at` None: never.

    `person_id` None: a link that was shown on screen to somebody who left no address.
    """

    hash: str
    purpose: LinkPurpose
    subject_id: str
    person_id: str | None = None
    created_at: datetime | None = None
    expires_at: datetime | None = None
    revoked_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether it may be used at `now`."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that opened personal links. Of its cookie only the hash is kept."""

    hash: str
    created_at: datetime
    expires_at: datetime


class LinkClosedError(VerbindingError):
    """A personal link that is unknown, over, or taken back; the three are told alike."""

    key = "error.link_closed"


class MailKind(StrEnum):
    """Every mail that is sent. `services.mail.kinds` has a row for each, `i18n` its sentences."""

    # To who signs up; the subject is a sign-up.
    CONFIRM_SIGN_UP = "confirm_sign_up"  # please confirm, the place is held meanwhile
    SIGNED_UP = "signed_up"  # you come, with the calendar entry
    WAITING = "waiting"  # you are on the waiting list
    MOVED_UP = "moved_up"  # a place came free, say yes before it goes on
    HOLD_ENDED = "hold_ended"  # not confirmed in time, the place went on
    SIGN_UP_CHANGED = "sign_up_changed"  # number of people or task changed
    SIGN_UP_CANCELLED = "sign_up_cancelled"  # signed off; the calendar entry goes too
    ACTIVITY_CHANGED = "activity_changed"  # other time or place; the calendar entry moves
    ACTIVITY_CANCELLED = "activity_cancelled"  # called off; the calendar entry goes too
    SIGN_UP_MERGED = "sign_up_merged"  # it was there twice; the sign-up and the entry move along
    REMINDER = "reminder"  # 48 hours before
    MESSAGE = "message"  # from the organiser to who comes
    THANK_YOU = "thank_you"  # afterwards, with what it did, and three taps to answer
    # To the organiser; the subject is an activity.
    MANAGE_ACTIVITY = "manage_activity"  # the link to my activity
    ACTIVITY_PUBLISHED = "activity_published"
    CHANGES_ASKED = "changes_asked"  # goes back with a question
    ACTIVITY_LAID_ASIDE = "activity_laid_aside"  # not on the map for now, and why
    ACTIVITY_CALLED_OFF = "activity_called_off"  # a coordinator called it off, and why
    ACTIVITY_MERGED = "activity_merged"  # it was there twice; this one leads to the other
    NEW_SIGN_UP = "new_sign_up"
    # To a person about themselves; the subject is a person.
    MY_DATA = "my_data"  # the link to my data
    CONFIRM_WISHES = "confirm_wishes"  # may we ask you? say yes
    VOLUNTEER_INVITED = "volunteer_invited"  # the same, to who stood in a coordinator's list
    # To a volunteer, from a coordinator's plan; the subject is a proposal.
    PROPOSAL = "proposal"
    # Pledges, to the organiser and to the sponsor; the subject is a pledge.
    PLEDGE_OFFERED = "pledge_offered"
    PLEDGE_ASKED = "pledge_asked"  # the organiser asks something before saying yes
    PLEDGE_ANSWERED = "pledge_answered"  # and the sponsor answers
    PLEDGE_AGREED = "pledge_agreed"
    PLEDGE_DELIVERED = "pledge_delivered"
    PLEDGE_THANKED = "pledge_thanked"
    PLEDGE_WITHDRAWN = "pledge_withdrawn"
    PLEDGE_MOVED = (
        "pledge_moved"  # the activity was there twice; the pledge helps the one that stays
    )
    MANAGE_SPONSOR = "manage_sponsor"
    MANAGE_TEAM = "manage_team"
    ADOPTION_ASKED = "adoption_asked"
    ADOPTION_AGREED = "adoption_agreed"
    # From coordinators to organisers, each once; the subject is one of their activities.
    DESK_MESSAGE = "desk_message"
    # To a coordinator's account: what waits; the subject is the account.
    DIGEST = "digest"


class Progress(StrEnum):
    """How far a mail is, as the desk tells it."""

    WAITING = "wacht"
    AGAIN = "opnieuw"  # did not go at a first try, and is tried again
    SENT = "verstuurd"
    NOT_SENT = "niet-nodig"  # taken back, not wished, or no longer true
    GIVEN_UP = "opgegeven"


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that waits or went. It holds no address and no secret: both are looked up at sending.

    It goes to a person, or to a coordinator by `account_id`. `subject_id` is what it is about (see
    `MailKind`); `facts` fill the blanks of its sentences and are emptied once it went. `key` keeps
    the same mail from being posted twice. `sent_at` is when it went, or when it turned out not to
    be needed: `problem` then says why.
    """

    id: str
    kind: MailKind
    person_id: str | None
    subject_id: str
    facts: dict[str, str]
    created_at: datetime
    due_at: datetime
    key: str | None = None
    attempts: int = 0
    sent_at: datetime | None = None
    failed_at: datetime | None = None
    problem: str = ""
    account_id: str | None = None
