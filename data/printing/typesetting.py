"""From content to PDF, with Typst: templates in `templates`, typefaces in `fonts`, nothing from elsewhere."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final

import segno
import typst

from data.printing.characters import FONTS, writable

_TEMPLATES = Path(__file__).parent / "templates"
# Tagged, with a language and a title: what screen readers need of a PDF. Typst refuses to make one
# that does not keep to it, so a fault in a template is found by its first test.
_STANDARD: Final = "ua-1"


def pdf(template: str, content: Mapping[str, object], *, language: str, now: datetime) -> bytes:
    """`content` set in `template` ("poster"), as PDF/UA-1 in `language` (BCP 47), made at `now`.

    `content` holds a "title" and whatever the template asks for: texts, numbers, lists, mappings.
    Texts are data to the template, never code; what cannot be printed is left out of them. Raises
    ValueError for content that leaves no title.
    """
    # A link is our own address; a break within it would lead nowhere.
    clean = {name: one if name == "link" else _clean(one) for name, one in content.items()}
    if not clean.get("title"):
        raise ValueError("a document needs a title")
    return typst.compile(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"content": json.dumps(clean), "language": language},
        pdf_standards=_STANDARD,
        timestamp=now.replace(microsecond=0),
    )


def qr(link: str) -> bytes:
    """`link` as a QR code in SVG without a margin, still read when a seventh of it is dirty."""
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="svg", border=0, xmldecl=False)
    return drawn.getvalue()


def _clean(value: object) -> object:
    match value:
        case str():
            return writable(value)
        case bytes():
            return value.decode()  # a drawing of our own
        case Mapping():
            return {name: _clean(one) for name, one in value.items()}
        case Sequence():
            return [_clean(one) for one in value]
    return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
