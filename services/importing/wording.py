"""Problems and notices as sentences."""

from __future__ import annotations

from collections.abc import Mapping

from data.spreadsheets.errors import Notice
from i18n.texts import Language, text
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


def _quoted(facts: Mapping[str, object]) -> dict[str, object]:
    return {"text": ""} | {
        name: f"{fact[:_SHOWN]}…" if isinstance(fact, str) and len(fact) > _SHOWN else fact
        for name, fact in facts.items()
    }
