"""Pages without Streamlit: small HTML that works without JavaScript and is kept by nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from starlette.requests import Request
from starlette.responses import HTMLResponse

from i18n.texts import Language, text
from services.addresses import query
from web.index import static_url


@dataclass(frozen=True, slots=True)
class Field:
    """One line to fill in; `autocomplete` tells the browser what it may fill in itself."""

    name: str
    label: str
    kind: str = "text"
    autocomplete: str = "off"
    value: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One button, with fields and what it does above it when that needs a sentence."""

    button: str
    choice: str = ""
    action: str = ""
    heading: str = ""
    explanation: str = ""
    is_second: bool = False
    fields: Sequence[Field] = ()


@dataclass(frozen=True, slots=True)
class PlainPage:
    """What stands on a page; all of it is shown as text. `ways` are links to go on by."""

    title: str
    lead: Sequence[str] = ()
    facts: Sequence[tuple[str, Sequence[str]]] = ()
    forms: Sequence[Form] = ()
    ways: Sequence[tuple[str, str]] = ()
    note: str = ""


def answer(
    page: PlainPage, request: Request, language: Language, *, status: int = 200
) -> HTMLResponse:
    """The page, as HTML."""
    root = up(request)
    content = _template().render(
        language=language,
        product=text(language, "shell.name"),
        root=root,
        home=root + query(language=language),
        icon=_below_root(static_url("icoon.svg")),
        style=_below_root(static_url("stijl.css")),
        plain_style=_below_root(static_url("gewoon.css")),
        title=page.title,
        lead=page.lead,
        facts=page.facts,
        forms=page.forms,
        ways=page.ways,
        note=page.note,
    )
    return HTMLResponse(content, status)


def up(request: Request) -> str:
    """The way from the address of a request to the first page, also behind a path of a proxy."""
    return "../" * (request.url.path.count("/") - 1) or "./"


def is_from_us(request: Request) -> bool:
    """Whether a form was sent from a page of ours, by what the browser says of it.

    Browsers from before 2023 do not say `Sec-Fetch-Site`; they do say from which origin.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("origin", ""))
    return origin.hostname is not None and origin.hostname == request.url.hostname


def is_own_click(request: Request) -> bool:
    """Whether somebody tapped a link on a page of ours; not a scanner, and no fetching ahead."""
    headers = request.headers
    return (
        request.method == "GET"
        and headers.get("sec-fetch-site") == "same-origin"
        and headers.get("sec-fetch-mode") == "navigate"
        and headers.get("sec-fetch-dest") == "document"
        and "sec-purpose" not in headers
    )


def _below_root(address: str) -> str:
    return address.removeprefix("./")


@cache
def _template() -> Template:
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("plain.html")
