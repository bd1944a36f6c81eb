"""What people typed, made fit for a mail to somebody else: on one line, and no advertisement.

Whoever signs up types a first name and somebody's address. That address then gets a mail, so
nothing in it may be of use to who only wants to send words to strangers.
"""

from __future__ import annotations

import re
import unicodedata

from services.contacts import clean_name

# Whatever a mail program might make a link of.
_LINK = re.compile(r"://|\bwww\b|[^\W\d_]\.[^\W\d_]{2,}|@", re.IGNORECASE)
_NAME_SIGNS = frozenset(" -'’.")
_LONGEST_NAME = 40


def looks_like_link(words: str) -> bool:
    """Whether a mail program might make a link of something in it."""
    return _LINK.search(words) is not None


def name(typed: str) -> str:
    """A first name to greet with; empty when it is more than a name."""
    cleaned = clean_name(typed)
    is_name = all(
        one in _NAME_SIGNS or unicodedata.category(one)[0] in "LM" for one in cleaned
    ) and not looks_like_link(cleaned)
    return cleaned if is_name and len(cleaned) <= _LONGEST_NAME else ""
