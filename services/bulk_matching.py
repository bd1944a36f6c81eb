"""Matching at national size: from a file of seekers to a file of matches, stoppable and resumable.

The work is cut in parts of the file. Each part is one call of `match_part`, in this process, over
processes, or over a Dask cluster; the parts come back in order and each is kept on disk until the
last is done. A run that was stopped goes on after its last part.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.match_files import join_tables, read_seekers, write_table
from domain.errors import NotFoundError
from domain.vocabulary import Audience
from matching import single
from matching.bulk import rank
from matching.catalogue import Catalogue
from matching.scoring import contributions, kilometres_apart, scores
from matching.seekers import Pairs, Seekers
from matching.weights import by_version

if TYPE_CHECKING:
    from distributed import Client, Future

PART_ROWS = 50_000

# From parts of seekers to tables of matches, in the same order.
Runner = Callable[[Iterable[Seekers]], Iterator[pa.Table]]


class Lane(StrEnum):
    """One of the two wishes that a visitor sees apart, for who did not say which is theirs."""

    NEAR = "near"
    HOME = "home"


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every part. `version` names the weights.

    Without a `lane` it is one list: what is done from home stands at the edge of one's reach.
    """

    audience: Audience
    version: str
    now_minute: int
    top: int = 10
    edition_id: str | None = None
    lane: Lane | None = None


def match_part(seekers: Seekers, catalogue: Catalogue, job: Job) -> pa.Table:
    """Matches of some seekers: seeker, rank, activity, score, kilometres, each contribution, weights."""
    seekers = _in_lane(seekers, job.lane)
    found = rank(
        _nowhere(seekers) if job.lane is Lane.HOME else seekers, catalogue, weights=by_version(job.version), now_minute=job.now_minute, top=job.top, edition_id=job.edition_id
    )  # fmt: skip
    ranks = np.arange(len(found.rows)) - found.offsets[found.who] + 1
    return _table(Pairs(seekers, catalogue, found.who, found.rows), ranks, job)


def best_seekers(
    parts: Iterable[Seekers], catalogue: Catalogue, activity_id: str, job: Job
) -> pa.Table:
    """The best seekers for one activity, in the columns of `match_part`. Raises `NotFoundError`."""
    rows = np.flatnonzero(catalogue.ids == activity_id).astype(np.intp)
    if not len(rows):
        raise NotFoundError(what="activity", id=activity_id)
    kept = _nobody(job.audience)
    for part in parts:
        both = _in_lane(Seekers.together([kept, part], job.audience), job.lane)
        kept = both.take(
            single.best_rows(
                both,
                catalogue,
                rows[0],
                weights=by_version(job.version),
                now_minute=job.now_minute,
                top=job.top,
            )
        )
    pairs = Pairs(kept, catalogue, np.arange(len(kept)), np.repeat(rows, len(kept)))
    return _table(pairs, np.arange(len(kept)) + 1, job)


def _in_lane(seekers: Seekers, lane: Lane | None) -> Seekers:
    """The seekers, as if they asked for that lane only; without those who asked for the other.

    From home everything is at the edge of their reach, wherever it is for.
    """
    if lane is None:
        return seekers
    wanted = int(lane is Lane.HOME)
    same = seekers.take(np.flatnonzero(seekers.at_home != 1 - wanted))
    same = replace(same, at_home=np.full(len(same), wanted, dtype=np.int8))
    return replace(same, xyz=np.full_like(same.xyz, np.nan)) if wanted else same


def _nowhere(seekers: Seekers) -> Seekers:
    """The same without a place. What is as near as anything else is in the same order without it."""
    nowhere = np.full(len(seekers), np.nan)
    return replace(seekers, lat=nowhere, lon=nowhere)


def _table(pairs: Pairs, ranks: NDArray[np.intp], job: Job) -> pa.Table:
    """Pairs as the columns of a file of matches.

    Kilometres are rounded to whole ones, for a home is never a point; empty where unknown or online.
    """
    km, weights = kilometres_apart(pairs), by_version(job.version)
    columns: dict[str, Any] = {
        "seeker": _texts(pairs.seekers.ids, pairs.who),
        "rank": ranks.astype(np.int32),
        "activity": _texts(pairs.catalogue.ids, pairs.rows),
        "score": scores(pairs, weights),
        "km": pa.array(np.rint(np.nan_to_num(km)).astype(np.int32), mask=np.isnan(km)),
    }
    for name, column in contributions(pairs, weights).items():
        columns[name] = np.round(column, 9)
    columns["weights"] = pa.repeat(pa.scalar(job.version), len(pairs))
    return pa.table(columns)


def _texts(ids: NDArray[Any], places: NDArray[np.intp]) -> pa.Array:
    """Ids at `places`; each is made a text once, however often it comes."""
    once, where = np.unique(places, return_inverse=True)
    return pa.array(ids[once].tolist(), pa.string()).take(pa.array(where))


def match_file(
    seekers_file: Path,
    catalogue: Catalogue,
    out: Path,
    *,
    job: Job,
    runner: Runner,
    progress: Callable[[int], object] = int,
) -> int:
    """Match every seeker of a file and write `out`; the number of matches.

    `progress` hears how many seekers are done. Stopped halfway, the next call with the same
    arguments goes on; with other arguments or another file it starts afresh.
    """
    folder = out.with_name(out.name + ".parts")
    done = _kept_parts(folder, _fingerprint(seekers_file, catalogue, job))
    todo = _Counted(
        islice(read_seekers(seekers_file, job.audience, rows=PART_ROWS), len(done), None)
    )
    progress(len(done) * PART_ROWS)
    seen = len(done) * PART_ROWS
    for number, table in enumerate(runner(todo), start=len(done)):
        part = folder / f"{number:06d}.parquet"
        write_table(part, table)
        done.append(part)
        seen += todo.sizes.popleft()
        progress(seen)
    if not done:
        write_table(folder / "000000.parquet", match_part(_nobody(job.audience), catalogue, job))
        done.append(folder / "000000.parquet")
    rows = join_tables(done, out)
    shutil.rmtree(folder)
    return rows


class _Counted:
    """Parts on their way, with the size of each that has gone out."""

    def __init__(self, parts: Iterable[Seekers]) -> None:
        self._parts, self.sizes = parts, deque[int]()

    def __iter__(self) -> Iterator[Seekers]:
        for part in self._parts:
            self.sizes.append(len(part))
            yield part


def _nobody(audience: Audience) -> Seekers:
    return Seekers.from_seekers([], audience=audience)


def _fingerprint(seekers_file: Path, catalogue: Catalogue, job: Job) -> str:
    stat = seekers_file.stat()
    digest = hashlib.sha256()
    for field in fields(catalogue):
        column = getattr(catalogue, field.name)
        digest.update(str(field.name).encode() + np.ascontiguousarray(column).tobytes())
    said = [str(job), stat.st_size, stat.st_mtime_ns, PART_ROWS, digest.hexdigest()]
    return json.dumps(said)


def _kept_parts(folder: Path, fingerprint: str) -> list[Path]:
    """The parts of an earlier run of the same job, in order; the folder is made ready."""
    note = folder / "job.json"
    if folder.exists() and not (note.exists() and note.read_text(encoding="utf-8") == fingerprint):
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    note.write_text(fingerprint, encoding="utf-8")
    return sorted(folder.glob("??????.parquet"))


@contextmanager
def over_processes(catalogue: Catalogue, job: Job, *, cores: int) -> Iterator[Runner]:
    """Run parts over `cores` processes, or in this one when it is 1; the catalogue goes out once."""
    if cores <= 1:
        yield lambda parts: (match_part(part, catalogue, job) for part in parts)
        return
    with ProcessPoolExecutor(
        cores, mp_context=get_context("spawn"), initializer=_keep, initargs=(catalogue, job)
    ) as pool:
        yield lambda parts: _in_order(
            parts, lambda part: pool.submit(_match_kept, part), ahead=cores + 1
        )


_kept: list[Any] = []


def _keep(catalogue: Catalogue, job: Job) -> None:
    _kept[:] = [catalogue, job]


def _match_kept(seekers: Seekers) -> pa.Table:
    return match_part(seekers, *_kept)


@contextmanager
def over_dask(catalogue: Catalogue, job: Job, *, client: Client) -> Iterator[Runner]:
    """Run parts over a Dask cluster. The catalogue goes to every worker once; a lost part is done again."""
    everywhere = client.scatter(catalogue, broadcast=True)  # type: ignore[no-untyped-call]

    def submit(part: Seekers) -> Future[pa.Table]:
        return client.submit(match_part, part, everywhere, job, pure=False, retries=3)

    ahead = 2 * max(1, sum(client.nthreads().values()))  # type: ignore[no-untyped-call]
    yield lambda parts: _in_order(parts, submit, ahead=ahead)


def _in_order(
    parts: Iterable[Seekers], submit: Callable[[Seekers], Any], *, ahead: int
) -> Iterator[pa.Table]:
    """Results in the order of the parts, with at most `ahead` under way."""
    waiting: deque[Any] = deque()
    for part in parts:
        waiting.append(submit(part))
        if len(waiting) >= ahead:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
