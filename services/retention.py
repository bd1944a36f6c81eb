"""What is kept about people is erased in time: by itself, every hour and when the server starts.

Each rule is short transactions of its own and erases only what is still there, so a run may be
killed anywhere and simply runs again. Who asked to be forgotten is written down beside the
database first (`data.forgotten`), so that a restored backup forgets them too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from data import forgotten, records
from data.database import Database, programme_changed
from data.forgotten import Word
from data.geocoding import chain
from data.mail import folder
from data.repositories import answers, audit, erasure, geocodes, jobs, links, looks, outbox, people
from data.repositories.erasure import People
from data.settings import Settings
from domain.editions import KEPT_DAYS, Edition
from services import accounts, leaving, limits, signing_up
from services.jobs import FAILED, Job
from services.signing_up.afterwards import CONSENT_PURPOSE

UNCONFIRMED = timedelta(hours=48)
UNANSWERED = timedelta(days=14)  # whom a coordinator wrote down: they did not ask for the mail
AFTER_EDITION = timedelta(days=KEPT_DAYS)  # or sooner, where an edition says so
SENT_MAIL = timedelta(days=28)
LETTERS = timedelta(days=14)  # mail in files, with addresses in it
ENDED_LINKS = timedelta(days=8)  # whoever leaves may come back for a week, links and all
YEAR = timedelta(days=365)
ANSWERS = 3 * YEAR  # by their year alone: from the end of the third after it
LATE = timedelta(hours=26)
NAME = "retention"

# What a coordinator reads about one edition; the other rules are of every day.
OF_AN_EDITION = ("unconfirmed_sign_ups", "sign_ups", "words", "people", "sent_mail", "audit")

_AT_ONCE = 50  # people erased in one transaction: others wait no longer than that


@dataclass(frozen=True, slots=True)
class Rule:
    """Erases what is older than `after`, and says how much that was."""

    name: str
    after: timedelta
    erase: Callable[[Database, Path, datetime, datetime], int]  # with `before` and `now`


def _in_one_step(step: Callable[..., int]) -> Callable[[Database, Path, datetime, datetime], int]:
    def erase(database: Database, _var: Path, before: datetime, _now: datetime) -> int:
        with database.write() as session:
            return step(session, before=before)

    return erase


def _people(
    choose: Callable[..., People],
) -> Callable[[Database, Path, datetime, datetime], int]:
    def erase(database: Database, var: Path, before: datetime, now: datetime) -> int:
        with database.read() as session:
            chosen = choose(session, before=before)
            ids = erasure.ids(session, chosen)
        return sum(
            _erase(database, var, some, chosen, now=now) for some in records.batches(ids, _AT_ONCE)
        )

    return erase


def _letters(_database: Database, var: Path, before: datetime, _now: datetime) -> int:
    """Mail that lies in a folder because there is no mail server: by the time it was written."""
    return folder.remove_old(var / folder.NAME, before=before)


def _tries(database: Database, _var: Path, _before: datetime, now: datetime) -> int:
    with database.write() as session:
        return limits.forget_old(session, now=now)


def _held_too_long(database: Database, _var: Path, _before: datetime, now: datetime) -> int:
    return signing_up.release(database, now=now)


RULES = (
    Rule("freed", timedelta(), _held_too_long),  # so that what was never confirmed holds no place
    Rule("unconfirmed_sign_ups", UNCONFIRMED, _in_one_step(erasure.unconfirmed_sign_ups)),
    Rule("unconfirmed_groups", UNCONFIRMED, _in_one_step(erasure.unconfirmed_groups)),
    Rule("unconfirmed_wishes", UNCONFIRMED, _in_one_step(erasure.unconfirmed_wishes)),
    Rule("unconfirmed_people", UNCONFIRMED, _people(erasure.unconfirmed_people)),
    Rule("unanswered_people", UNANSWERED, _people(erasure.unanswered_people)),
    Rule("unanswered_wishes", UNANSWERED, _in_one_step(erasure.unanswered_wishes)),
    Rule("left", leaving.GRACE, _people(erasure.left)),
    Rule("sign_ups", AFTER_EDITION, _in_one_step(erasure.sign_ups_of_over)),
    Rule("words", AFTER_EDITION, _in_one_step(erasure.words_of_over)),
    Rule("people", AFTER_EDITION, _people(erasure.with_nothing_ahead)),
    Rule("sent_mail", SENT_MAIL, _in_one_step(outbox.remove_sent)),
    Rule("letters", LETTERS, _letters),
    Rule("places", chain.KEPT, _in_one_step(geocodes.forget)),
    Rule("looks", timedelta(), _in_one_step(looks.remove_over)),
    Rule("tries", limits.KEPT, _tries),
    Rule("links", ENDED_LINKS, _in_one_step(links.remove_over)),
    Rule("desk_visits", accounts.SESSION_LASTS, _in_one_step(erasure.ended_desk_visits)),
    Rule("accounts", YEAR, _in_one_step(erasure.shut_accounts)),
    Rule("answers", ANSWERS, _in_one_step(answers.remove_old)),
    Rule("audit", YEAR, _in_one_step(audit.remove_old)),
)


def goes_after(edition: Edition) -> dict[str, date]:
    """The last day on which what each rule erases is there, of an edition; by name of the rule.

    What comes later than its last day stays as much longer. Empty while its days are unknown.
    """
    if edition.last_day is None or edition.kept_until is None:
        return {}
    found = {rule.name: rule.after for rule in RULES if rule.name in OF_AN_EDITION}
    return {
        name: edition.kept_until if after == AFTER_EDITION else edition.last_day + after
        for name, after in found.items()
    }


def run(database: Database, settings: Settings, now: datetime) -> str:
    """Erase what must go by `now`, from the files too; gives counts by rule, never names."""
    counts = {
        rule.name: rule.erase(database, settings.var, now - rule.after, now) for rule in RULES
    }
    counts["forgotten_days"] = forgotten.forget_old(settings.var, now=now)
    done = [f"{name} {count}" for name, count in counts.items() if count]
    if not erasure.empty_journal(database):
        done.append("journal busy")
    return ", ".join(done)


def write_anew(database: Database, _settings: Settings, _now: datetime) -> str:
    """Leave nothing of what was erased in the file either, and no order in answers of nobody."""
    with database.write() as session:
        answers.mix(session)
    return "" if erasure.write_anew(database) else "journal busy"


JOB = Job(NAME, timedelta(hours=1), run)
FILE_JOB = Job("write-anew", timedelta(days=1), write_anew)


def _erase(database: Database, var: Path, ids: list[str], chosen: People, *, now: datetime) -> int:
    """Erase the people among `ids` who are still chosen, and count them.

    Their places go on first; what is counted about activities that are over stays.
    """
    with database.write() as session:
        still = erasure.ids(session, chosen, ids)
        for id in still:  # before people are locked: sign-ups take turns by activity
            signing_up.leave(session, id, now=now)
        erased = erasure.locked(session, chosen, still)
        forgotten.note(var, Word.ERASED, erased, now=now)
        erasure.erase(session, erased, consent_prefix=f"{CONSENT_PURPOSE}:")
        if erased:
            programme_changed(session)  # an organiser's name may stand in it
    return len(erased)


def replay(database: Database, var: Path, *, now: datetime) -> int:
    """Do to a backup what was asked since it was made; how many people that was about."""
    with database.read() as session:
        words = forgotten.last_words(var, people.all_ids(session))
    erased = [id for id, (word, _) in words.items() if word is Word.ERASED]
    for some in records.batches(erased, _AT_ONCE):
        _erase(database, var, some, erasure.these(some), now=now)
    for id, (word, day) in words.items():
        if word is Word.LEFT:
            leaving.leave(database, var, id, now=datetime.combine(day, time(), UTC))
        elif word is Word.BACK:
            leaving.come_back(database, var, id, now=now)
    return len(words)


def is_late(database: Database, *, now: datetime) -> bool:
    """Whether erasing has not worked for more than a day, and somebody must look."""
    with database.read() as session:
        last = jobs.all(session).get(NAME)
        if last is not None:
            return last.outcome == FAILED or now - last.ran_at > LATE
        oldest = people.oldest(session)
    return oldest is not None and now - oldest > LATE
