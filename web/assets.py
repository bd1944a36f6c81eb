"""Files for the browser: compressed once per process, kept by the browser for a year.

Streamlit sends its own bundle and its components uncompressed and `static/` without a lifetime;
behind a slow line that is most of a first visit. An address carries a hash of the contents, in its name or as `?v=`, so a kept
file is never stale.
"""

from __future__ import annotations

import gzip
import mimetypes
import re
from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path

import streamlit
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from web.index import STATIC

_MAP_FRAME = "/component/streamlit_folium.st_folium/"
# Found without importing it: see ui/map_view.py.
_MAP_FILES = distribution("streamlit-folium").locate_file("streamlit_folium/frontend/build")
_ROOTS = {
    "/static/": Path(streamlit.__file__).parent / "static" / "static",
    "/app/static/": STATIC,
    _MAP_FRAME: Path(str(_MAP_FILES)),
}
_COMPRESSES = {".js", ".css", ".json", ".svg", ".html", ".map", ".txt"}
_HASHED = re.compile(r"[.-][0-9A-Za-z_-]{8,}\.[a-z0-9]+$")
_YEAR = "public, max-age=31536000, immutable"
_HOUR = "public, max-age=3600"
mimetypes.add_type("font/woff2", ".woff2")


@lru_cache(maxsize=1024)
def _file(root: str, name: str) -> tuple[bytes, bytes | None, str] | None:
    """Contents, gzipped contents where that helps, and media type; None when there is no such file."""
    folder = _ROOTS[root].resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder) or not path.is_file():
        return None
    contents = path.read_bytes()
    packed = gzip.compress(contents, 6) if path.suffix in _COMPRESSES else None
    return contents, packed, mimetypes.guess_type(path.name)[0] or "application/octet-stream"


@cache
def _frame_headers() -> dict[str, str]:
    """The map's own script is asked for beside the frame's, a round trip sooner than by that one."""
    bundle = next(STATIC.glob("kaart.*.js")).name
    return {
        "Cache-Control": "no-cache",  # names files of this version of streamlit-folium
        "Link": f"<../../app/static/{bundle}>; rel=preload; as=script",
    }


class Assets:
    """Middleware: answers for the files of the browser, passes everything else on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a static file, gzipped when the browser takes that."""
        path: str = scope.get("path", "")
        root = next((root for root in _ROOTS if path.startswith(root)), None)
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or root is None:
            await self.app(scope, receive, send)
            return
        found = _file(root, path.removeprefix(root))
        if found is None:
            await self.app(scope, receive, send)
            return
        contents, packed, media_type = found
        is_versioned = scope["query_string"].startswith(b"v=") or _HASHED.search(path)
        headers = {
            "Cache-Control": _YEAR if is_versioned else _HOUR,
            "Vary": "Accept-Encoding",
        }
        if path == f"{_MAP_FRAME}index.html":
            headers |= _frame_headers()
        if packed is not None and "gzip" in Headers(scope=scope).get("accept-encoding", ""):
            contents, headers["Content-Encoding"] = packed, "gzip"
        response = Response(contents, media_type=media_type, headers=headers)
        await response(scope, receive, send)
