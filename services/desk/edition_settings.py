"""Setting an edition: its days, its words, and who may publish. For the whole country only."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date, datetime, timedelta

from data.database import Database
from data.repositories import editions
from domain.actors import Actor, check_national
from domain.editions import KEPT_DAYS, Edition, EditionDatesError
from domain.errors import InvalidValueError
from domain.vocabulary import EditionKind, PublishingRule
from domain.words import clean, clean_lines
from services.desk import audit

NAME_LENGTH = 80
HASHTAG_LENGTH = 60
CONTACT_LENGTH = 200
WELCOME_LENGTH = 300
LONGEST_DAYS = 31
MOST_ANSWER_DAYS = 14
ANSWER_WITHIN_DAYS = 2
_HASHTAG = "#WeekvandeVerbinding{year}"


class HashtagError(InvalidValueError):
    """A hashtag with a space or a sign in it."""

    key = "error.hashtag"


class EditionYearError(InvalidValueError):
    """Days of another year than the edition's own (`year`)."""

    key = "error.edition_year"


class EditionLengthError(InvalidValueError):
    """More days than a week of this kind has (`most`)."""

    key = "error.edition_length"


class AnswerDaysError(InvalidValueError):
    """Fewer than one day, or more than MOST_ANSWER_DAYS, to answer an organiser in (`most`)."""

    key = "error.answer_days"


class EraseDayError(InvalidValueError):
    """A day to erase on before the last day, or more than KEPT_DAYS after it (`most`)."""

    key = "error.erase_day"


class EditionAheadError(InvalidValueError):
    """The week of next year (`year`) is open already."""

    key = "error.edition_ahead"


def change(database: Database, edition: Edition, *, actor: Actor, now: datetime) -> Edition:
    """Store what a coordinator may set of an edition; year and kind stay as they are.

    The trail says which settings were changed, not into what. Raises `NotAllowedError`,
    `OutsideScopeError`, `NotFoundError`, and for what does not fit `InvalidValueError` or one of
    its kinds.
    """
    check_national(actor)
    with database.write() as session:
        earlier = editions.get(session, edition.id)
        changed = _checked(replace(edition, year=earlier.year, kind=earlier.kind))
        names = differing(earlier, changed)
        if names:
            editions.save(session, changed)
            audit.note(
                session,
                actor,
                "edition-change",
                subject=edition.id,
                count=len(names),
                reason=", ".join(names),
                now=now,
            )
    return changed


def differing(one: Edition, other: Edition) -> list[str]:
    """The names of the settings in which two differ, in order."""
    names = [field.name for field in fields(Edition)]
    return [name for name in names if getattr(one, name) != getattr(other, name)]


def open_next(database: Database, *, actor: Actor, now: datetime) -> Edition:
    """Open the week of the year after the last one, without days: "data volgen".

    Raises `NotAllowedError`, `OutsideScopeError`, and `EditionAheadError` beyond next year.
    """
    check_national(actor)
    with database.write() as session:
        weeks = [one for one in editions.all(session) if one.kind is EditionKind.WEEK]
        year = max([one.year for one in weeks] + [now.year - 1]) + 1
        last = max(weeks, key=lambda one: one.year, default=None)
        if year > now.year + 1:  # two taps on the button would open two
            raise EditionAheadError(year=year - 1)
        opened = Edition(
            id=str(year),
            name=f"Week van de Verbinding {year}",
            year=year,
            hashtag=_HASHTAG.format(year=year),
            contact=last.contact if last else "",
            publishing=last.publishing if last else PublishingRule.FIRST_READ,
            answer_within_days=last.answer_within_days if last else ANSWER_WITHIN_DAYS,
        )
        editions.save(session, opened)
        audit.note(session, actor, "edition-open", subject=opened.id, now=now)
    return opened


def _checked(edition: Edition) -> Edition:
    name = clean(edition.name)[:NAME_LENGTH]
    hashtag = clean(edition.hashtag)[:HASHTAG_LENGTH]
    if not name:
        raise InvalidValueError(field="name", reason="empty")
    if hashtag and not hashtag.removeprefix("#").isalnum():
        raise HashtagError(field="hashtag")
    _check_days(edition.first_day, edition.last_day, edition.year)
    if not 1 <= edition.answer_within_days <= MOST_ANSWER_DAYS:
        raise AnswerDaysError(field="answer_within_days", most=MOST_ANSWER_DAYS)
    return replace(
        edition,
        name=name,
        hashtag=f"#{hashtag.removeprefix('#')}" if hashtag else "",
        contact=clean(edition.contact)[:CONTACT_LENGTH],
        welcome_nl=clean_lines(edition.welcome_nl)[:WELCOME_LENGTH],
        welcome_en=clean_lines(edition.welcome_en)[:WELCOME_LENGTH],
        erase_on=_erase_day(edition),
    )


def _erase_day(edition: Edition) -> date | None:
    """The day that was chosen; None for the usual one, and while the days are unknown."""
    last, chosen = edition.last_day, edition.erase_on
    if last is None or chosen is None:
        return None
    usual = last + timedelta(days=KEPT_DAYS)
    if not last <= chosen <= usual:
        raise EraseDayError(field="erase_on", most=KEPT_DAYS)
    return None if chosen == usual else chosen


def _check_days(first: date | None, last: date | None, year: int) -> None:
    if first is None or last is None:
        if first is not last:
            raise EditionDatesError(first_day=first, last_day=last)
        return
    if {first.year, last.year} != {year}:  # a slip that happened in print before
        raise EditionYearError(year=year)
    if (last - first).days >= LONGEST_DAYS:
        raise EditionLengthError(most=LONGEST_DAYS)
