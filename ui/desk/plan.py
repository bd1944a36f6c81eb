"""A plan in numbers and plain words, and the ways to look at it."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from domain.actors import Actor
from domain.proposals import PlanRun, ProposalState
from i18n import formats
from i18n.texts import Language, label, text
from services.planning.left_behind import Reason
from services.planning.looking import PlanNumbers
from ui import bound, html, state
from ui.words import plain, t

_VIEW = "verdeling_beeld"
_SURE = 1e-5  # a gap below this is as good as none
_WAYS = {
    "plan": "plan.way_plan",
    "greedy": "plan.way_greedy",
    "first_choice": "plan.way_first_choice",
}


class View(StrEnum):
    """What of a plan is looked at."""

    ACTIVITIES = "activiteiten"
    LEFT_OVER = "over"
    ASK = "vragen"


def _word(view: View, language: Language) -> str:
    return text(language, f"plan.view.{view}")


def view_choice() -> View:
    """What to look at."""
    chosen = st.segmented_control(
        t("plan.look"),
        list(View),
        default=View.ACTIVITIES,
        required=True,
        format_func=bound.words(_VIEW, list(View), _word),
        key=_VIEW,
        bind="query-params",
    )
    return View(chosen or View.ACTIVITIES)


def figures(found: PlanNumbers, actor: Actor) -> None:
    """How the plan came out, in words, beside other ways to divide."""
    language = state.language()
    counts = [
        ("", f"{label(language, one)}: {formats.number(found.by_state[one], language)}")
        for one in ProposalState
        if found.by_state.get(one)
    ]
    html.show(html.badges(counts))
    run = found.run
    if run is None:
        html.show(html.empty(plain("plan.none_yet")))
        return
    if run.scope != actor.scope:
        html.show(html.hint(plain("plan.of_all")))
    left = sum(found.left_over.values())
    html.show(
        html.items(
            [
                plain("plan.placed", count=run.placed, shown=formats.number(run.placed, language)),
                plain("plan.left", count=left, shown=formats.number(left, language)),
                *_fairer(run),
                plain("plan.proven") if run.gap < _SURE else _gap(run),
                plain("plan.answered", count=found.answered),
                plain("plan.made_at", moment=formats.moment(run.made_at, language)),
            ]
        )
    )
    with st.expander(t("plan.compare"), icon=":material/balance:"):
        _ways(run)


def reasons(found: PlanNumbers) -> None:
    """How many are left over, by why."""
    html.show(
        html.badges(
            ("", plain(f"plan.left_by.{why}", count=found.left_over[why]))
            for why in Reason
            if found.left_over.get(why)
        )
    )


def _fairer(run: PlanRun) -> list[str]:
    """What the plan spares, beside everybody going where their own first choice is."""
    first, here = run.compared.get("first_choice"), run.compared.get("plan")
    if not first or not here or not first["too_many"]:
        return []
    language = state.language()
    count = int(first["too_many"])
    return [
        plain("plan.too_many", count=count, shown=formats.number(count, language)),
        plain(
            "plan.empty",
            then=formats.number(round(100 * first["empty"]), language),
            now=formats.number(round(100 * here["empty"]), language),
        ),
    ]


def _gap(run: PlanRun) -> str:
    share = formats.number(round(100 * run.gap, 2), state.language())
    return plain("plan.gap", gap=share)


def _ways(run: PlanRun) -> None:
    language = state.language()
    heads = [
        plain(key)
        for key in ("plan.way", "plan.way_placed", "plan.way_too_many", "plan.way_empty",
                    "plan.way_worst")
    ]  # fmt: skip
    rows = [
        (
            plain(key),
            formats.number(run.compared[name]["placed"], language),
            formats.number(run.compared[name]["too_many"], language),
            f"{formats.number(round(100 * run.compared[name]['empty'], 1), language)} %",
            formats.number(round(100 * run.compared[name]["worst"]), language),
        )
        for name, key in _WAYS.items()
        if name in run.compared
    ]
    html.show(html.table(heads, rows))
