from __future__ import annotations

import re

import pytest

from data import packaged
from domain.activities import SUMMARY_LENGTH, TITLE_LENGTH
from domain.branches import Branch
from domain.errors import NotFoundError
from domain.vocabulary import ConnectionForm, TargetGroup
from i18n.texts import Language
from services.ideas import Wanted, found, recipe, recipes
from tests.plain_dutch import JARGON, sentence_lengths

DUTCH = recipes(Language.NL)


def texts_of(one):
    needs = [need.description for need in one.needs]
    return [one.title, one.summary, one.invitation, *one.today, *one.tomorrow, *one.questions, *needs]  # fmt: skip


def ids(recipes):
    return {one.id for one in recipes}


def test_there_are_at_least_forty_ideas_each_with_an_id_of_its_own():
    assert len(DUTCH) == len(ids(DUTCH)) >= 40
    assert len({one.title for one in DUTCH}) == len(DUTCH)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("id", sorted(ids(DUTCH)))
def test_an_idea_is_complete(id, language):
    one = recipe(id, language)

    assert re.fullmatch(r"[a-z-]{3,40}", one.id)
    assert 0 < len(one.title) <= TITLE_LENGTH
    assert 0 < len(one.summary) <= SUMMARY_LENGTH
    assert one.minutes > 0
    assert one.preparation_minutes > 0
    assert one.people >= 1
    assert 1 <= one.guests[0] < one.guests[1]
    assert one.forms
    assert one.groups
    assert min(len(one.today), len(one.tomorrow), len(one.questions)) >= 3
    assert all(text == text.strip() != "" for text in texts_of(one))
    assert all(question.endswith("?") for question in one.questions)


def test_both_languages_tell_their_own_words():
    for one in DUTCH:
        assert set(texts_of(one)).isdisjoint(texts_of(recipe(one.id, Language.EN))), one.id


def test_the_dutch_is_plain():
    lengths = sentence_lengths(text for one in DUTCH for text in texts_of(one))

    assert [one for one, words in lengths.items() if words > 25] == []
    assert sum(lengths.values()) / len(lengths) <= 15
    assert [text for one in DUTCH for text in texts_of(one) if JARGON.search(text)] == []


def test_every_branch_form_and_group_finds_something():
    assert {one.branch for one in DUTCH} == set(Branch)
    assert {form for one in DUTCH for form in one.forms} == set(ConnectionForm)
    assert {group for one in DUTCH for group in one.groups} == set(TargetGroup)


def test_half_of_the_ideas_can_be_done_tomorrow_by_three_people():
    simple = found(Wanted(people=3, minutes=240), Language.NL)
    assert len(simple) >= len(DUTCH) / 2


def test_money_is_what_the_needs_ask():
    soup = recipe("soep-voor-de-straat", Language.NL)
    assert soup.cost_cents == 6000
    assert [need.quantity for need in soup.needs] == [6000, 2]


def test_nothing_wanted_gives_everything_by_title():
    assert found(Wanted(), Language.NL) == DUTCH
    assert DUTCH[0].title < DUTCH[-1].title


def test_every_word_must_occur_accents_and_case_aside():
    assert ids(found(Wanted(words="SOEP straat"), Language.NL)) == {"soep-voor-de-straat"}
    assert found(Wanted(words="soep telescoop"), Language.NL) == ()
    assert ids(found(Wanted(words="soup"), Language.EN)) == {"soep-voor-de-straat"}


def test_limits_hold_the_whole_of_what_it_asks():
    hour = found(Wanted(minutes=90, people=1, cost_cents=0), Language.NL)
    assert all(one.total_minutes <= 90 and one.people == 1 for one in hour)
    assert "wandeling-zonder-haast" in ids(hour)
    assert "gala-oud-en-jong" not in ids(hour)


def test_an_idea_for_everyone_fits_every_group():
    wanted = ids(found(Wanted(groups=frozenset({TargetGroup.CHILDREN})), Language.NL))
    assert {"boom-planten", "wandeling-zonder-haast"} <= wanted
    assert "lunch-met-een-onbekende" not in wanted


def test_form_and_branch_must_both_hold():
    wanted = Wanted(
        forms=frozenset({ConnectionForm.MATERIAL}), branches=frozenset({Branch.BANKING})
    )
    assert ids(found(wanted, Language.NL)) == {"geldzaken-aan-de-keukentafel"}


def test_an_unknown_idea_is_not_there():
    with pytest.raises(NotFoundError):
        recipe("bestaat-niet", Language.NL)


def test_no_idea_names_a_real_address_or_person():
    for name in packaged.names("ideas"):
        words = (packaged.REFERENCE / f"{name}.toml").read_text(encoding="utf-8")
        assert not re.search(r"@|https?:|\b\d{4} ?[A-Z]{2}\b|\b0\d{9}\b", words)
