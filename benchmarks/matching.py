"""Ways to match, side by side in one go, on one made-up country. Run: python -m benchmarks.matching.

CPU time of this process per seeker (wall time for PostGIS, which works elsewhere), so that others
on the machine matter less. The other ways compute the made-up score of `docs/matching.md`; this
engine computes all gates and criteria.
"""

from __future__ import annotations

import argparse
import contextlib
import getpass
import os
import pwd
import resource
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil
import psycopg
from geopy.distance import geodesic
from scipy.spatial import cKDTree
from sklearn.neighbors import BallTree

from benchmarks.country import NOW, activities, volunteers, write_volunteers
from domain.branches import Branch
from domain.places import Point
from domain.seekers import Seeker
from domain.vocabulary import Audience, NeedKind, TravelMode
from matching import suggest
from matching.allocation import greedy, own_first_choice, plan
from matching.bulk import rank
from matching.catalogue import Catalogue
from matching.portfolio import Offer, fund
from matching.scoring import best, scores, through_gates
from matching.seekers import Pairs, Seekers
from matching.weights import current
from services.bulk_matching import Job, match_file, over_processes

TOP = 10
POSTGRES = Path("/usr/lib/postgresql/15/bin")


def cpu(work: Callable[[], object], *, times: int = 1) -> float:
    """The median CPU seconds of `work`."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return float(np.median(found))


class Plain:
    """The made-up score on every row: 0.5 * 2^(-d/10 km) + 0.35 * branch + 0.15 * need."""

    def __init__(self, catalogue: Catalogue) -> None:
        placed = ~np.isnan(catalogue.lat)
        self.xyz, self.branch = catalogue.xyz[placed], catalogue.branch[placed]
        self.lat, self.lon = catalogue.lat[placed], catalogue.lon[placed]
        asked = np.maximum(catalogue.people_asked[placed], 1)
        self.need = catalogue.people_left[placed] / asked

    def score(self, km, branch, rows=slice(None)):
        return 0.5 * 2 ** (-km / 10) + 0.35 * (self.branch[rows] == branch) + 0.15 * self.need[rows]

    def best(self, xyz, branch):
        km = np.sqrt(((self.xyz - xyz) ** 2).sum(axis=1)) / 1000
        score = self.score(km, branch)
        top = np.argpartition(-score, TOP)[:TOP]
        return top[np.argsort(-score[top])]


def first_branch(seekers: Seekers) -> np.ndarray:
    lowest = seekers.branches & -seekers.branches
    return np.where(lowest > 0, np.log2(np.maximum(lowest, 1)), -1).astype(int)


def nearest_then_rank(plain: Plain, seekers: Seekers, branches) -> list[np.ndarray]:
    tree = BallTree(np.radians(np.c_[plain.lat, plain.lon]), metric="haversine")
    away, near = tree.query(np.radians(np.c_[seekers.lat, seekers.lon]), k=min(100, len(plain.lat)))
    score = plain.score(away * 6371.0088, branches[:, None], near)
    order = np.argsort(-score, axis=1)[:, :TOP]
    return list(np.take_along_axis(near, order, axis=1))


def share_found(found, truth) -> float:
    return float(np.mean([len(set(a) & set(b)) / TOP for a, b in zip(found, truth, strict=True)]))


def one_of_all(seekers: Seekers, catalogue: Catalogue, sample) -> float:
    """Share of the true ten best that bulk finds, against the full scan one by one."""
    found = rank(seekers, catalogue, now_minute=NOW, top=TOP)
    rows, weights, hits = np.arange(len(catalogue)), current(seekers.audience), []
    for who in sample:
        pairs = through_gates(Pairs(seekers, catalogue, np.array([who]), rows))
        truth = pairs.rows[best(scores(pairs, weights), TOP)]
        hits.append(np.array_equal(truth, found.rows[found.offsets[who] : found.offsets[who + 1]]))
    return float(np.mean(hits))


def visitors() -> list[Seeker]:
    fixed = {"age": 30, "travel_mode": TravelMode.CYCLING, "branches": frozenset({Branch.SPORT})}
    places = [(52.09, 5.12), (52.37, 4.90), (53.2, 6.57), (51.44, 5.48), (52.5, 6.1)]
    return [Seeker("v", Audience.VOLUNTEER, Point(*place), **fixed) for place in places]


def compare(n: int, bulk_seekers: int, port: int | None) -> None:
    catalogue, people = activities(n), volunteers(2_000)
    plain, branches = Plain(catalogue), first_branch(people)
    scan = cpu(lambda: [plain.best(people.xyz[i], branches[i]) for i in range(40)], times=5) / 40
    truth = [plain.best(people.xyz[i], branches[i]) for i in range(len(people))] if n <= 10_000 else [
        plain.best(people.xyz[i], branches[i]) for i in range(300)]  # fmt: skip
    rows: list[tuple[str, float, str]] = []
    here = (plain.lat[0], plain.lon[0])
    sample = min(1_000, len(plain.lat))
    geo = cpu(
        lambda: [
            geodesic(here, (a, b)).km
            for a, b in zip(plain.lat[:sample], plain.lon[:sample], strict=True)
        ]
    )
    rows.append((f"geopy in a loop (from {sample} pairs)", geo / sample * n, "100%"))
    rows.append(("plain numpy scan, made-up score", scan, "100%"))
    for seeker in visitors()[:1]:
        suggest(seeker, catalogue, now_minute=NOW)
    one = cpu(lambda: [suggest(who, catalogue, now_minute=NOW) for who in visitors()], times=7) / 5
    rows.append(("this engine, one visitor, 20 best explained", one, "100%"))
    for answers, count in (("few", bulk_seekers), ("many", min(bulk_seekers, 100_000))):
        many = volunteers(count, answers=answers)
        rank(many.take(np.arange(10)), catalogue, now_minute=NOW)
        spent = cpu(lambda many=many: rank(many, catalogue, now_minute=NOW, top=TOP)) / count
        exact = one_of_all(many.take(np.arange(500)), catalogue, range(0, 500, 5))
        rows.append((f"this engine, {count:,} in bulk, {answers} answers", spent, f"{exact:.0%}"))
    ball = cpu(lambda: nearest_then_rank(plain, people, branches)) / len(people)
    found = nearest_then_rank(plain, people, branches)
    rows.append(
        (
            "BallTree, 100 nearest, then score",
            ball,
            f"{share_found(found[: len(truth)], truth):.0%}",
        )
    )
    if port:
        rows += postgis(plain, people, branches, truth, port)
    tree, points = cKDTree(plain.xyz), volunteers(100_000).xyz
    floor = cpu(lambda: tree.query(points, k=TOP)) / len(points)
    rows.append(("bare 10 nearest of a k-d tree", floor, "-"))
    print(
        f"\n{n:,} activities\n\n| way | ms a seeker | plain scan / this | finds the true ten best |\n|---|---|---|---|"
    )
    for name, spent, share in sorted(rows, key=lambda row: -row[1]):
        print(f"| {name} | {1000 * spent:.4f} | {scan / spent:.2f} | {share} |", flush=True)
    print(
        f"\nPeak memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB"
    )


def postgis(plain: Plain, people: Seekers, branches, truth, port: int):
    with psycopg.connect(
        f"host=localhost port={port} dbname=postgres user=postgres", autocommit=True
    ) as db:
        db.execute("create extension if not exists postgis; drop table if exists a")
        db.execute("create table a (row int, g geography(point), branch int, need float8)")
        with db.cursor().copy("copy a from stdin") as copy:
            for row in range(len(plain.lat)):
                copy.write_row(
                    (
                        row,
                        f"SRID=4326;POINT({plain.lon[row]} {plain.lat[row]})",
                        int(plain.branch[row]),
                        float(plain.need[row]),
                    )
                )
        db.execute("create index on a using gist (g)")
        db.execute("analyze a")
        score = "0.5*power(2,-st_distance(g,p)/10000)+0.35*(branch=%(b)s)::int+0.15*need"
        point = "(select st_setsrid(st_makepoint(%(x)s,%(y)s),4326)::geography p) q"
        ways = {
            "PostGIS, score of every row": f"select row from a, {point} order by {score} desc, row limit 10",
            "PostGIS, within 25 km, then score": f"select row from a, {point} where st_dwithin(g,p,25000) order by {score} desc, row limit 10",
            "PostGIS, 100 nearest, then score": f"select row from (select a.*, p from a, {point} order by g <-> p limit 100) n order by {score} desc, row limit 10",
        }
        rows = []
        for name, query in ways.items():
            found, start, count = [], time.perf_counter(), 20 if "every" in name else 100
            for i in range(count):
                facts = {
                    "x": float(people.lon[i]),
                    "y": float(people.lat[i]),
                    "b": int(branches[i]),
                }
                found.append([row for (row,) in db.execute(query, facts)])
            spent = (time.perf_counter() - start) / count
            rows.append((name, spent, f"{share_found(found, truth[:count]):.0%}"))
        return rows


class Server:
    """A PostgreSQL of its own in a temporary folder, as an ordinary user."""

    def __init__(self, port: int) -> None:
        self._folder, self.port = Path(tempfile.mkdtemp(prefix="benchmark-")), port
        self._as = []
        if getpass.getuser() == "root":
            nobody = pwd.getpwnam("postgres")
            os.chown(self._folder, nobody.pw_uid, nobody.pw_gid)
            self._as = ["runuser", "-u", "postgres", "--"]

    def __enter__(self) -> Server:
        data = str(self._folder / "data")
        self._run(POSTGRES / "initdb", "-D", data, "-U", "postgres", "-A", "trust")
        self._run(POSTGRES / "pg_ctl", "-D", data, "-w", "-l", str(self._folder / "log"),
                  "-o", f"-p {self.port} -k {self._folder} -c listen_addresses=localhost", "start")  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        self._run(POSTGRES / "pg_ctl", "-D", str(self._folder / "data"), "-m", "fast", "stop")
        shutil.rmtree(self._folder)

    def _run(self, *command: object) -> None:
        subprocess.run([*self._as, *map(str, command)], check=True, stdout=subprocess.DEVNULL)


def stream(people: int, n: int, cores: int) -> None:
    """From a Parquet file of seekers to one of matches, with the memory of all processes together."""
    with tempfile.TemporaryDirectory() as folder:
        here, catalogue = Path(folder), activities(n)
        write_volunteers(people, here / "seekers.parquet")
        job = Job(Audience.VOLUNTEER, current(Audience.VOLUNTEER).version, NOW, TOP)
        start, memory = time.perf_counter(), Memory()
        with memory, over_processes(catalogue, job, cores=cores) as runner:
            match_file(
                here / "seekers.parquet", catalogue, here / "out.parquet", job=job, runner=runner
            )
        spent = time.perf_counter() - start
        print(
            f"\nFrom file to file: {people:,} seekers, {n:,} activities, {cores} cores: {spent:.0f} s, "
            f"{people / spent:,.0f} a second, {memory.peak / 1e9:.2f} GB in all",
            flush=True,
        )


class Memory:
    """The most memory that this process and its children held together, looked at four times a second."""

    def __init__(self) -> None:
        self.peak, self._done = 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._done.wait(0.25):
            family = [psutil.Process(), *psutil.Process().children(recursive=True)]
            held = 0
            for process in family:
                with contextlib.suppress(psutil.NoSuchProcess):
                    held += process.memory_info().rss
            self.peak = max(self.peak, held)


def divide(people: int, n: int) -> None:
    """Plan and portfolio at size, beside the simpler ways."""
    catalogue, seekers = activities(n, seed=3), volunteers(people, seed=4)
    found = rank(seekers, catalogue, now_minute=NOW, top=20)
    start = time.perf_counter()
    planned = plan(seekers, catalogue, found)
    spent = time.perf_counter() - start
    print(
        f"\nPlan: {people:,} volunteers, {n:,} activities: {spent:.1f} s, gap {planned.gap:.6f}, left over {len(planned.left_over):,}"
    )
    for name, measures in (
        ("plan", planned.measures),
        ("greedy", greedy(seekers, catalogue, found)),
        ("own first choice", own_first_choice(seekers, catalogue, found)),
    ):
        print(f"  {name}: {measures}", flush=True)
    sponsor = Seeker(
        "s",
        Audience.SPONSOR,
        Point(52.09, 5.12),
        offers=frozenset({NeedKind.MONEY}),
        budget_cents=2_500_000,
    )
    weights = current(Audience.SPONSOR)
    rich = activities(25_000, seed=5)
    needs = int(((rich.needs_open & 1) & (rich.money_open > 0)).sum())
    for seconds in (1.0, 5.0):
        start = time.perf_counter()
        chosen = fund([Offer(sponsor, {})], rich, weights=weights, now_minute=NOW, seconds=seconds)
        print(
            f"Portfolio: {needs:,} needs, limit {seconds} s: {time.perf_counter() - start:.1f} s, {len(chosen.choices)} chosen, value {chosen.value:.3f}, gap {chosen.gap:.6f}",
            flush=True,
        )


def compare_all(sizes: list[int], seekers: int, port: int | None) -> None:
    """All of `seekers` on the largest size, a tenth of them on the others."""
    for n in sizes:
        compare(n, seekers if n == max(sizes) else seekers // 10, port)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--seekers", type=int, default=1_000_000)
    parser.add_argument("--port", type=int, default=8677, help="for PostGIS; 0 leaves it out")
    parser.add_argument("--people", type=int, default=100_000, help="for plan and portfolio")
    parser.add_argument("--stream", type=int, default=0, help="seekers from file to file")
    chosen = parser.parse_args()
    if chosen.port:
        with Server(chosen.port) as server:
            compare_all(chosen.sizes, chosen.seekers, server.port)
    else:
        compare_all(chosen.sizes, chosen.seekers, None)
    if chosen.stream:
        stream(chosen.stream, max([*chosen.sizes, 1_000]), os.cpu_count() or 1)
    if chosen.people:
        divide(chosen.people, 10_000)


if __name__ == "__main__":
    main()
