"""What the options of `manage.py import` choose among what a file has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import typer

from data.geocoding.entries import Municipality
from data.geocoding.gazetteer import Gazetteer
from data.geocoding.names import plain
from data.spreadsheets.meanings import Meaning
from domain.editions import Edition
from domain.imports import ImportKind
from domain.vocabulary import EditionKind
from i18n.texts import Language, text
from services.editions import open_to_plans
from services.importing import KINDS, Chosen, Inspection, SheetGuess

NL = Language.NL
BY_DATE, NONE = "date", "-"


def chosen_edition(
    wanted: str, editions: Sequence[Edition], kind: ImportKind, *, today: date
) -> Edition | None:
    """The edition with this id; for "date" None, or the coming week for what needs one.

    Raises `typer.BadParameter`.
    """
    if wanted == BY_DATE:
        weeks = [one for one in editions if one.kind is EditionKind.WEEK]
        return open_to_plans(weeks, today=today) if KINDS[kind].in_edition else None
    found = next((one for one in editions if one.id == wanted), None)
    if found is None:
        raise _refusal("edition", wanted, [*(one.id for one in editions), BY_DATE])
    return found


def chosen_sheets(
    inspection: Inspection, wanted: Sequence[str], columns: Sequence[str]
) -> tuple[list[SheetGuess], list[Chosen]]:
    """The sheets asked for, else all that bring rows of the kind; columns as guessed or as said."""
    kind = KINDS[inspection.kind]
    names = [one.sheet.name for one in inspection.sheets]
    for name in wanted:
        if name not in names:
            raise _refusal("sheet", name, names)
    meanings = {
        at: _with_said(one, columns, kind.meanings, others=inspection.sheets)
        for at, one in enumerate(inspection.sheets)
    }
    chosen = [
        (one, Chosen(one.sheet, meanings[at], one.year))
        for at, one in enumerate(inspection.sheets)
        if (one.sheet.name in wanted if wanted else kind.can_read(meanings[at]) and one.sheet.rows)
    ]
    if not any(kind.can_read(each.meanings) for _, each in chosen):
        raise typer.BadParameter(text(NL, f"import.command.needed_{inspection.kind}"))
    return [one for one, _ in chosen], [each for _, each in chosen]


def chosen_municipality(
    guesses: Sequence[SheetGuess], wanted: str | None, gazetteer: Gazetteer
) -> Municipality | None:
    """The municipality asked for; without one the guess of the sheets, where they agree."""
    if wanted == NONE:
        return None
    if wanted:
        for one in gazetteer.municipalities():
            if plain(one.name) == plain(wanted):
                return one
        sentence = text(NL, "import.command.unknown_municipality", name=wanted)
        raise typer.BadParameter(sentence)
    found = {one.municipality.code: one.municipality for one in guesses if one.municipality}
    return next(iter(found.values())) if len(found) == 1 else None


def _with_said(
    guess: SheetGuess,
    said: Sequence[str],
    known: Sequence[Meaning],
    *,
    others: Iterable[SheetGuess],
) -> tuple[Meaning | None, ...]:
    """The guessed meanings, with those of "meaning=heading" in their place."""
    found = list(guess.meanings)
    every = {heading for one in others for heading in one.sheet.headings if heading}
    for option in said:
        name, _, heading = (part.strip() for part in option.partition("="))
        if name not in known:
            raise _refusal("meaning", name, known)
        if heading and heading not in every:
            raise _refusal("column", heading, sorted(every))
        meaning = Meaning(name)
        found = [None if one is meaning else one for one in found]
        if heading in guess.sheet.headings and heading:
            found[guess.sheet.headings.index(heading)] = meaning
    return tuple(found)


def _refusal(what: str, name: str, known: Iterable[str]) -> typer.BadParameter:
    facts = {"name": name, "known": ", ".join(known)}
    return typer.BadParameter(text(NL, f"import.command.unknown_{what}", **facts))
