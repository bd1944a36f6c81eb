"""`manage.py learn`: what answers say of the weights, and learnt ones ready to be copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime

import typer

from commands.context import COMMAND_LINE, opened
from i18n.texts import Language, text
from matching.learning import Lesson, Verdict
from services.desk import learning, learning_words
from services.desk.learning import Told

NL = Language.NL


def learn() -> None:
    """Print for each audience the weights in use beside what its answers say of them.

    Nothing switches: learnt weights are printed as a line to copy into `matching/weights.py`.
    """
    with opened() as (database, _):
        found = learning.told(database, actor=COMMAND_LINE)
    for told in found:
        for line in _lines(told, day=datetime.now(UTC).date()):
            typer.echo(line)


def _lines(told: Told, *, day: date) -> Iterator[str]:
    who, lesson = text(NL, f"learning.who.{told.audience}"), told.lesson
    yield text(NL, "learning.print.title", who=who, version=lesson.version) if lesson else who
    yield from (f"  {sentence}" for sentence in learning_words.sentences(told, NL))
    if lesson is not None and lesson.spread:
        yield ""
        yield from _table([learning_words.heads(lesson, NL), *learning_words.rows(lesson, NL)])
        yield ""
        yield from (f"  {sentence}" for sentence in learning_words.figures(lesson, NL))
    if lesson is not None and lesson.verdict is Verdict.BETTER:
        yield from _to_copy(lesson, day)
    yield ""


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield f"  {'  '.join(cells)}".rstrip()


def _to_copy(lesson: Lesson, day: date) -> Iterator[str]:
    yield from ("", text(NL, "learning.print.copy"), "", learning.line_of(lesson, day=day))
    name = learning.version_of(lesson, day=day).replace(" ", "-")
    for language in Language:
        reason = text(language, "learning.reason", yes=lesson.yes, no=lesson.no)
        yield from ("", text(NL, "learning.print.copy_reason", language=language), "")
        yield f'{name} = "{reason}"'
