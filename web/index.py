"""The HTML shell that Streamlit's screen is drawn in, made ours: language, title, style, words.

Streamlit serves one English `index.html` for every page path. A screen reader picks its voice by
`lang`, and the first thing a visitor without JavaScript reads is in that file, so it is served
from here instead, once per language.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html import escape
from pathlib import Path

import streamlit
from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from i18n.texts import Language, text
from services.addresses import FEED, PERSONAL, SIGN_OFF

STATIC = Path(__file__).parent.parent / "static"
_INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
# Paths that are not pages: Streamlit's own, and those of `web`.
_NOT_PAGES = (
    "/_stcore/",
    "/static/",
    "/app/static/",
    "/media/",
    "/component/",
    "/kaart",
    "/gezond",
    f"/{PERSONAL}/",
    f"/{SIGN_OFF}/",
    f"/{FEED}/",
    "/uitloggen",
    "/inloggen",
    "/auth/",  # where Streamlit leads to a provider and back
    "/oauth2callback",
)


def language_of(value: str | None) -> Language:
    """The language that a `taal` parameter names; Dutch for anything else."""
    return Language(value) if value in set(Language) else Language.NL


@cache
def static_url(name: str) -> str:
    """The address of a file in `static/`, relative to a page; changes when the file does."""
    version = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"./app/static/{name}?v={version}"


@cache
def page(language: Language) -> str:
    """The whole HTML page in `language`."""
    html = _INDEX.read_text(encoding="utf-8")
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    html = html.replace('<html lang="en">', f'<html lang="{language}">')
    html = re.sub(r"<title>.*?</title>", _head(language), html)
    html = re.sub(r'<link rel="(service-desc|shortcut icon)"[^>]*>', "", html)
    # Source Sans is not used: its preload would cost every visitor 100 kB.
    html = re.sub(r'<link\s+rel="preload"[^>]*>', "", html)
    noscript = f"<noscript><p>{escape(text(language, 'shell.needs_javascript'))}</p></noscript>"
    html = re.sub(r"<noscript>.*?</noscript>", noscript, html, flags=re.DOTALL)
    return html.replace('<div id="root">', f'{_welcome(language)}<div id="root">')


def inline_script_hashes() -> list[str]:
    """The `'sha256-...'` sources of the inline scripts in the page, for the content security policy."""
    scripts = re.findall(r"<script>(.*?)</script>", page(Language.NL), flags=re.DOTALL)
    digests = [hashlib.sha256(script.encode()).digest() for script in scripts]
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def _head(language: Language) -> str:
    title = escape(text(language, "shell.name"))
    about = escape(text(language, "shell.description"), quote=True)
    font = "./app/static/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2"
    return (
        f"<title>{title}</title>"
        f'<meta name="description" content="{about}">'
        '<meta name="theme-color" content="#0F5C63">'
        f'<link rel="icon" href="{static_url("icoon.svg")}" type="image/svg+xml">'
        f'<link rel="preload" href="{font}" as="font" type="font/woff2" crossorigin>'
        f'<link rel="stylesheet" href="{static_url("stijl.css")}">'
        f'<script type="module" src="{static_url("schil.js")}"></script>'
    )


def _welcome(language: Language) -> str:
    """What stands there until the first page is drawn."""
    return f'<p class="vw-welkom" role="status">{escape(text(language, "shell.loading"))}</p>'


class Index:
    """Middleware: page paths get our shell, everything else goes on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer GET and HEAD of a page path; pass on the rest."""
        if not _is_page(scope):
            await self.app(scope, receive, send)
            return
        language = language_of(QueryParams(scope["query_string"].decode("latin-1")).get("taal"))
        response = HTMLResponse(page(language), headers={"Cache-Control": "no-cache"})
        await response(scope, receive, send)


def _is_page(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
        return False
    path: str = scope["path"]
    # Streamlit's screen asks for its health and settings below the page's own path first.
    if path.startswith(_NOT_PAGES) or "/_stcore/" in path or "." in path.rsplit("/", 1)[-1]:
        return False
    return "text/html" in Headers(scope=scope).get("accept", "text/html")
