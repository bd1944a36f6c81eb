"""Signing up: from a first name and an address to a place, a waiting list, and thanks afterwards.

Every change takes the activity's turn in the database (`signups.lock`) and posts its mail in the
same transaction. What somebody may see or change follows from the links that they opened.
"""

from services.signing_up.activity_news import activity_cancelled, activity_changed
from services.signing_up.afterwards import Thanks, answer_thanks, attended, thanks_of
from services.signing_up.answering import cancel, change, come, confirm, leave
from services.signing_up.reading import coming, mine, of_activity
from services.signing_up.registering import sign_up
from services.signing_up.types import (
    MOST_PEOPLE,
    BelowLeastAgeError,
    GroupSizeError,
    MySignUp,
    NotStartedError,
    Participant,
    PlacesLeftError,
    SignedUp,
    SignUpWish,
    TooFastError,
    TooManyOpenError,
    TooYoungError,
    age_asked,
)
from services.signing_up.waiting_list import HOLD, JOB, release

__all__ = [
    "HOLD",
    "JOB",
    "MOST_PEOPLE",
    "BelowLeastAgeError",
    "GroupSizeError",
    "MySignUp",
    "NotStartedError",
    "Participant",
    "PlacesLeftError",
    "SignUpWish",
    "SignedUp",
    "Thanks",
    "TooFastError",
    "TooManyOpenError",
    "TooYoungError",
    "activity_cancelled",
    "activity_changed",
    "age_asked",
    "answer_thanks",
    "attended",
    "cancel",
    "change",
    "come",
    "coming",
    "confirm",
    "leave",
    "mine",
    "of_activity",
    "release",
    "sign_up",
    "thanks_of",
]
