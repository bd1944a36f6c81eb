"""Files in, files out: the same bytes in one process, over processes, stopped halfway, and over Dask."""

import os
import signal
from dataclasses import replace

import numpy as np
import pyarrow.parquet as pq
import pytest

from data.match_files import read_catalogue
from domain.activities import Task
from domain.places import Place, Point
from domain.vocabulary import Audience, TaskPlace
from matching import lanes as on_screen
from matching.catalogue import Catalogue
from matching.seekers import Seekers
from services import bulk_matching
from services.bulk_matching import Job, Lane, match_file, match_part, over_dask, over_processes
from tests.matching.made_up import NOW, UTRECHT, a_volunteer, an_activity

JOB = Job(Audience.VOLUNTEER, "2026-12 volunteer", NOW, top=3)
PARTS, PER_PART = 8, 40


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A catalogue, a file of seekers that makes PARTS parts, and a place for the result."""
    monkeypatch.setattr(bulk_matching, "PART_ROWS", PER_PART)
    random = np.random.default_rng(5)

    def line(name, n):
        lat, lon = random.uniform(51.5, 52.5), random.uniform(4.5, 5.5)
        return f"{name}{n:03d},{lat:.4f},{lon:.4f},{random.choice(['sport', 'cultuur', ''])}"

    activities, seekers = tmp_path / "activities.csv", tmp_path / "seekers.csv"
    slot = "2026-12-09T10:00/2026-12-09T12:00"
    activities.write_text(
        "id,latitude,longitude,branch,slots\n"
        + "".join(f"{line('a', n)},{slot}\n" for n in range(60))
    )
    seekers.write_text(
        "id,latitude,longitude,branches\n"
        + "".join(f"{line('v', n)}\n" for n in range(PARTS * PER_PART - 5))
    )
    return read_catalogue(activities), seekers, tmp_path / "out.parquet"


def matched(files, runner, name="out.parquet", **given):
    catalogue, seekers, out = files
    match_file(seekers, catalogue, out.with_name(name), job=JOB, runner=runner, **given)
    return out.with_name(name).read_bytes()


def alone(files):
    with over_processes(files[0], JOB, cores=1) as runner:
        return matched(files, runner)


def test_the_file_names_seeker_rank_activity_score_kilometres_and_contributions(files):
    alone(files)

    table = pq.read_table(files[2])
    assert table.column_names == [
        "seeker", "rank", "activity", "score", "km",
        "nearness", "branch", "time", "forms", "groups", "need", "weights",
    ]  # fmt: skip
    row = table.slice(0, 1).to_pylist()[0]
    assert (row["seeker"], row["rank"], row["weights"]) == ("v000", 1, "2026-12 volunteer")
    assert row["nearness"] + row["branch"] == pytest.approx(row["score"], abs=1e-8)


def test_a_lane_leaves_out_who_asked_for_the_other(files):
    people = [a_volunteer(id=f"{at_home}", at_home=at_home) for at_home in (None, True, False)]
    seekers = Seekers.from_seekers(people)

    asked = {
        lane: set(match_part(seekers, files[0], replace(JOB, lane=lane))["seeker"].to_pylist())
        for lane in (None, *Lane)
    }

    assert asked == {None: {"None", "False"}, Lane.NEAR: {"None", "False"}, Lane.HOME: set()}


@pytest.mark.parametrize("here", [UTRECHT, None])
def test_from_home_all_is_equally_near_wherever_it_is_for(here):
    call = Task("t", "Bellen", 30, 5, place=TaskPlace.AT_HOME)
    far = Place("Emmen", Point(52.78, 6.9))
    programme = [an_activity("a", place=far, tasks=(call,)), an_activity("b", tasks=(call,))]
    seeker = a_volunteer(point=here, radius_km=5.0)

    catalogue = Catalogue.from_activities(programme)
    table = match_part(Seekers.from_seekers([seeker]), catalogue, replace(JOB, lane=Lane.HOME))

    rows = table.to_pylist()
    shown = on_screen.lanes(seeker, catalogue, now_minute=NOW)
    group = shown.groups[shown.main if here is None else on_screen.Lane.HOME]
    assert [(row["activity"], row["km"]) for row in rows] == [("a", None), ("b", None)]
    assert [row["score"] for row in rows] == [match.score for match in group.matches(0, 2)]


def test_two_processes_write_the_same_bytes_as_one(files):
    expected = alone(files)

    with over_processes(files[0], JOB, cores=2) as runner:
        assert matched(files, runner, "two.parquet") == expected


def test_a_run_that_was_stopped_goes_on_where_it_was(files):
    expected, done = alone(files), []

    def stopped_after_three(parts):
        with over_processes(files[0], JOB, cores=1) as runner:
            for number, table in enumerate(runner(parts)):
                if number == 3:
                    raise KeyboardInterrupt
                yield table

    with pytest.raises(KeyboardInterrupt):
        matched(files, stopped_after_three, "again.parquet")
    with over_processes(files[0], JOB, cores=1) as runner:
        again = matched(files, runner, "again.parquet", progress=done.append)

    assert again == expected
    assert done[0] == 3 * PER_PART
    assert done[-1] == PARTS * PER_PART - 5
    assert not files[2].with_name("again.parquet.parts").exists()


def test_a_programme_that_changed_starts_afresh(files):
    catalogue, seekers, out = files

    def stopped(parts):
        yield match_part(next(iter(parts)), catalogue, JOB)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        matched(files, stopped)
    changed = replace(catalogue, branch=np.roll(catalogue.branch, 1)), seekers, out
    with over_processes(changed[0], JOB, cores=1) as runner:
        again = matched(changed, runner)

    assert again == alone(changed)


def test_csv_holds_the_same_as_parquet(files):
    alone(files)

    with over_processes(files[0], JOB, cores=1) as runner:
        lines = matched(files, runner, "out.csv").decode().splitlines()

    assert len(lines) == 1 + pq.read_metadata(files[2]).num_rows


@pytest.mark.slow
def test_a_dask_cluster_that_loses_a_worker_writes_the_same_bytes(files):
    distributed = pytest.importorskip("distributed")
    expected = alone(files)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):

        def losing_a_worker(runner):
            def run(parts):
                for number, table in enumerate(runner(parts)):
                    if number == 2:
                        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
                    yield table

            return run

        with over_dask(files[0], JOB, client=client) as runner:
            assert matched(files, losing_a_worker(runner), "dask.parquet") == expected
