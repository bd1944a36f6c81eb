"""Look a sentence up and fill its blanks.

`i18n/nl/<subject>.toml` holds the sentences of one subject; the key of a sentence is
"<subject>.<name>", with a further dot for a nested table. A sentence that depends on a number is
a table with `one` and `other` (and `zero` where that reads better), chosen by the fact `count`,
which is written with the thousands apart.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


class Language(StrEnum):
    """The languages of the screen, as BCP 47 tags; the first is the default."""

    NL = "nl"
    EN = "en"


class MissingTextError(KeyError):
    """No sentence for a key: a bug, found by the tests."""


def text(language: Language, key: str, /, **facts: object) -> str:
    """The sentence of `key` in `language` with its blanks filled. Raises `MissingTextError`."""
    sentences = _sentences(language)
    found = sentences.get(key)
    if found is None and "count" in facts:
        count = facts["count"]
        form = (
            "one"
            if count == 1
            else "zero"
            if count == 0 and f"{key}.zero" in sentences
            else "other"
        )
        found = sentences.get(f"{key}.{form}")
    if found is None:
        raise MissingTextError(f"{language}: {key}")
    if isinstance(facts.get("count"), int):
        # "1.234" in Dutch, "1,234" in English.
        facts["count"] = f"{facts['count']:,}".replace(",", "." if language is Language.NL else ",")
    return found.format_map(facts) if facts else found


def keys(language: Language) -> frozenset[str]:
    """Every key that has a sentence in `language`."""
    return frozenset(_sentences(language))


@cache
def _sentences(language: Language) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in sorted((FOLDER / language).glob("*.toml")):
        _flatten(path.stem, tomllib.loads(path.read_text(encoding="utf-8")), found)
    return found


def _flatten(prefix: str, table: dict[str, object], into: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, dict):
            _flatten(f"{prefix}.{name}", value, into)
        else:
            into[f"{prefix}.{name}"] = str(value)


def label(language: Language, member: StrEnum) -> str:
    """The word for a member of one of the domain's closed lists."""
    return text(language, f"vocabulary.{type(member).__name__.lower()}.{member.value}")


def labels(language: Language, members: Iterable[StrEnum]) -> str:
    """The words for members of one closed list, in the order of the list; empty for none."""
    chosen = frozenset(members)
    kind = type(next(iter(chosen))) if chosen else None
    return ", ".join(label(language, one) for one in kind or () if one in chosen)
