"""What can be wrong with a file as a whole, and with one cell of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.errors import VerbindingError


class FileRefusedError(VerbindingError):
    """A file that is not read. Each kind below is one situation with its own remedy."""

    key = "error.file_refused"


class EmptyFileError(FileRefusedError):
    """Nothing is in it."""

    key = "error.file_empty"


class FileTooLargeError(FileRefusedError):
    """More than `limit` megabytes."""

    key = "error.file_too_large"


class NotTextError(FileRefusedError):
    """Neither a workbook nor text in an encoding that we know."""

    key = "error.file_not_text"


class OldWorkbookError(FileRefusedError):
    """A workbook in a form from before 2007, or of another program."""

    key = "error.file_old_workbook"


class LockedWorkbookError(FileRefusedError):
    """A workbook with a password."""

    key = "error.file_locked"


class MacroWorkbookError(FileRefusedError):
    """A workbook that carries programs."""

    key = "error.file_macros"


class UnsafeWorkbookError(FileRefusedError):
    """A workbook that unpacks into too much, refers to other files or hides things (`reason`)."""

    key = "error.file_unsafe"


class BrokenWorkbookError(FileRefusedError):
    """A workbook that cannot be opened."""

    key = "error.file_broken"


class TooManyRowsError(FileRefusedError):
    """More than `limit` rows."""

    key = "error.file_too_many_rows"


class OpenQuoteError(FileRefusedError):
    """A quotation mark is opened in `row` and never closed."""

    key = "error.file_open_quote"


class NoHeadingsError(FileRefusedError):
    """No row with headings that we recognise."""

    key = "error.file_no_headings"


class DoubleHeadingError(FileRefusedError):
    """Two columns with different contents are both called `heading`."""

    key = "error.file_double_heading"


class TooHeavyError(FileRefusedError):
    """Reading took too much time or memory and was broken off."""

    key = "error.file_too_heavy"


class StoppedError(VerbindingError):
    """The coordinator stopped it; nothing was stored."""

    key = "error.import_stopped"


class CellError(VerbindingError):
    """A cell that cannot be read without guessing.

    `reason` names its sentence, "import.problem.<reason>"; the fact `text` is what the cell holds.
    `meaning` is that of the column, set where it is known.
    """

    key = "error.cell_unreadable"

    def __init__(self, reason: str, text: str = "", **facts: object) -> None:
        super().__init__(reason=reason, text=text, **facts)
        self.reason = reason
        self.meaning: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a coordinator should know; `key` names its sentence, "import.notice.<key>"."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)


REFUSALS: dict[str, type[FileRefusedError]] = {
    kind.key: kind for kind in FileRefusedError.__subclasses__()
}
