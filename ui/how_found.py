"""How people find one's own activity: what it could still say, what that would do, and the way there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from domain.activities import Activity
from domain.editions import Edition
from domain.unsaid import FIELD, Fact
from services.discretion import LEAST_SHOWN
from services.organising import MyActivity, how_found
from services.organising.findability import Gain, HowFound, Looked
from services.organising.moments import days_to_choose
from ui import html, resources, state
from ui.words import plain, t

_IN_SIGHT = 3
# What is not a plain field of the form: its question, and the last part of the key of its field.
_ODD: dict[Fact, tuple[str, str]] = {
    Fact.PLACE: ("organise.where", "waar"),
    Fact.MOMENTS: ("organise.when", "dag"),
    Fact.TASKS: ("findable.tasks", "regel"),
    Fact.NEEDS: ("findable.needs", "regel"),
}
# Whether it matters to all who look, and whether they are few.
_KINDS = {
    (False, False): "asked",
    (False, True): "asked_few",
    (True, False): "every",
    (True, True): "every_few",
}


def show(mine: MyActivity, *, key: str) -> None:
    """What is missing, what does most first; nothing once it is over. `key` is that of the form."""
    found = _found(mine)
    if found is None:
        return
    with st.container(border=True, key="mijn_gevonden"):
        st.header(t("findable.title"), anchor=False)
        html.show(html.lines([_how_many(found.found)]))
        if not found.gains:
            html.show(html.notice(plain("findable.complete")))
            return
        html.show(_rows(found.gains[:_IN_SIGHT], found, mine.edition, key))
        if rest := found.gains[_IN_SIGHT:]:
            with st.expander(t("findable.rest", count=len(rest))):
                html.show(_rows(rest, found, mine.edition, key))


def _found(mine: MyActivity) -> HowFound | None:
    """Worked out once for what is stored: other parts of the page are drawn often."""
    known: dict[str, tuple[Activity, HowFound | None]]
    known = st.session_state.setdefault(state.HOW_FOUND, {})
    id = mine.activity.id
    if id not in known or known[id][0] != mine.latest:
        found = how_found(
            resources.database(),
            resources.gazetteer(),
            id,
            actor=resources.actor(),
            now=resources.now(),
        )
        known[id] = (mine.latest, found)
    return known[id][1]


def _how_many(count: int | None) -> str:
    if count is None:
        return plain("findable.found_few", least=LEAST_SHOWN)
    return plain("findable.found", count=count)


def _rows(gains: Sequence[Gain], found: HowFound, edition: Edition, key: str) -> Markup:
    where = found.province.label if found.province else plain("findable.country")
    rows = []
    for gain in gains:
        question, end = _ODD.get(gain.fact) or (f"field.{FIELD[gain.fact]}.ask", FIELD[gain.fact])
        if gain.fact is Fact.MOMENTS and not days_to_choose(edition, now=resources.now()):
            end = "andere_dag"
        does = [*_wished(gain, found.found), *(_looked(one, where) for one in gain.looked)]
        rows.append((plain(question), does, f"{key}_{end}", plain(f"findable.go.{gain.fact}")))
    return html.ways(rows)


def _wished(gain: Gain, found: int | None) -> Iterator[str]:
    """What it would do for people who left their wishes."""
    if gain.better is None:
        yield plain("findable.better_few", least=LEAST_SHOWN)
    elif found and gain.better and found >= gain.better:
        yield plain("findable.better_of", count=gain.better, people=found)
    elif gain.better:
        yield plain("findable.better", count=gain.better)
    if gain.more is None:
        yield plain("findable.more_few", least=LEAST_SHOWN)
    elif gain.more:
        yield plain("findable.more", count=gain.more)


def _looked(looked: Looked, where: str) -> str:
    """How often people looked for whom it matters."""
    kind = _KINDS[looked.is_every, looked.count is None]
    key = f"findable.{kind}.{looked.audience}"
    return plain(key, where=where, count=looked.count, least=LEAST_SHOWN)
