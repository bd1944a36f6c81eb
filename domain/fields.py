"""The plain fields of an activity, each declared once.

Forms, differences, imports, exports, lists, mail, paper and the activity's page read `FIELDS` and
keep no list of their own. What is odd is written by hand where it is used: the place, the moments,
the tasks and the needs. Nothing is asked that nobody gets to see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.activities import SUMMARY_LENGTH, TEXT_LENGTH, TITLE_LENGTH
from domain.branches import Branch
from domain.vocabulary import AttendanceMode, ConnectionForm, TargetGroup

NAME_LENGTH = 80
MOST_PEOPLE = 10_000
MOST_VISITORS = 1_000_000
MOST_AGE = 99
MOST_MINUTES = 14 * 24 * 60
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Kind(StrEnum):
    """What a field holds, and with that how it is asked, cleaned and said."""

    WORDS = "words"  # str on one line
    LINES = "lines"  # str that may have several lines
    STORY = "story"  # the same, asked in a large box
    COUNT = "count"  # int, or `unsaid`
    MINUTES = "minutes"  # the same
    FLAG = "flag"  # yes, no, or None
    CHOICE = "choice"  # one of `members`, or None
    CHOICES = "choices"  # a frozenset of `members`
    TAGS = "tags"  # a tuple of BCP 47 language tags


class Asked(StrEnum):
    """The part of the organiser's form that asks it."""

    FIRST = "first"  # with what, where and when
    NEEDED = "needed"
    TOLD = "told"
    FOR_WHOM = "for-whom"


class Seen(StrEnum):
    """Where visitors read it. Who reads along sees every field, and so do lists of coordinators."""

    FACT = "fact"  # a line under "Praktisch" on the activity's page
    TEXT = "text"  # words with a heading of their own on that page
    BY_HAND = "by-hand"  # on that page as well, which writes it itself
    CARD = "card"  # a condition on the card and at the head of the page
    PAPER = "paper"  # on the poster
    REMINDER = "reminder"  # in the mail of the day before


WORDY = frozenset({Kind.WORDS, Kind.LINES, Kind.STORY})


@dataclass(frozen=True, slots=True)
class Field:
    """One plain field: `name` is that of the attribute of `Activity` and of the column in the store.

    `column` is what it is in spreadsheets, both ways; empty when it does not travel. `about_people`
    is whether what is typed may say who somebody is (see `data.privacy`). `least` and `most` bound
    a number, `most` the characters of words. `is_idea` goes along when somebody takes an activity
    over. `filter` is its parameter in links; empty when nobody can filter by it. `desk_only` is why
    visitors do not see it: the reason, in words for who reads the code.
    """

    name: str
    kind: Kind
    asked: Asked
    column: str
    seen: tuple[Seen, ...]
    about_people: bool
    most: int = 0
    least: int = 1
    unsaid: int | None = None
    members: type[StrEnum] = StrEnum  # without members
    is_idea: bool = False
    filter: str = ""
    desk_only: str = ""


# In the order in which they are asked, compared and listed.
FIELDS: tuple[Field, ...] = (
    Field("title", Kind.WORDS, Asked.FIRST, "titel", (Seen.BY_HAND,),
          about_people=False, most=TITLE_LENGTH, is_idea=True),
    Field("summary", Kind.WORDS, Asked.TOLD, "samenvatting", (Seen.BY_HAND,),
          about_people=False, most=SUMMARY_LENGTH, is_idea=True),
    Field("description", Kind.STORY, Asked.TOLD, "omschrijving", (Seen.BY_HAND,),
          about_people=True, most=TEXT_LENGTH, is_idea=True),
    Field("good_to_know", Kind.LINES, Asked.TOLD, "goed-om-te-weten",
          (Seen.TEXT, Seen.PAPER, Seen.REMINDER),
          about_people=True, most=TEXT_LENGTH, is_idea=True),
    Field("accessibility", Kind.LINES, Asked.TOLD, "toegankelijkheid",
          (Seen.TEXT, Seen.PAPER, Seen.REMINDER),
          about_people=False, most=TEXT_LENGTH, is_idea=True),
    Field("wheelchair", Kind.FLAG, Asked.TOLD, "rolstoel",
          (Seen.FACT, Seen.PAPER, Seen.REMINDER),
          about_people=False, filter="rolstoel"),
    Field("return_favour", Kind.WORDS, Asked.TOLD, "tegenprestatie", (Seen.BY_HAND,),
          about_people=True, most=SUMMARY_LENGTH),
    Field("shows_sponsor", Kind.FLAG, Asked.NEEDED, "sponsor-zichtbaar", (),
          about_people=False,
          desk_only="it decides whether a sponsor is named there, and the name itself says so"),
    Field("capacity", Kind.COUNT, Asked.FOR_WHOM, "aantal-plaatsen", (Seen.FACT,),
          about_people=False, least=0, most=MOST_PEOPLE),
    Field("expected_participants", Kind.COUNT, Asked.FOR_WHOM, "verwachte-deelnemers",
          (Seen.FACT,), about_people=False, most=MOST_VISITORS),
    Field("min_crew", Kind.COUNT, Asked.FOR_WHOM, "minste-helpers", (),
          about_people=False, most=MOST_PEOPLE, unsaid=0, is_idea=True,
          desk_only="a plan is made with it; visitors see how many people are still asked"),
    Field("minutes", Kind.MINUTES, Asked.FOR_WHOM, "inzet", (Seen.FACT, Seen.CARD),
          about_people=False, most=MOST_MINUTES, is_idea=True),
    Field("min_age", Kind.COUNT, Asked.FOR_WHOM, "leeftijd-vanaf",
          (Seen.FACT, Seen.CARD, Seen.PAPER), about_people=False, most=MOST_AGE),
    Field("groups", Kind.CHOICES, Asked.FOR_WHOM, "doelgroep", (Seen.FACT,),
          about_people=False, members=TargetGroup, is_idea=True),
    Field("forms", Kind.CHOICES, Asked.FOR_WHOM, "vormen", (Seen.FACT,),
          about_people=False, members=ConnectionForm, is_idea=True),
    Field("branch", Kind.CHOICE, Asked.FOR_WHOM, "branche", (Seen.FACT,),
          about_people=False, members=Branch, is_idea=True),
    Field("attendance", Kind.CHOICE, Asked.FOR_WHOM, "waar", (Seen.FACT,),
          about_people=False, members=AttendanceMode, is_idea=True),
    Field("languages", Kind.TAGS, Asked.FOR_WHOM, "talen", (Seen.FACT, Seen.CARD),
          about_people=False, filter="talen"),
    Field("organiser", Kind.WORDS, Asked.TOLD, "organisator", (Seen.FACT,),
          about_people=True, most=NAME_LENGTH),
)  # fmt: skip

# The odd ones, beside which the plain ones stand wherever all of an activity is looked at.
ODD_WORDS = ("place", "tasks", "needs")
ODD_CHOICES = ("slots",)


# The names of all of them: words of the organiser's own, which visitors see only after a coordinator
# did, and what is chosen, counted or a moment, which needs no second look.
WORDS = (*(field.name for field in FIELDS if field.kind in WORDY), *ODD_WORDS)
CHOICES = (*(field.name for field in FIELDS if field.kind not in WORDY), *ODD_CHOICES)

FILTERED = tuple(field for field in FIELDS if field.filter)


def primary(tag: str) -> str:
    """The language of a tag, without script or region: "ar-Latn" gives "ar"."""
    return tag.partition("-")[0]


def seen_at(place: Seen) -> tuple[Field, ...]:
    """The fields that visitors see in one place, in order."""
    return tuple(field for field in FIELDS if place in field.seen)
