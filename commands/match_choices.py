"""What the commands of matching are asked with: files, moments, audiences, weights; and what went wrong."""

from __future__ import annotations

from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from commands.context import opened
from data.match_columns import HEADING, MatchFileError, Problem
from data.match_files import read_catalogue
from data.repositories import programme
from domain.errors import NotFoundError, VerbindingError
from domain.vocabulary import Audience
from i18n.texts import Language, text
from matching.catalogue import Catalogue, minute
from matching.weights import VERSIONS, current

NL = Language.NL
IN_DATABASE = Path("-")
_AUDIENCES = {
    "volunteer": Audience.VOLUNTEER,
    "sponsor": Audience.SPONSOR,
    "team": Audience.TEAM,
} | {str(audience): audience for audience in Audience}


def say(key: str, **facts: object) -> str:
    """A sentence of `match.toml`."""
    return text(NL, f"match.{key}", **facts)


Activities = Annotated[Path, typer.Argument(help=say("help.activities"))]
People = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help=say("help.seekers"))]
For = Annotated[str, typer.Option("--audience", help=say("help.audience"))]
Top = Annotated[int, typer.Option("--top", min=1, help=say("help.top"))]
Out = Annotated[Path, typer.Option("--out", help=say("help.out"))]
Now = Annotated[str | None, typer.Option("--now", help=say("help.now"))]
In = Annotated[str | None, typer.Option("--edition", help=say("help.edition"))]
Version = Annotated[str | None, typer.Option("--weights", help=say("help.weights"))]


def audience_of(name: str) -> Audience:
    """The audience of this name, Dutch or English. Raises `typer.BadParameter`."""
    if name not in _AUDIENCES:
        raise typer.BadParameter(say("which", name=name, names=", ".join(_AUDIENCES)))
    return _AUDIENCES[name]


def version_of(name: str | None, audience: Audience) -> str:
    """The version of the weights of this name, else the one in use. Raises `typer.BadParameter`."""
    names = [weights.version for weights in VERSIONS if weights.audience is audience]
    if name is not None and name not in names:
        raise typer.BadParameter(say("which", name=name, names=", ".join(names)))
    return name or current(audience).version


def now_minute(given: str | None) -> int:
    """Minutes since 1970 UTC at the moment given, else now. Raises `typer.BadParameter`."""
    try:
        moment = datetime.fromisoformat(given) if given else datetime.now(UTC)
    except ValueError:
        raise typer.BadParameter(say("which_moment", value=given)) from None
    return minute(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def catalogue_of(file: Path, edition_id: str | None) -> Catalogue:
    """The activities of a file, or of the database. Raises `typer.BadParameter` and `MatchFileError`."""
    if file == IN_DATABASE:
        with opened() as (database, _), database.read() as session:
            catalogue = programme.catalogue(session)
    elif file.is_file():
        catalogue = read_catalogue(file)
    else:
        raise typer.BadParameter(say("no_file", file=file))
    if edition_id is not None and edition_id not in catalogue.edition_ids:
        names = ", ".join(filter(None, catalogue.edition_ids))
        raise typer.BadParameter(say("which", name=edition_id, names=names))
    return catalogue


class told(AbstractContextManager[None]):  # noqa: N801  # reads as a word: `with told():`
    """Say what went wrong, for a file every problem at its row, and end with exit code 1."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Let everything but a `VerbindingError` pass."""
        if not isinstance(error, VerbindingError):
            return
        for problem in error.problems if isinstance(error, MatchFileError) else ():
            typer.echo(_problem(problem), err=True)
        known = isinstance(error, NotFoundError)
        said = say("not_found", **error.facts) if known else text(NL, error.key, **error.facts)
        typer.echo(said, err=True)
        raise typer.Exit(1) from error


def _problem(problem: Problem) -> str:
    where = "unknown_column" if problem.row == HEADING else "problem"
    said = say(where, row=problem.row, column=problem.column, value=problem.value)
    *others, last = problem.words or ("",)
    expected = say(f"expected.{problem.expected}", words=", ".join(others), last=last)
    return f"{said} {expected}"
