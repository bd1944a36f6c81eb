"""Plain HTTP for the base layer of the map: files that a browser keeps for ever."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.settings import Settings
from services.base_layer import base_layers
from web.tiles import FOR_EVER, answer, refusal


def routes(settings: Settings) -> list[Route]:
    """The route of the base layer, for the app."""

    def file(request: Request) -> Response:
        """One file; a redirect when its content has changed, 404 for a name that is not there."""
        layer = base_layers(settings.geodata).get(request.path_params["name"])
        if layer is None:
            return refusal(404)
        if request.path_params["digest"] != layer.digest:
            headers = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}
            return RedirectResponse(layer.file_name, 307, headers)
        return answer(request, layer.packed, cache=FOR_EVER)

    return [Route("/kaart/basis/{name}.{digest}.json", file)]
