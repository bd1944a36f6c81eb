"""Plain HTTP for the map: cluster tiles, what is in a cluster, and the words of a popup.

The frame that the map runs in has no origin of its own (a sandbox without `allow-same-origin`),
so its requests count as those of another site. What is answered here is public and the same for
everybody, hence `Access-Control-Allow-Origin: *`.
"""

from __future__ import annotations

import gzip
import re
import threading

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from services.filters import Filter, FilterCodeError
from services.map_cards import CARDS_AT_ONCE, cards_from, cards_of
from services.programme import ProgrammeStore
from services.tiles import MapTiles, TileOutsideError

FOR_EVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"

_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
_DEEPEST = 100_000


def answer(request: Request, packed: bytes, *, cache: str) -> Response:
    """Gzipped JSON, unpacked for a client that does not take gzip."""
    headers = {
        "Cache-Control": cache,
        "Access-Control-Allow-Origin": "*",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        packed = gzip.decompress(packed)
    return Response(packed, media_type="application/json", headers=headers)


def refusal(status: int) -> Response:
    """An empty answer that nobody keeps."""
    headers = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}
    return Response(status_code=status, headers=headers)


class TileRoutes:
    """The handlers, with the tiles of the current version. Plain functions: they run in threads."""

    def __init__(self, store: ProgrammeStore) -> None:
        self._store = store
        self._tiles: MapTiles | None = None
        self._lock = threading.Lock()

    def tile(self, request: Request) -> Response:
        """One tile; a redirect when the version is not the current one, 404 for what cannot be."""
        tiles, wanted, redirect = self._asked(request)
        if redirect is not None:
            return redirect
        try:
            packed = tiles.tile(wanted, *self._address(request))
        except TileOutsideError:
            return refusal(404)
        return answer(request, packed, cache=FOR_EVER)

    def cluster(self, request: Request) -> Response:
        """The activities behind one cluster of a tile, some at a time."""
        tiles, wanted, redirect = self._asked(request)
        if redirect is not None:
            return redirect
        start = request.query_params.get("from", "0")
        if not start.isdecimal() or len(start) > len(str(_DEEPEST)):
            return refusal(404)
        try:
            rows = tiles.members(wanted, *self._address(request), request.path_params["cell"])
        except TileOutsideError:
            return refusal(404)
        content = cards_from(tiles.programme, rows, start=int(start))
        return answer(request, gzip.compress(content, 5), cache=FOR_EVER)

    def cards(self, request: Request) -> Response:
        """What a popup says about `ids` (a comma between them); unknown and hidden ones are left out."""
        ids = request.query_params.get("ids", "").split(",")
        if len(ids) > CARDS_AT_ONCE or not all(_ID.fullmatch(one) for one in ids):
            return refusal(404)
        content = cards_of(self._store.current(), ids)
        return answer(request, gzip.compress(content, 5), cache=BRIEFLY)

    def _asked(self, request: Request) -> tuple[MapTiles, Filter, Response | None]:
        """The current tiles and the filter of a request, or what to answer instead."""
        asked = request.path_params["version"]
        tiles = self._current(asked)
        try:
            wanted = Filter.parse(request.path_params["code"])
        except FilterCodeError:
            return tiles, Filter(), refusal(404)
        current = tiles.programme.version
        if asked == current:
            return tiles, wanted, None
        # The rest of the path after the version, from the folder that holds the versions.
        rest = re.split(f"/0*{asked}/", request.url.path, maxsplit=1)[1]
        up = "../" * (rest.count("/") + 1)
        target = f"{up}{current}/{rest}"
        if request.url.query:
            target += f"?{request.url.query}"
        headers = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}
        return tiles, wanted, RedirectResponse(target, 307, headers)

    def _current(self, asked: int) -> MapTiles:
        programme = self._store.current()
        if asked > programme.version:  # a page of another process knows more than this one
            programme = self._store.refresh()
        tiles = self._tiles
        if tiles is None or tiles.programme is not programme:
            with self._lock:
                tiles = self._tiles
                if tiles is None or tiles.programme is not programme:
                    tiles = self._tiles = MapTiles(programme)
        return tiles

    @staticmethod
    def _address(request: Request) -> tuple[int, int, int]:
        path = request.path_params
        return path["z"], path["x"], path["y"]


def routes(store: ProgrammeStore) -> list[Route]:
    """The routes of tiles and cards, for the app."""
    handlers = TileRoutes(store)
    tile = "/kaart/{version:int}/{code}/{z:int}/{x:int}/{y:int}"
    return [
        Route("/kaart/activiteiten", handlers.cards),
        Route(tile, handlers.tile),
        Route(tile + "/{cell:int}", handlers.cluster),
    ]
