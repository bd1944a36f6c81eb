"""`manage.py place`: what is known of a place, as JSON."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from typing import Annotated

import typer

from commands.context import opened
from data.settings import Settings
from domain.places import AmbiguousPlaceError, Place, PlaceNotFoundError
from i18n.texts import Language, text
from services import places

NL = Language.NL


def place(
    query: Annotated[str, typer.Argument(help=text(NL, "places.help.query"))],
    *,
    online: Annotated[bool, typer.Option("--online", help=text(NL, "places.help.online"))] = False,
) -> None:
    """Print the place that was found, or the candidates; exit code 1 when there is none."""
    with opened() as (database, _):
        try:
            found = places.find_place(
                database,
                Settings.from_environment(os.environ),
                query,
                now=datetime.now(UTC),
                allow_remote=online,
            )
        except AmbiguousPlaceError as error:
            _print(None, error.candidates)
            return
        except PlaceNotFoundError as error:
            typer.echo(_sorry(error), err=True)
            raise typer.Exit(1) from error
    _print(found, ())


def _print(found: Place | None, candidates: tuple[Place, ...]) -> None:
    answer = _facts(found) | {"candidates": [_facts(candidate) for candidate in candidates]}
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))


def _facts(place: Place | None) -> dict[str, object]:
    point = place.point if place else None
    return {
        "name": place.name if place else None,
        "latitude": point.lat if point else None,
        "longitude": point.lon if point else None,
        "precision": place.precision if place else None,
        "source": place.source if place else None,
        "municipality": place.municipality if place else None,
        "province": place.province.label if place and place.province else None,
    }


def _sorry(error: PlaceNotFoundError) -> str:
    if not error.suggestions:
        return text(NL, "places.not_found", query=error.query)
    names = ", ".join(error.suggestions)
    return text(NL, "places.not_found_but", query=error.query, names=names)
