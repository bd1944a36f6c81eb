"""A letter as plain text and as HTML. What people typed is a value in a template, never a template."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from i18n.texts import text
from services.mail.letters import Letter

_FOLDER = Path(__file__).parent / "templates"
_WIDTH = 72
_FOOT = "-- "  # mail programs draw what comes after it more quietly


def html(letter: Letter) -> str:
    """The letter for a mail program that draws."""
    return _templates().get_template("letter.html").render(**_words(letter))


def plain(letter: Letter) -> str:
    """The letter for a mail program that does not, or for somebody who listens to it."""
    drawn = _templates().get_template("letter.txt").render(**_words(letter))
    return "\n".join(_wrapped(line) for line in drawn.splitlines()) + "\n"


def _words(letter: Letter) -> dict[str, object]:
    language = letter.language
    return {
        "letter": letter,
        "product": text(language, "shell.name"),
        "slogan": text(language, "mail.slogan"),
        "button_address": text(language, "mail.button_address"),
        "sign_off_lead": text(language, "mail.sign_off_lead"),
    }


def _wrapped(line: str) -> str:
    """Addresses stay whole, or nobody could follow them; so does the line before the foot."""
    if line == _FOOT:
        return line
    return textwrap.fill(line, _WIDTH, break_long_words=False, break_on_hyphens=False)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(("html",), default=False),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
