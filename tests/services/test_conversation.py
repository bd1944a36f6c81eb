from __future__ import annotations

import pytest

from domain.vocabulary import TargetGroup
from i18n.texts import Language
from services.conversation import deck, deck_for
from tests.plain_dutch import JARGON, sentence_lengths


def questions(group, language):
    cards = deck(group, language)
    return [*cards.conversation, *cards.reflection]


@pytest.mark.parametrize("language", list(Language))
def test_every_group_has_eight_questions_and_four_to_reflect_on(language):
    for group in TargetGroup:
        cards = deck(group, language)
        assert (len(cards.conversation), len(cards.reflection)) == (8, 4), group
        assert all(one.endswith("?") for one in questions(group, language)), group


@pytest.mark.parametrize("language", list(Language))
def test_no_question_is_asked_twice(language):
    every = [one for group in TargetGroup for one in questions(group, language)]
    assert len(set(every)) == len(every) == 120


def test_the_dutch_is_plain():
    dutch = [one for group in TargetGroup for one in questions(group, Language.NL)]
    assert max(sentence_lengths(dutch).values()) <= 20
    assert [one for one in dutch if JARGON.search(one)] == []


def test_an_activity_for_one_group_gets_its_cards_and_any_other_those_of_everyone():
    assert deck_for({TargetGroup.CHILDREN}, Language.NL).group is TargetGroup.CHILDREN
    assert deck_for({TargetGroup.CHILDREN, TargetGroup.PARENTS}, Language.NL).group == "iedereen"
    assert deck_for((), Language.NL).group is TargetGroup.EVERYONE
