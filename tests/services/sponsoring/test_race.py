"""Two hundred who promise towards one need at the same moment, every one of them twice."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from time import perf_counter

import sqlalchemy as sa

from data import tables
from data.repositories import activities, pledges, sponsors
from domain.activities import NeedMetError
from domain.contacts import LinkPurpose
from domain.people import Pledge
from services import sponsoring
from tests.data.samples import a_sponsor
from tests.services.sponsoring.made_up import NOW, Scene, holder, scene

PEOPLE, AT_ONCE, NEED = 200, 40, 50_000
CENTS = [100 * (1 + 7 * n % 100) for n in range(PEOPLE)]  # 1 to 100 euros, 10,000 in all


def _all_at_once(calls):
    """Run `calls` in threads that start together, AT_ONCE at a time; how many were accepted."""
    barrier = Barrier(AT_ONCE)
    numbers = count()

    def one(call):
        if next(numbers) < AT_ONCE:
            barrier.wait()
        try:
            call()
        except NeedMetError:
            return False
        return True

    with ThreadPoolExecutor(AT_ONCE) as threads:
        return sum(threads.map(one, calls))


def _counted(set_up: Scene) -> tuple[int, int, int]:
    """What the need says is promised, what its pledges add up to, and how many there are."""
    with set_up.database.read() as session:
        found = pledges.of_activity(session, set_up.activity.id)
        promised = activities.get(session, set_up.activity.id).needs[0].promised
    return promised, sum(one.quantity for one in found), len(found)


def test_200_promise_at_once_and_twice_each_without_a_cent_too_many(database, record_property):
    set_up = scene(database, cents=NEED)
    with database.write() as session:
        for n in range(PEOPLE):
            sponsors.save(session, a_sponsor(id=f"sponsor{n}"))

    def promising(n):
        wanted, sponsor_id = (
            sponsoring.Promise(f"vorm{n}", set_up.money.id, CENTS[n]),
            f"sponsor{n}",
        )
        giver = holder(LinkPurpose.SPONSOR, sponsor_id)
        return lambda: sponsoring.promise(
            database, wanted, sponsor_id, actor=giver, source_address="", now=NOW
        )

    started = perf_counter()
    accepted = _all_at_once([promising(n % PEOPLE) for n in range(2 * PEOPLE)])
    record_property("seconds", perf_counter() - started)

    promised, added, made = _counted(set_up)
    assert promised == added <= NEED
    assert accepted == 2 * made < PEOPLE  # not everybody fits, and a double is no refusal
    kept = {one.pledge.id for one in set_up.pledges()}
    left_out = [CENTS[n] for n in range(PEOPLE) if f"vorm{n}" not in kept]
    assert promised + min(left_out) > NEED  # and nothing that still fitted was refused


def test_without_the_conditional_update_the_same_race_promises_too_much(database):
    """The positive control: if this keeps within the need, the test above proves nothing."""
    set_up = scene(database, cents=1_000)
    with database.write() as session:  # without the CHECK that would still catch it
        session.execute(sa.update(tables.needs).values(quantity=1_000_000))
    at_once = 8  # the read connections that are there at the same time
    barrier = Barrier(at_once)

    def look_then_promise(n):
        with database.read() as session:  # what a page does that shows what is open
            promised = activities.get(session, set_up.activity.id).needs[0].promised
        barrier.wait()
        if promised + 400 > 1_000:
            return
        with database.write() as session:
            naive = Pledge(f"naief{n}", set_up.money.id, set_up.sponsor.id, 400)
            session.execute(
                sa.insert(tables.pledges).values(
                    id=naive.id,
                    need_id=naive.need_id,
                    sponsor_id=naive.sponsor_id,
                    quantity=400,
                    state=naive.state,
                )
            )
            session.execute(
                sa.update(tables.needs)
                .where(tables.needs.c.id == naive.need_id)
                .values(promised=promised + 400)
            )

    with ThreadPoolExecutor(at_once) as threads:
        list(threads.map(look_then_promise, range(at_once)))
    assert _counted(set_up)[1] > 1_000
