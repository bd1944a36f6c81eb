"""Many decisions at once, what a coordinator lays aside or calls off, and the lines of the queue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from data.repositories import audit
from domain.accounts import NATIONAL, Scope
from domain.activities import ConflictError
from domain.contacts import MailKind
from domain.places import Province
from domain.vocabulary import ActivityState
from services.organising import cancel, doubles, edit, mine, previewing, reviewing
from services.organising.many import Decision, decide
from services.programme import load
from tests.data.samples import UTRECHT
from tests.services.organising.made_up import (
    ANNA,
    COORDINATOR,
    DAY,
    NOW,
    a_draft,
    holding,
    on_the_map,
    placed,
    posted,
    with_edition,
)


def lines(database, actor=COORDINATOR, now=NOW):
    return reviewing.lines(database, actor=actor, now=now)


def told(database):
    return sorted((mail.kind, mail.subject_id) for mail in posted(database))


def test_a_line_says_what_waits_since_when_and_whether_that_is_too_long(database):
    changed = on_the_map(with_edition(database, answer_within_days=2))
    edit(database, replace(changed, title="Nieuw"), actor=holding(changed.id), now=NOW)
    first = placed(database, now=NOW - timedelta(days=3)).activity

    found = lines(database, now=NOW + timedelta(hours=1))

    assert [(one.id, one.row.title, one.row.is_new, one.is_late) for one in found] == [
        (first.id, first.title, True, True),
        (changed.id, "Nieuw", False, False),
    ]
    assert [one.waits.days for one in found] == [3, 0]
    assert reviewing.one(database, changed.id, actor=COORDINATOR).proposed.title == "Nieuw"
    drenthe = replace(COORDINATOR, scope=Scope(provinces=frozenset({Province.DRENTHE})))
    assert lines(database, drenthe) == []
    assert reviewing.one(database, first.id, actor=drenthe) is None


def test_many_go_on_the_map_and_what_changed_meanwhile_waits_on(database):
    made = [placed(with_edition(database), contact=ANNA).activity for _ in range(3)]
    read = lines(database)
    edit(database, replace(made[1], title="Iets anders"), actor=holding(made[1].id), now=NOW)

    done = decide(database, read, Decision.PUBLISH, actor=COORDINATOR, now=NOW)

    assert (len(done.done), done.changed) == (2, (made[1].title,))
    assert [one.row.title for one in lines(database)] == ["Iets anders"]
    published = [id for kind, id in told(database) if kind is MailKind.ACTIVITY_PUBLISHED]
    assert published == sorted((made[0].id, made[2].id))
    with database.read() as session:
        actions = {line.action for line in audit.latest(session, 9)}
    assert actions == {"activity-publish"}


def test_what_is_laid_aside_is_told_with_a_reason(sqlite_database):
    database = sqlite_database
    new = placed(with_edition(database), contact=ANNA).activity
    shown = on_the_map(database)
    edit(database, replace(shown, title="Anders"), actor=holding(shown.id), now=NOW)

    done = decide(
        database,
        lines(database),
        Decision.LAY_ASIDE,
        reason="Staat er al",
        actor=COORDINATOR,
        now=NOW,
    )

    # What visitors see already is not laid aside.
    assert (len(done.done), done.changed) == (1, ())
    assert [one.id for one in lines(database)] == [shown.id]
    assert mine(database, new.id, actor=COORDINATOR).activity.state is ActivityState.DRAFT
    (mail,) = [one for one in posted(database) if one.kind is MailKind.ACTIVITY_LAID_ASIDE]
    assert (mail.subject_id, mail.facts) == (new.id, {"text": "Staat er al"})


def test_an_organiser_hears_of_a_coordinator_who_calls_off_and_not_of_themselves(sqlite_database):
    database = sqlite_database
    here = on_the_map(database, contact=ANNA)
    with pytest.raises(ConflictError):
        cancel(database, here.id, actor=COORDINATOR, now=NOW, version=here.version + 1)
    cancel(database, here.id, actor=COORDINATOR, now=NOW, reason="De zaal is dicht.")
    (mail,) = [one for one in posted(database) if one.kind is MailKind.ACTIVITY_CALLED_OFF]
    assert mail.facts == {"text": "De zaal is dicht."}

    own = on_the_map(database, contact=ANNA)
    cancel(database, own.id, actor=holding(own.id), now=NOW)
    assert (MailKind.ACTIVITY_CALLED_OFF, own.id) not in told(database)


def test_a_mail_is_read_before_it_goes_and_nothing_is_sent_or_made(sqlite_database):
    database = sqlite_database
    stored = placed(with_edition(database), contact=ANNA).activity
    before = told(database)
    given = {"actor": COORDINATOR, "now": NOW}
    letter = previewing.letter(database, stored.id, MailKind.CHANGES_ASKED, "Waar is het?", **given)
    assert (letter.greeting, letter.said) == ("Dag Anna,", "Waar is het?")
    assert told(database) == before
    nobody = placed(database).activity
    assert previewing.letter(database, nobody.id, MailKind.CHANGES_ASKED, "Waar?", **given) is None


def test_what_may_be_on_the_map_twice_is_found_most_alike_first(sqlite_database):
    database = sqlite_database
    titles = ("Soep voor de straat", "Soep voor de straten", "Soep voor de straat!", "Schaken")
    made = [on_the_map(database, a_draft(title=title)) for title in titles]
    far = replace(UTRECHT, point=replace(UTRECHT.point, lat=52.9))
    on_the_map(database, a_draft(title=titles[0], place=far))
    placed(database, a_draft(title=titles[0]))  # nobody sees it yet

    found = doubles.pairs(load(database), NATIONAL, date(2026, 11, 20))

    assert len(found) == 3
    assert set(found[0]) == {made[0].id, made[2].id}
    assert {id for pair in found for id in pair} == {one.id for one in made[:3]}
    assert doubles.pairs(load(database), NATIONAL, (DAY + timedelta(days=1)).date()) == ()
    drenthe = Scope(provinces=frozenset({Province.DRENTHE}))
    assert doubles.pairs(load(database), drenthe, date(2026, 11, 20)) == ()
