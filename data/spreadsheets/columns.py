"""What the columns of a sheet mean: guessed from headings and contents, with a score."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from data.spreadsheets import coordinates, values
from data.spreadsheets.dates import read_dates, read_times
from data.spreadsheets.errors import CellError, DoubleHeadingError
from data.spreadsheets.meanings import OF_KIND, Meaning
from data.spreadsheets.vocabulary import ELSEWHERE, FILLERS, HEADINGS_OF, NAMES_OF_LISTS
from domain.imports import ImportKind

SAMPLE = 200  # rows that are looked at to tell what a column holds
SURE, LIKELY, POSSIBLE = 1.0, 0.85, 0.7
_LOWEST = 0.45
_BRACKETED = re.compile(r"\(.*?\)|\[.*?\]")
# The same column in another language than Dutch: "TitleEN", "title_de".
_OTHER_LANGUAGE = re.compile(r"(?<=[a-z])(EN|DE|FR|ES|IT)$|_(en|de|fr|es|it)$")
# Meanings that several columns may share: the first one that says something counts.
SHARED = frozenset({Meaning.EAST, Meaning.NORTH, Meaning.POINT, Meaning.PRIVATE})
# Meanings whose headings look alike and whose contents tell them apart.
_SIBLINGS = {
    Meaning.START: Meaning.DATE,
    Meaning.END: Meaning.END_DATE,
    Meaning.DATE: Meaning.START,
    Meaning.END_DATE: Meaning.END,
}
_TIMES = frozenset({Meaning.START, Meaning.END})
_LEAST_CONTENT = 0.5  # share of cells that must read as what the heading says


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column seems to mean, None for nothing we use; `score` in [0, 1] is how surely."""

    heading: str
    meaning: Meaning | None
    score: float = 0.0


def folded(heading: str) -> str:
    """A heading reduced to its words: "Datum*" to "datum", "startDate" to "start date"."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
    plain = "".join(
        one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)
    )
    return " ".join(re.sub(r"[^0-9a-z]+", " ", plain.casefold()).split())


@lru_cache(maxsize=8192)
def heading_meaning(
    heading: str, kind: ImportKind = ImportKind.ACTIVITIES
) -> tuple[Meaning | None, float]:
    """What a heading says by itself in a list of `kind`, and how surely."""
    known = HEADINGS_OF[kind]
    name = folded(heading)
    if name not in known:
        name = folded(_BRACKETED.sub(" ", heading))  # "Datum (dd-mm-jjjj)"
    if not name or len(name) > 60 or _OTHER_LANGUAGE.search(heading):
        return None, 0.0
    if name in known:
        # "naam" is a title only when nothing better is: it may also be that of a person.
        return known[name], POSSIBLE if name in {"naam", "name", "aantal", "wie"} else SURE
    words = name.split()
    if any(word in ELSEWHERE for word in words):
        return None, 0.0
    without = " ".join(word for word in words if word not in FILLERS)
    if without in known:
        return known[without], LIKELY
    return _alike(without, kind)


def any_heading_meaning(heading: str) -> tuple[Meaning | None, float]:
    """What a heading says in a list of activities, else in a list of any other kind."""
    found = (heading_meaning(heading, kind) for kind in ImportKind)
    return next((one for one in found if one[0]), (None, 0.0))


def _alike(name: str, kind: ImportKind) -> tuple[Meaning | None, float]:
    """A heading with a slip in it, or one that holds a known heading and one word more."""
    known = HEADINGS_OF[kind]
    if len(name) >= 5:
        found = process.extractOne(name, _LONG_HEADINGS[kind], scorer=fuzz.ratio, score_cutoff=88)
        if found:
            return known[found[0]], POSSIBLE
    words = name.split()
    if len(words) in {2, 3}:
        for part in (" ".join(words[:-1]), " ".join(words[1:]), words[0], words[-1]):
            if part in known and len(part) > 2:
                return known[part], 0.5
    return None, 0.0


_LONG_HEADINGS = {
    kind: tuple(name for name in known if len(name) >= 5) for kind, known in HEADINGS_OF.items()
}


def guess_columns(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    kind: ImportKind = ImportKind.ACTIVITIES,
) -> tuple[Guess, ...]:
    """A guess per column of a list of `kind`; what cannot be shared goes to its surest column.

    Raises `DoubleHeadingError` when two columns with one name both claim a meaning and differ.
    """
    _check_doubles(headings, rows, kind)
    has_dates = any(heading_meaning(heading, kind)[0] is Meaning.DATE for heading in headings)
    guesses = [
        _guess(
            heading,
            [row[at] for row in rows[:SAMPLE] if at < len(row)],
            kind=kind,
            has_dates=has_dates,
        )
        for at, heading in enumerate(headings)
    ]
    best: dict[Meaning, int] = {}
    for at, guess in sorted(enumerate(guesses), key=lambda each: -each[1].score):
        if guess.meaning and guess.meaning not in SHARED:
            best.setdefault(guess.meaning, at)
    return tuple(
        guess
        if guess.meaning is None
        or guess.meaning in SHARED
        or best[guess.meaning] == at
        or _is_alternative(guess)
        else Guess(guess.heading, None)
        for at, guess in enumerate(guesses)
    )


def _is_alternative(guess: Guess) -> bool:
    """A second column of dates counts only where it is known as one: rows have one or the other."""
    return guess.meaning is Meaning.DATE and folded(guess.heading).startswith("single")


def _guess(heading: str, cells: Sequence[str], *, kind: ImportKind, has_dates: bool) -> Guess:
    """The guess for one column; `has_dates` when some column is called a date already."""
    meaning, score = heading_meaning(heading, kind)
    said = [cell for cell in cells if values.is_said(cell)]
    if meaning is None:
        return Guess(heading, *_by_contents(heading, said, kind))
    if not said:
        return Guess(heading, meaning, score * 0.5)
    fits = _fit(meaning, said)
    sibling = _SIBLINGS.get(meaning)
    if has_dates and meaning in _TIMES and _fit(Meaning.DATE, said) >= _LEAST_CONTENT:
        fits = 1.0  # whole moments: their times are used, their days must agree with the date
    elif sibling and fits < _LEAST_CONTENT and _fit(sibling, said) > fits:
        meaning, fits = sibling, _fit(sibling, said)
    if fits < _LEAST_CONTENT and meaning in _STRICT:
        return Guess(heading, None)
    score *= 0.5 + 0.5 * fits
    return Guess(heading, meaning, round(score, 2)) if score >= _LOWEST else Guess(heading, None)


def _by_contents(
    heading: str, said: Sequence[str], kind: ImportKind
) -> tuple[Meaning | None, float]:
    """The meaning of a column whose heading says nothing: only what can hardly be anything else."""
    name = folded(heading)
    if len(said) >= 3 and not any(word in ELSEWHERE for word in name.split()):
        if _share(said, _is_email) > 0.8:
            return Meaning.EMAIL if Meaning.EMAIL in OF_KIND[kind] else Meaning.PRIVATE, 0.6
        if not name and Meaning.DATE in OF_KIND[kind] and _share(said, _is_date) > 0.9:
            return Meaning.DATE, 0.5
        if _share(said, _is_full_postcode) > 0.9:
            return Meaning.POSTCODE, 0.6
    return None, 0.0


def _check_doubles(
    headings: Sequence[str], rows: Sequence[Sequence[str]], kind: ImportKind
) -> None:
    seen: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = " ".join(heading.split()).casefold()
        if name and heading_meaning(heading, kind)[0] not in {None, Meaning.PRIVATE}:
            first = seen.setdefault(name, at)
            if first != at and any(row[at].strip() and row[at] != row[first] for row in rows):
                raise DoubleHeadingError(heading=heading.strip())


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


def _reads(read: Callable[[str], object]) -> Callable[[str], bool]:
    def holds(cell: str) -> bool:
        try:
            return bool(read(cell))
        except CellError as error:
            return error.reason in _STILL_DATES

    return holds


# A slip of the pen is still a date; a name or a time is not.
_STILL_DATES = frozenset(
    {"two_digit_year", "month_first", "recurring", "year_range", "dates_unconnected", "no_year"}
)
_is_date = _reads(read_dates)
_is_time = _reads(
    lambda cell: len(cell) < 60 and any(when.spans and not when.days for when in read_times(cell))
)


def _is_email(cell: str) -> bool:
    return re.fullmatch(r"\s*[^@\s]+@[^@\s]+\.[a-z]{2,}\s*", cell, re.IGNORECASE) is not None


def _is_full_postcode(cell: str) -> bool:
    return re.fullmatch(r"\s*[1-9]\d{3}\s?[A-Za-z]{2}\s*", cell) is not None


def _is_pair(cell: str) -> bool:
    try:
        return coordinates.read_pair(cell) is not None
    except CellError:
        return False


def _has_digits(cell: str) -> bool:
    return any(one.isdigit() for one in cell)


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"\s*[+-]?[\d.]+(,\d+)?\s*", cell) is not None


_FITS: Mapping[Meaning, Callable[[str], bool]] = {
    Meaning.DATE: _is_date,
    Meaning.END_DATE: _is_date,
    Meaning.START: _is_time,
    Meaning.END: _is_time,
    Meaning.POSTCODE: _has_digits,
    Meaning.POINT: _is_pair,
    Meaning.EAST: _is_number,
    Meaning.NORTH: _is_number,
    Meaning.CAPACITY: _has_digits,
    Meaning.PARTICIPANTS: _has_digits,
    Meaning.YEAR: _has_digits,
    Meaning.TITLE: lambda cell: not _is_number(cell),
    Meaning.VENUE: lambda cell: not _is_number(cell),
    Meaning.PLACE: lambda cell: not _is_number(cell),
    Meaning.EMAIL: _is_email,
    Meaning.RADIUS: _has_digits,
    Meaning.FIRST_NAME: lambda cell: not _has_digits(cell),
    Meaning.FULL_NAME: lambda cell: not (_has_digits(cell) or _is_email(cell)),
}
# Where contents that do not fit rule the meaning out.
_STRICT = frozenset(
    {
        Meaning.POINT,
        Meaning.EAST,
        Meaning.NORTH,
        Meaning.START,
        Meaning.END,
        Meaning.YEAR,
        Meaning.FULL_NAME,
    }
)


def _fit(meaning: Meaning, said: Sequence[str]) -> float:
    """The share of cells that read as `meaning`; 1 where any words will do."""
    holds = _FITS.get(meaning)
    return _share(said, holds) if holds else 1.0


_SIGN = 1.5  # what a heading counts more that only one kind of list has
_NAMED = 2.0  # what the name of the file or sheet counts
_OF_ACTIVITIES = frozenset({Meaning.DATE, Meaning.TITLE})


def guess_kind(
    headings: Sequence[str], rows: Sequence[Sequence[str]], names: str = ""
) -> ImportKind:
    """What the rows seem to be, by headings and contents, and by the words in `names`.

    Activities when nothing says more for another kind. Raises `DoubleHeadingError`.
    """
    words = set(folded(names).split())
    scores = {
        kind: _score(kind, guess_columns(headings, rows, kind))
        + (_NAMED if words & NAMES_OF_LISTS.get(kind, frozenset()) else 0.0)
        for kind in ImportKind
        if kind is ImportKind.ACTIVITIES or _has_signs(kind, headings, words)
    }
    return max(scores, key=lambda kind: scores[kind])  # the first of equals: activities


def _has_signs(kind: ImportKind, headings: Sequence[str], words: set[str]) -> bool:
    named = bool(words & NAMES_OF_LISTS.get(kind, frozenset()))
    return named or any(_is_sign(kind, heading) for heading in headings)


def _is_sign(kind: ImportKind, heading: str) -> bool:
    """Whether a heading belongs to a list of `kind` and not to one of activities."""
    meaning, score = heading_meaning(heading, kind)
    elsewhere, there = heading_meaning(heading)
    is_strange = elsewhere in {None, Meaning.PRIVATE} or there < POSSIBLE
    return is_strange and meaning not in {None, Meaning.PRIVATE} and score >= POSSIBLE


def _score(kind: ImportKind, guesses: Sequence[Guess]) -> float:
    used = [one for one in guesses if one.meaning not in {None, Meaning.PRIVATE}]
    if kind is ImportKind.ACTIVITIES:
        signs = sum(
            1
            for one in used
            if one.meaning in _OF_ACTIVITIES and heading_meaning(one.heading)[1] > POSSIBLE
        )
    else:
        signs = sum(1 for one in used if _is_sign(kind, one.heading))
    return len({one.meaning for one in used}) + _SIGN * signs
