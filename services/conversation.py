"""Conversation cards: questions that help people talk, for every target group."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from data import packaged
from domain.vocabulary import TargetGroup
from i18n.texts import Language


@dataclass(frozen=True, slots=True)
class Deck:
    """The cards for one group: questions to start a conversation, and questions to reflect on."""

    group: TargetGroup
    conversation: tuple[str, ...]
    reflection: tuple[str, ...]


def deck(group: TargetGroup, language: Language) -> Deck:
    """The cards for `group`."""
    questions = packaged.read("conversation")[group.value][language.value]
    return Deck(group, tuple(questions["conversation"]), tuple(questions["reflection"]))


def deck_for(groups: Collection[TargetGroup], language: Language) -> Deck:
    """The cards for an activity: those of its group when it has just one, else everyone's."""
    return deck(next(iter(groups)) if len(groups) == 1 else TargetGroup.EVERYONE, language)
