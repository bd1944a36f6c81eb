"""Who asked to be forgotten, beside the database: so that an older backup forgets them too.

A file a day in `var/vergeten`, a line a word: the word and the hash of a person's random id.
Nobody can be found by it; a database that holds the person can tell that it is them. A line is
written before the database changes, so none is ever missing. Backups are kept for 30 days.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path

FOLDER = "vergeten"
KEPT = timedelta(days=35)


class Word(StrEnum):
    """What became of somebody; the last word counts."""

    LEFT = "left"
    BACK = "back"
    ERASED = "erased"


def note(var: Path, word: Word, person_ids: Iterable[str], *, now: datetime) -> None:
    """Write a word down for people, on the disk itself before this returns."""
    lines = "".join(f"{word} {_hash(id)}\n" for id in person_ids)
    if not lines:
        return
    folder = var / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_day(now).isoformat()}.txt"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(handle, lines.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def last_words(var: Path, person_ids: Iterable[str]) -> dict[str, tuple[Word, date]]:
    """The last word about each of these people of whom there is one, and its day."""
    words: dict[str, tuple[Word, date]] = {}
    for path in _files(var):
        for line in path.read_text(encoding="utf-8").splitlines():
            word, _, hash = line.partition(" ")
            words[hash] = (Word(word), date.fromisoformat(path.stem))
    by_id = {id: words.get(_hash(id)) for id in person_ids}
    return {id: found for id, found in by_id.items() if found is not None}


def forget_old(var: Path, *, now: datetime) -> int:
    """Drop the days that no backup needs any more, and count them."""
    old = [path for path in _files(var) if path.stem < (_day(now) - KEPT).isoformat()]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _files(var: Path) -> list[Path]:
    return sorted((var / FOLDER).glob("????-??-??.txt"))


def _day(now: datetime) -> date:
    return now.astimezone(UTC).date()


def _hash(person_id: str) -> str:
    return hashlib.sha256(person_id.encode()).hexdigest()
