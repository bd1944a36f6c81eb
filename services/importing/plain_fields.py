"""A plain field of an activity in a spreadsheet: how a cell is read, and how it is written to be read back."""

from __future__ import annotations

from collections.abc import Callable

from data.spreadsheets import values
from data.spreadsheets.errors import CellError
from data.spreadsheets.meanings import Meaning
from data.spreadsheets.reading.sheets import Row
from domain.activities import Activity
from domain.fields import Field, Kind
from i18n.texts import Language, label, text
from services.importing.languages import languages_of
from services.importing.reading_rows import Fields, RowReader, shortened

Cell = Callable[[Activity, Language], str]
# A guess of the organiser's own: "ca. 150" says something to people, but is no number.
_GUESSED = frozenset({"expected_participants"})


def read(reader: RowReader, row: Row, fields: Fields, field: Field) -> object:
    """What a cell says of a plain field; what is not said is empty, and never a guess."""
    meaning = Meaning(field.column)
    match field.kind:
        case Kind.WORDS:
            return shortened(reader.words(row, meaning), field.most)
        case Kind.LINES | Kind.STORY:
            return reader.long_words(row, fields, meaning)
        case Kind.CHOICE:
            return reader.choice(row, fields, meaning, field.members)
        case Kind.CHOICES:
            return reader.several(row, fields, meaning, field.members)
        case Kind.TAGS:
            tags, unknown = languages_of(reader.words(row, meaning))
            if unknown:
                reader.note_choice(fields, meaning, ", ".join(unknown))
            return tags
        case Kind.FLAG:
            return reader.leniently(row, fields, meaning, values.yes_no, "choice_unknown")
        case _:
            read = values.minutes if field.kind is Kind.MINUTES else values.count
            number = within(field.most, read)
            if field.name in _GUESSED:
                return reader.leniently(row, fields, meaning, number, "number_unread")
            return reader.take(row, fields, meaning, number) or field.unsaid


def within(
    most: int, read: Callable[[str], int | None], reason: str = "count"
) -> Callable[[str], int | None]:
    """`read`, and no more than a form offers: else nobody could change what came in."""

    def number(said: str) -> int | None:
        found = read(said)
        if found is not None and found > most:
            raise CellError(reason, said)
        return found

    return number


def write(field: Field) -> Cell:
    """How a plain field is written, so that the importer reads the same back."""

    def cell(activity: Activity, language: Language) -> str:
        value = getattr(activity, field.name)
        match field.kind:
            case Kind.FLAG:
                answer = "yes" if value else "no"
                return "" if value is None else text(language, f"export.{answer}")
            case Kind.CHOICE:
                return label(language, value) if value else ""
            case Kind.CHOICES:
                return ", ".join(label(language, member) for member in sorted(value))
            case Kind.TAGS:
                return ", ".join(value)
            case _:
                return "" if value in (None, field.unsaid) else str(value)

    return cell
