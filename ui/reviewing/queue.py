"""The queue: what waits, oldest first, chosen from and one open at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from domain.branches import Branch
from i18n.texts import label
from services.organising import reviewing
from services.organising.reviewing import Line
from ui import html, resources, state
from ui.reviewing import deciding, reading
from ui.words import plain, t

PER_PAGE = 20

_Option = TypeVar("_Option")


class View(StrEnum):
    """How the queue is worked through."""

    ONE = "een"
    MANY = "veel"
    DOUBLES = "dubbel"


class Kind(StrEnum):
    """What waits: something new, or something that visitors see already."""

    NEW = "nieuw"
    CHANGED = "aangepast"


def view() -> View:
    """How this coordinator works now."""
    chosen = st.segmented_control(
        t("review.view"),
        list(View),
        default=View.ONE,
        required=True,
        format_func=lambda one: t(f"review.view_{one}"),
        key=state.REVIEW_VIEW,
        label_visibility="collapsed",
    )
    return View(chosen)


def found() -> list[Line]:
    """What waits and fits the filters, oldest first; says how much and how long."""
    everything = reviewing.lines(resources.database(), actor=resources.actor(), now=resources.now())
    if not everything:
        html.show(html.empty(plain("review.nothing")))
        return []
    words = [plain("review.count", count=len(everything))]
    if everything[0].waits is not None:
        words.append(plain("review.longest", count=everything[0].waits.days))
    if late := sum(one.is_late for one in everything):
        words.append(plain("review.late", count=late))
    html.show(html.notice(" ".join(words)))
    chosen = _filtered(everything)
    if not chosen:
        html.show(html.empty(plain("review.none_fit")))
    return chosen


def one_by_one(lines: Sequence[Line]) -> None:
    """A page of the queue with one of it open: the one whose turn it is."""
    ids = [one.id for one in lines]
    open_id = st.session_state.get(state.REVIEW_OPEN)
    at = ids.index(open_id) if open_id in ids else 0
    first = at // PER_PAGE * PER_PAGE
    for number, line in enumerate(lines[first : first + PER_PAGE], start=first):
        if number == at:
            _open(lines, at)
        else:
            with st.container(key=f"leesrij_{line.id}"):
                st.button(
                    words_of(line),
                    key=f"open_{line.id}",
                    type="tertiary",
                    width="stretch",
                    on_click=open_one,
                    args=(line.id,),
                )
    _pages(ids, first)


def words_of(line: Line) -> str:
    """One line, quick to scan: what, new or changed, where, and how long it waits."""
    row = line.row
    words = t(
        "review.line",
        title=row.title,
        what=plain("review.new" if row.is_new else "review.changed"),
        place=row.place.municipality or plain("review.nowhere"),
        wait=plain("review.waits", count=line.waits.days) if line.waits is not None else "",
    )
    return f"{words} · {t('review.waits_long')}" if line.is_late else words


def open_one(id: str) -> None:
    """Let this one be open."""
    st.session_state[state.REVIEW_OPEN] = id


def _open(lines: Sequence[Line], at: int) -> None:
    line = lines[at]
    waiting = reviewing.one(resources.database(), line.id, actor=resources.actor())
    with st.container(border=True, key=f"leesbeurt_{line.id}"):
        html.show(html.turn(line.id, waiting.proposed.title if waiting else line.row.title))
        html.show(
            html.badges(
                [
                    ("", plain("review.position", number=at + 1, total=len(lines))),
                    ("", plain("review.new" if line.row.is_new else "review.changed")),
                    *([("vol", plain("review.waits_long"))] if line.is_late else []),
                ]
            )
        )
        if waiting is None:
            html.show(html.empty(plain("review.seen_already")))
            return
        _steps(lines, at)
        reading.show(waiting)
        deciding.show(waiting, following=_following(lines, at))


def _steps(lines: Sequence[Line], at: int) -> None:
    """The way to the one before and the one after, also by the keyboard."""
    with st.container(horizontal=True):
        for words, to, shortcut in (
            ("review.previous", at - 1, "Alt+Shift+K"),
            ("review.next", at + 1, "Alt+Shift+J"),
        ):
            is_there = 0 <= to < len(lines)
            st.button(
                t(words),
                key=f"{words.replace('.', '_')}_{lines[at].id}",
                shortcut=shortcut,
                disabled=not is_there,
                on_click=open_one,
                args=(lines[to].id if is_there else "",),
            )


def _following(lines: Sequence[Line], at: int) -> str:
    """The one whose turn it is after this one; "" when it is the last."""
    rest = [one.id for one in (*lines[at + 1 :], *reversed(lines[:at]))]
    return rest[0] if rest else ""


def _pages(ids: Sequence[str], first: int) -> None:
    pages = -(-len(ids) // PER_PAGE)
    if pages > 1:
        page = first // PER_PAGE + 1
        key = f"lezen_bladzijde_{page}"  # which page it is follows from what is open
        st.pagination(pages, default=page, key=key, on_change=_turn_page, args=(ids, key))


def _turn_page(ids: Sequence[str], key: str) -> None:
    open_one(ids[(int(st.session_state[key]) - 1) * PER_PAGE])


def _filtered(lines: Sequence[Line]) -> list[Line]:
    """Only from the chosen municipality and branch, and only new or changed ones."""
    rows = [one.row for one in lines]
    towns = sorted({row.place.municipality for row in rows if row.place.municipality})
    branches = sorted({row.branch for row in rows if row.branch}, key=_label)
    with st.container(horizontal=True, key="leesfilters"):
        kind = _choice("review.filter_kind", list(Kind), "lees_soort", _kind)
        town = _choice("review.filter_town", towns, "lees_gemeente", str)
        branch = _choice("review.filter_branch", branches, "lees_branche", _label)
    return [
        line
        for line in lines
        if (kind is None or line.row.is_new == (kind is Kind.NEW))
        and (town is None or line.row.place.municipality == town)
        and (branch is None or line.row.branch == branch)
    ]


def _choice(
    words: str, options: Sequence[_Option], key: str, named: Callable[[_Option], str]
) -> _Option | None:
    """One of the options; None is all of them."""
    return st.selectbox(
        t(words),
        options,
        index=None,
        format_func=named,
        placeholder=plain("review.all"),
        key=key,
    )


def _kind(kind: Kind) -> str:
    return t(f"review.kind_{kind}")


def _label(branch: Branch) -> str:
    return label(state.language(), branch)
