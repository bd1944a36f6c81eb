"""Problems and notices as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from data.spreadsheets.errors import Notice
from data.spreadsheets.meanings import Meaning
from domain.fields import FIELDS
from domain.imports import ImportKind
from i18n import fields
from i18n.texts import Language, keys, text
from services.importing.types import Problem

_SHOWN = 60  # signs of a cell that are quoted


def problem_sentence(problem: Problem, language: Language) -> str:
    """What is the matter with a row and what would help, with its column where there is one."""
    sentence = text(language, f"import.problem.{problem.reason}", **_quoted(problem.facts))
    if not problem.heading:
        return sentence
    return text(language, "import.in_column", column=problem.heading, sentence=sentence)


def notice_sentence(notice: Notice, language: Language) -> str:
    """Something to know about a row or a sheet."""
    return text(language, f"import.notice.{notice.key}", **_quoted(notice.facts))


def meaning_name(meaning: Meaning, kind: ImportKind, language: Language) -> str:
    """What a column means, as a coordinator chooses it in a list of `kind`."""
    for key in (f"import.meaning_of.{kind}.{meaning}", f"import.meaning.{meaning}"):
        if key in keys(language):
            return text(language, key)
    said = heading(meaning, language)
    return said[:1].lower() + said[1:]


def heading(meaning: str, language: Language) -> str:
    """The heading of a column that is written and read back."""
    field = next((field for field in FIELDS if field.column == meaning), None)
    return fields.heading(field, language) if field else text(language, f"import.heading.{meaning}")


def _quoted(facts: Mapping[str, object]) -> dict[str, object]:
    return {"text": ""} | {
        name: f"{fact[:_SHOWN]}…" if isinstance(fact, str) and len(fact) > _SHOWN else fact
        for name, fact in facts.items()
    }
