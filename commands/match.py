"""`manage.py match`, `explain`, `plan`, `fund` and `evaluate`: matching from files or the database."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from commands.context import opened
from commands.match_choices import (
    IN_DATABASE,
    Activities,
    For,
    In,
    Now,
    Out,
    People,
    Top,
    Version,
    audience_of,
    catalogue_of,
    now_minute,
    say,
    told,
    version_of,
)
from commands.tables import on_terminal, show
from data.match_files import read_seekers, write_table
from data.repositories import programme_texts
from domain.vocabulary import Audience
from i18n.texts import Language
from matching.catalogue import Catalogue
from matching.seekers import Seekers
from services import head_of_list, match_reports
from services.bulk_matching import (
    Job,
    Lane,
    Runner,
    best_seekers,
    match_file,
    over_dask,
    over_processes,
)

PREVIEW = 10  # rows of a result that a terminal shows


def match(
    activities: Activities,
    seekers: People,
    audience: For = "volunteer",
    top: Top = 10,
    out: Out = Path("matches.parquet"),
    now: Now = None,
    edition: In = None,
    weights: Version = None,
    lane: Annotated[Lane | None, typer.Option(help=say("help.lane"))] = None,
    cores: Annotated[int, typer.Option(min=1, help=say("help.cores"))] = os.cpu_count() or 1,
    scheduler: Annotated[str | None, typer.Option(help=say("help.scheduler"))] = None,
    activity: Annotated[str | None, typer.Option(help=say("help.activity"))] = None,
) -> None:
    """Write the best matches of every seeker; "-" as activities takes the programme in the database.

    It is one list, or with --lane only what is near or what is done from home. With --activity it
    is turned round: the best seekers for that one activity.
    """
    who = audience_of(audience)
    job = Job(who, version_of(weights, who), now_minute(now), top, edition, lane)
    with told():
        catalogue = catalogue_of(activities, edition)
        if activity is not None:
            found = best_seekers(read_seekers(seekers, who), catalogue, activity, job)
            write_table(out, found)
            rows = len(found)
        else:
            rows = _match_all(seekers, catalogue, out, job, cores, scheduler)
    typer.echo(say("written", count=rows, file=out.resolve()))
    if rows and on_terminal():
        titles = _titles() if activities == IN_DATABASE else {}
        show(match_reports.preview(out, PREVIEW, titles=titles, language=Language.NL))


def _match_all(
    seekers: Path, catalogue: Catalogue, out: Path, job: Job, cores: int, scheduler: str | None
) -> int:
    with (
        _runner(catalogue, job, cores, scheduler) as runner,
        Progress(disable=not on_terminal()) as bar,
    ):
        task = bar.add_task(say("busy"), total=None)
        return match_file(
            seekers, catalogue, out, job=job, runner=runner,
            progress=lambda done: bar.update(task, completed=done),
        )  # fmt: skip


def _titles() -> dict[str, str]:
    with opened() as (database, _), database.read() as session:
        texts = programme_texts.texts(session)
    return dict(zip(texts.ids, texts.titles, strict=True))


def explain(
    activities: Activities,
    seekers: People,
    seeker: Annotated[str, typer.Argument(help=say("help.seeker"))],
    audience: For = "volunteer",
    top: Top = 10,
    now: Now = None,
    edition: In = None,
) -> None:
    """Say in sentences why the best matches of one seeker fit."""
    with told():
        lines = match_reports.explain_one(
            read_seekers(seekers, audience_of(audience)), seeker, catalogue_of(activities, edition),
            now_minute=now_minute(now), top=top, edition_id=edition, language=Language.NL,
        )  # fmt: skip
    for line in lines:
        typer.echo(line)


def plan(
    activities: Activities,
    seekers: People,
    out: Out = Path("plan.csv"),
    answers: Annotated[Path | None, typer.Option(help=say("help.answers"))] = None,
    now: Now = None,
    edition: In = None,
) -> None:
    """Divide volunteers fairly over activities, and compare with other ways."""
    with told():
        table, lines = match_reports.make_plan(
            seekers, catalogue_of(activities, edition), answers,
            now_minute=now_minute(now), edition_id=edition, language=Language.NL,
        )  # fmt: skip
        write_table(out, table)
    for line in lines:
        typer.echo(line)
    typer.echo(say("stands_in", file=out.resolve()))


def fund(
    activities: Activities,
    seekers: People,
    out: Out = Path("fund.csv"),
    now: Now = None,
    edition: In = None,
) -> None:
    """Pick a portfolio for the sponsors of a file, together."""
    with told():
        table, lines = match_reports.make_portfolio(
            seekers,
            catalogue_of(activities, edition),
            now_minute=now_minute(now),
            edition_id=edition,
            language=Language.NL,
        )
        write_table(out, table)
    for line in lines:
        typer.echo(line)
    typer.echo(say("stands_in", file=out.resolve()))


def evaluate(
    activities: Annotated[Path, typer.Argument(help=say("help.activities"))] = IN_DATABASE,
    seekers: Annotated[Path | None, typer.Argument(help=say("help.seekers_or_made_up"))] = None,
    audience: For = "volunteer",
    against: Annotated[str | None, typer.Option(help=say("help.against"))] = None,
    now: Now = None,
    edition: In = None,
) -> None:
    """Say what people get to see with the weights in use, beside another version."""
    who = audience_of(audience)
    version = version_of(None, who)
    other = version_of(against or f"{version} even", who)
    with told():
        people = _people(seekers, who)
        measured = head_of_list.compared(
            people, catalogue_of(activities, edition), versions=[version, other],
            now_minute=now_minute(now), edition_id=edition, language=Language.NL,
        )  # fmt: skip
    show(measured, title=say("head.title", count=len(people)))


def _people(file: Path | None, audience: Audience) -> Seekers:
    if file is not None:
        return head_of_list.some_of(read_seekers(file, audience), audience)
    with opened() as (_, gazetteer):
        return head_of_list.made_up(gazetteer, audience)


@contextmanager
def _runner(catalogue: Catalogue, job: Job, cores: int, scheduler: str | None) -> Iterator[Runner]:
    with ExitStack() as stack:
        if scheduler is None:
            runner = over_processes(catalogue, job, cores=cores)
        else:
            from distributed import Client, LocalCluster

            where: object = scheduler
            if scheduler == "local":
                where = stack.enter_context(LocalCluster(n_workers=cores, threads_per_worker=1))  # type: ignore[no-untyped-call]
            client = stack.enter_context(Client(where))  # type: ignore[no-untyped-call]
            runner = over_dask(catalogue, job, client=client)
        yield stack.enter_context(runner)
