"""Reduce the ways in which one place name is written to one form."""

from __future__ import annotations

import re
import unicodedata

# Written in one word, split or shortened; compared in one form.
_SAINT = re.compile(r"\b(?:st|sint|sankt|sinte)\b")
_OTHER = re.compile(r"[^a-z0-9]+")
_FOLDED = str.maketrans({"ĳ": "ij", "Ĳ": "ij", "ß": "ss", "ø": "o", "’": "'", "‘": "'", "`": "'"})


def plain(name: str) -> str:
    """`name` in lower case without accents, apostrophes, hyphens and doubled spaces.

    "'s-Gravenhage", "s Gravenhage" and "’S-GRAVENHAGE" give the same; so do "St. Annen" and
    "Sint Annen", and "Súdwest-Fryslân" and "sudwest fryslan". Empty when no letter or digit is left.
    """
    folded = unicodedata.normalize("NFKD", name.translate(_FOLDED).casefold())
    letters = "".join(sign for sign in folded if not unicodedata.combining(sign))
    words = _OTHER.sub(" ", letters.replace("'", "")).strip()
    return _SAINT.sub("sint", words)
