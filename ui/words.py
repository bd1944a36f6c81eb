"""Sentences for the screen, in the language of the visit and safe to show.

Streamlit reads labels, captions and messages as Markdown: what a visitor or organiser typed must
be escaped there, or it would draw pictures, links and headings.
"""

from __future__ import annotations

import re

from domain.errors import VerbindingError
from i18n.texts import text
from ui.state import language

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def md(words: str) -> str:
    """User text as plain words inside Markdown: every sign that Markdown reads is escaped, lines joined."""
    return _MARKDOWN.sub(r"\\\1", " ".join(words.split()))


def t(key: str, /, **facts: object) -> str:
    """The sentence of `key` for a Markdown place (labels, captions, messages); text facts are escaped."""
    safe = {name: md(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
    return text(language(), key, **safe)


def plain(key: str, /, **facts: object) -> str:
    """The sentence of `key` for a place that shows text as it is (`ui.html`, `st.text`, file names)."""
    return text(language(), key, **facts)


def sentence(error: VerbindingError) -> str:
    """What an expected situation means for the visitor, for a Markdown place."""
    return t(error.key, **error.facts)
