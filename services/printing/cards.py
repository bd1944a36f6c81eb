"""Conversation cards to cut: eight on a sheet, with empty ones for questions of one's own."""

from __future__ import annotations

from datetime import datetime

from data.printing import typesetting
from i18n.texts import Language, label, text
from services.conversation import Deck

_ON_A_SHEET = 8


def title(deck: Deck, language: Language) -> str:
    """What the sheets of a deck are called."""
    return text(language, "print.cards_title", group=label(language, deck.group))


def cards(deck: Deck, *, language: Language, now: datetime) -> bytes:
    """The cards of one deck as PDF: first the conversation, then what to reflect on."""
    group = label(language, deck.group)
    chosen = [
        *_of("print.card_conversation", deck.conversation, language),
        *_of("print.card_reflection", deck.reflection, language),
    ]
    empty = -len(chosen) % _ON_A_SHEET
    content = {
        "title": title(deck, language),
        "foot": text(language, "print.card_foot", group=group),
        "cards": [*chosen, *_of("print.card_own", ("",) * empty, language)],
    }
    return typesetting.pdf("cards", content, language=language, now=now)


def _of(key: str, questions: tuple[str, ...], language: Language) -> list[dict[str, str]]:
    return [{"kind": text(language, key), "text": question} for question in questions]
