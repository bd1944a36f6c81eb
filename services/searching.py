"""Looking words up as people type them: case, accents, apostrophes and hyphens make no difference."""

from __future__ import annotations

import unicodedata

_APOSTROPHES = "'’‘‛ʼʻʹ`´′＇"
_HYPHENS = "-‐‑‒–—−－﹣"
_UNSEEN = "\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
# Letters that no accent comes off.
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"}
_FOLDED = str.maketrans(dict.fromkeys(_APOSTROPHES + _HYPHENS + _UNSEEN, "") | _LETTERS)
_APART = str.maketrans(dict.fromkeys(_HYPHENS, " "))


def fold(words: str) -> str:
    """Words in one form: "Oma’s café-terras" and "omas CAFETERRAS" give the same."""
    lowered = words.casefold()
    if lowered.isascii():
        return lowered.replace("'", "").replace("`", "").replace("-", "")
    lowered = lowered.translate(_FOLDED)
    if lowered.isascii():
        return lowered
    # Twice: a sign may come apart into capitals, and a capital into a letter with an accent.
    apart = unicodedata.normalize("NFKD", lowered).casefold()
    decomposed = unicodedata.normalize("NFKD", apart)
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return letters.translate(_FOLDED)


def asked(query: str) -> list[str]:
    """The folded words that somebody looks for; each may be a part of a word.

    A hyphen parts them as a space does, so that "mee-eten" finds "mee eten" and "meeëten" too.
    """
    return fold(query.translate(_APART)).split()
