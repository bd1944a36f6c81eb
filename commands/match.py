"""`manage.py match`, `explain`, `plan`, `fund` and `evaluate`: matching from files or the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from commands.context import opened
from commands.tables import show
from data.match_columns import HEADING, MatchFileError, Problem
from data.match_files import read_catalogue, read_seekers, write_table
from data.repositories import programme
from domain.errors import NotFoundError, VerbindingError
from domain.vocabulary import Audience
from i18n.texts import Language, text
from matching.catalogue import Catalogue, minute
from matching.seekers import Seekers
from matching.weights import VERSIONS, current
from services import bulk_matching, head_of_list, match_reports

NL = Language.NL
IN_DATABASE = Path("-")
_AUDIENCES = {
    "volunteer": Audience.VOLUNTEER,
    "sponsor": Audience.SPONSOR,
    "team": Audience.TEAM,
} | {str(one): one for one in Audience}


def _say(key: str, **facts: object) -> str:
    return text(NL, f"match.{key}", **facts)


Activities = Annotated[Path, typer.Argument(help=_say("help.activities"))]
People = Annotated[Path, typer.Argument(help=_say("help.seekers"))]
For = Annotated[str, typer.Option("--audience", help=_say("help.audience"))]
Top = Annotated[int, typer.Option("--top", min=1, help=_say("help.top"))]
Out = Annotated[Path, typer.Option("--out", help=_say("help.out"))]
Now = Annotated[str | None, typer.Option("--now", help=_say("help.now"))]
In = Annotated[str | None, typer.Option("--edition", help=_say("help.edition"))]
Version = Annotated[str | None, typer.Option("--weights", help=_say("help.weights"))]


def match(
    activities: Activities,
    seekers: People,
    audience: For = "volunteer",
    top: Top = 10,
    out: Out = Path("matches.parquet"),
    now: Now = None,
    edition: In = None,
    weights: Version = None,
    cores: Annotated[int, typer.Option(help=_say("help.cores"))] = os.cpu_count() or 1,
    scheduler: Annotated[str | None, typer.Option(help=_say("help.scheduler"))] = None,
    activity: Annotated[str | None, typer.Option(help=_say("help.activity"))] = None,
) -> None:
    """Write the best matches of every seeker; "-" as activities takes the programme in the database.

    With --activity it is turned round: the best seekers for that one activity.
    """
    job = bulk_matching.Job(
        _audience(audience), _version(weights, audience), _now(now), top, edition
    )
    with _told():
        catalogue = _catalogue(activities)
        if activity is not None:
            parts = read_seekers(seekers, job.audience)
            write_table(out, found := bulk_matching.best_seekers(parts, catalogue, activity, job))
            typer.echo(_say("written", count=len(found), file=out))
            return
        with _runner(catalogue, job, cores, scheduler) as runner, Progress() as bar:
            task = bar.add_task(_say("busy"), total=None)
            rows = bulk_matching.match_file(
                seekers, catalogue, out, job=job, runner=runner,
                progress=lambda done: bar.update(task, completed=done),
            )  # fmt: skip
    typer.echo(_say("written", count=rows, file=out))


def explain(
    activities: Activities,
    seekers: People,
    seeker: Annotated[str, typer.Argument(help=_say("help.seeker"))],
    audience: For = "volunteer",
    top: Top = 10,
    now: Now = None,
    edition: In = None,
) -> None:
    """Say in sentences why the best matches of one seeker fit."""
    with _told():
        lines = match_reports.explain_one(
            read_seekers(seekers, _audience(audience)), seeker, _catalogue(activities),
            now_minute=_now(now), top=top, edition_id=edition, language=NL,
        )  # fmt: skip
    for line in lines:
        typer.echo(line)


def plan(
    activities: Activities,
    seekers: People,
    out: Out = Path("plan.csv"),
    answers: Annotated[Path | None, typer.Option(help=_say("help.answers"))] = None,
    now: Now = None,
    edition: In = None,
) -> None:
    """Divide volunteers fairly over activities, and compare with other ways."""
    with _told():
        table, lines = match_reports.make_plan(
            seekers, _catalogue(activities), answers,
            now_minute=_now(now), edition_id=edition, language=NL,
        )  # fmt: skip
        write_table(out, table)
    for line in lines:
        typer.echo(line)


def fund(
    activities: Activities,
    seekers: People,
    out: Out = Path("fund.csv"),
    now: Now = None,
    edition: In = None,
) -> None:
    """Pick a portfolio for the sponsors of a file, together."""
    with _told():
        table, lines = match_reports.make_portfolio(
            seekers, _catalogue(activities), now_minute=_now(now), edition_id=edition, language=NL
        )
        write_table(out, table)
    for line in lines:
        typer.echo(line)


def evaluate(
    activities: Annotated[Path, typer.Argument(help=_say("help.activities"))] = IN_DATABASE,
    seekers: Annotated[Path | None, typer.Argument(help=_say("help.seekers_or_made_up"))] = None,
    audience: For = "volunteer",
    against: Annotated[str | None, typer.Option(help=_say("help.against"))] = None,
    now: Now = None,
    edition: In = None,
) -> None:
    """Say what people get to see with the weights in use, beside another version."""
    who, version = _audience(audience), _version(None, audience)
    other = _version(against or f"{version} even", audience)
    with _told():
        people = _people(seekers, who)
        measured = head_of_list.compared(
            people, _catalogue(activities), versions=[version, other],
            now_minute=_now(now), edition_id=edition, language=NL,
        )  # fmt: skip
    show(measured, title=_say("head.title", count=len(people)))


def _people(file: Path | None, audience: Audience) -> Seekers:
    if file is not None:
        return head_of_list.some_of(read_seekers(file, audience), audience)
    with opened() as (_, gazetteer):
        return head_of_list.made_up(gazetteer, audience)


class _told(AbstractContextManager[None]):  # noqa: N801  # reads as a word: `with _told():`
    """Say what went wrong, for a file every problem at its row, and end with exit code 1."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if not isinstance(error, VerbindingError):
            return
        for problem in error.problems if isinstance(error, MatchFileError) else ():
            typer.echo(_problem(problem), err=True)
        known = isinstance(error, NotFoundError)
        said = _say("not_found", **error.facts) if known else text(NL, error.key, **error.facts)
        typer.echo(said, err=True)
        raise typer.Exit(1) from error


def _problem(problem: Problem) -> str:
    if problem.row == HEADING:
        return _say("unknown_column", column=problem.column)
    return _say("problem", row=problem.row, column=problem.column, value=problem.value)


def _audience(name: str) -> Audience:
    if name not in _AUDIENCES:
        raise typer.BadParameter(_say("which_audience", names=", ".join(_AUDIENCES)))
    return _AUDIENCES[name]


def _version(name: str | None, audience: str) -> str:
    who = _audience(audience)
    names = [weights.version for weights in VERSIONS if weights.audience is who]
    if name is not None and name not in names:
        raise typer.BadParameter(_say("which_version", name=name, names=", ".join(names)))
    return name or current(who).version


def _now(given: str | None) -> int:
    return minute(datetime.fromisoformat(given).replace(tzinfo=UTC) if given else datetime.now(UTC))


def _catalogue(file: Path) -> Catalogue:
    if file != IN_DATABASE:
        return read_catalogue(file)
    with opened() as (database, _), database.read() as session:
        return programme.catalogue(session)


@contextmanager
def _runner(
    catalogue: Catalogue, job: bulk_matching.Job, cores: int, scheduler: str | None
) -> Iterator[bulk_matching.Runner]:
    with ExitStack() as stack:
        if scheduler is None:
            runner = bulk_matching.over_processes(catalogue, job, cores=cores)
        else:
            from distributed import Client, LocalCluster

            where: object = scheduler
            if scheduler == "local":
                where = stack.enter_context(LocalCluster(n_workers=cores, threads_per_worker=1))  # type: ignore[no-untyped-call]
            client = stack.enter_context(Client(where))  # type: ignore[no-untyped-call]
            runner = bulk_matching.over_dask(catalogue, job, client=client)
        yield stack.enter_context(runner)
