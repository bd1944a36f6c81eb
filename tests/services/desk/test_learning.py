"""What is told of answers: nothing of a few, and each set of answers is fitted once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.vocabulary import Audience
from i18n.texts import Language
from matching import weights as versions
from matching.learning import Lesson, Verdict
from matching.weights import Weights, current
from services.desk import learning, learning_words
from services.desk.learning import Told
from tests.matching import planted
from tests.plain_dutch import sentence_lengths
from tests.services.desk.answered import in_stored_order, store

DESK = Actor(Role.COORDINATOR)
IN_USE = current(Audience.VOLUNTEER)
TURNED = dict(zip(IN_USE.values, reversed(IN_USE.values.values()), strict=True))
DAY = date(2026, 12, 20)


@pytest.fixture(autouse=True)
def _nothing_kept():
    learning._kept.cache_clear()


def lesson_of(database) -> Lesson | None:
    found = {one.audience: one.lesson for one in learning.told(database, actor=DESK)}
    assert found[Audience.SPONSOR] is found[Audience.TEAM] is None
    return found[Audience.VOLUNTEER]


def better() -> Lesson:
    found = learning.learn(planted.answers(TURNED, 900), IN_USE)
    assert found.verdict is Verdict.BETTER
    return found


def test_nothing_is_told_of_four_answers_and_counts_of_five(sqlite_database):
    made = planted.answers(TURNED, 9)
    store(sqlite_database, made.take(np.arange(4)))
    assert lesson_of(sqlite_database) is None
    store(sqlite_database, made.take(np.arange(1)))
    found = lesson_of(sqlite_database)
    assert found is not None
    assert (found.verdict, found.yes + found.no) == (Verdict.TOO_FEW, 5)


def test_what_is_stored_teaches_what_was_answered(database):
    made = planted.answers(TURNED, 300)
    store(database, made)
    found = lesson_of(database)
    assert found is not None
    assert (found.version, found.yes) == (IN_USE.version, int(made.yes.sum()))
    assert found == learning.learn(made.take(in_stored_order(made)), IN_USE)


def test_the_same_answers_are_fitted_once_and_one_more_anew(sqlite_database, monkeypatch):
    fitted, real = [], learning.learn
    monkeypatch.setattr(learning, "learn", lambda *given: fitted.append(1) or real(*given))
    store(sqlite_database, planted.answers(TURNED, 20))
    assert lesson_of(sqlite_database) is lesson_of(sqlite_database)
    assert len(fitted) == 1
    store(sqlite_database, planted.answers(TURNED, 1))
    assert lesson_of(sqlite_database).yes + lesson_of(sqlite_database).no == 21
    assert len(fitted) == 2


def test_it_is_for_coordinators(sqlite_database):
    with pytest.raises(NotAllowedError):
        learning.told(sqlite_database, actor=VISITOR)


def test_the_line_to_copy_is_a_version_of_the_learnt_weights():
    found = better()
    made: dict[str, Weights] = {}
    names = {"_version": versions._version, "Audience": Audience, "made": made}
    exec(f"made['it'] = ({learning.line_of(found, day=DAY).strip().rstrip(',')})", names)
    assert made["it"] == Weights(
        "2026-12-20 volunteer answers",
        Audience.VOLUNTEER,
        found.learnt,
        "matching.weights.2026-12-20-volunteer-answers",
    )


@pytest.mark.parametrize("language", Language)
def test_every_verdict_is_told_in_short_sentences(language):
    lessons = [
        None,
        learning.learn(planted.answers(TURNED, 20), IN_USE),
        learning.learn(planted.answers(IN_USE.values, 300), IN_USE),
        better(),
    ]
    said = [
        sentence
        for audience in Audience
        for lesson in lessons
        for sentence in learning_words.sentences(Told(audience, lesson), language)
    ]
    lengths = sentence_lengths(said)
    assert max(lengths.values()) <= 25
    assert sum(lengths.values()) / len(lengths) <= 15
    assert not [one for one in said if "nan" in one or "None" in one]


def test_who_counts_for_more_is_told_with_what_is_certain():
    found = better()
    said = learning_words.sentences(Told(Audience.VOLUNTEER, found), Language.NL)
    assert said[0] == "De antwoorden wijzen op andere gewichten."
    nearness = next(one for one in said if one.startswith("Afstand"))
    assert nearness.startswith("Afstand mag lichter tellen: van 30\u00a0% naar ")
    heads = learning_words.heads(found, Language.NL)
    assert heads == ["Wat telt", "Nu", "Voorstel", "Tussen"]
    assert {len(row) for row in learning_words.rows(found, Language.NL)} == {4}


def test_what_the_answers_do_not_clearly_say_is_not_told_as_a_move():
    found = better()
    certain = {name: replace(one, low=0.0, high=1.0) for name, one in found.spread.items()}
    said = learning_words.sentences(
        Told(Audience.VOLUNTEER, replace(found, spread=certain)), Language.NL
    )
    assert not [one for one in said if "mag" in one]


def test_a_few_of_one_kind_are_not_counted_out_loud():
    made = planted.answers(TURNED, 200)
    rows = np.concatenate([np.flatnonzero(made.yes)[:3], np.flatnonzero(~made.yes)[:20]])
    found = learning.learn(made.take(rows), IN_USE)
    said = learning_words.sentences(Told(Audience.VOLUNTEER, found), Language.NL)
    assert "Zo vaak kregen we antwoord: minder dan 5 keer ja en 20 keer nee." in said


def test_without_a_proposal_nothing_stands_in_the_table_as_one():
    found = learning.learn(planted.answers(IN_USE.values, 300), IN_USE)
    assert found.verdict is Verdict.NO_DIFFERENCE
    assert learning_words.heads(found, Language.NL) == ["Wat telt", "Nu", "Tussen"]
    assert learning_words.rows(found, Language.NL)[0][:2] == ["Afstand", "30\u00a0%"]
