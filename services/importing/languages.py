"""Languages in a cell, as tags: our own tags read back, and the words that people use."""

from __future__ import annotations

import re

from data.spreadsheets import values
from data.spreadsheets.columns import folded
from domain.fields import LANGUAGE_TAG

_BETWEEN = re.compile(r"[,;/|\n+&]|(?<=\S) (?:en|and) (?=\S)")
_WORDS = {
    "nl": "nederlands, dutch",
    "en": "engels, english",
    "fy": "fries, frysk, frisian",
    "ar": "arabisch, arabic",
    "tr": "turks, turkish",
    "pl": "pools, polish",
    "uk": "oekraiens, ukrainian",
    "ti": "tigrinya",
    "fa": "farsi, perzisch, persian",
    "so": "somalisch, somali",
    "es": "spaans, spanish",
    "fr": "frans, french",
    "de": "duits, german",
    "dse": "gebarentaal, nederlandse gebarentaal, ngt, gebaren, sign language",
}
_TAGS = {word: tag for tag, words in _WORDS.items() for word in words.split(", ")}


def languages_of(said: str) -> tuple[tuple[str, ...], list[str]]:
    """The tags of the languages that a cell names, each once, and the words that name none."""
    if not values.is_said(said):
        return (), []
    tags: list[str] = []
    unknown: list[str] = []
    for part in _BETWEEN.split(said):
        word = part.strip()
        tag = _TAGS.get(folded(word)) or (word.lower() if len(word) == 2 else word)
        if LANGUAGE_TAG.fullmatch(tag):
            tags.append(tag)
        elif word:
            unknown.append(word)
    return tuple(dict.fromkeys(tags)), unknown
