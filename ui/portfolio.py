"""A sponsor's portfolio on screen: what it makes possible, what a swap changes, and pledging it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import streamlit as st

from domain.activities import Activity, new_id
from domain.editions import Edition
from domain.errors import NotFoundError, VerbindingError
from domain.places import Place
from domain.seekers import Seeker
from domain.vocabulary import NeedKind
from i18n import formats
from i18n.texts import label
from matching.catalogue import minute
from matching.single import suggest
from services import activities, editions, sponsoring
from services.programme import Programme
from services.sponsoring import Promise, portfolio
from services.sponsoring.portfolio import (
    MORE_CENTS,
    MOST,
    Change,
    Chosen,
    Portfolio,
    Question,
    Tilt,
)
from ui import html, map_view, navigation, pledge_form, resources, state
from ui.components import notices, pledge_words
from ui.components.cards import activity_card
from ui.components.match_reasons import reasons
from ui.components.view_switch import side_by_side
from ui.words import plain, sentence, t

_NO_LIMIT = 0
_MOST = (3, MOST, 10, 20, _NO_LIMIT)
_TO_TAKE_IN = 30


@dataclass(slots=True)
class Wishes:
    """What this visit insists on, until something else is asked; ids of pledges by need."""

    asked: Question
    left_out: set[str] = field(default_factory=set)
    taken_in: list[str] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)


def begin_with_own() -> None:
    """Fill the question in with what the sponsor said of itself whose link was opened here; once."""
    mine = sponsoring.mine(resources.database(), actor=resources.actor())
    if not mine or state.KNOWN_SPONSOR in st.session_state:
        return
    sponsor = mine[0]
    st.session_state[state.KNOWN_SPONSOR] = sponsor.id
    known = {
        "gift_aanbod": sorted(sponsor.offers, key=list(NeedKind).index),
        "gift_budget": (sponsor.budget_cents or 0) // 100 or None,
        "gift_branches": sorted(sponsor.branches),
        "gift_plaats": sponsor.place.name,
        "gift_zichtbaar": sponsor.wants_to_be_shown,
    }
    for key, value in known.items():
        if value and key not in st.session_state:
            st.session_state[key] = value


def question_input(seeker: Seeker) -> Question:
    """How many activities, what comes first, and how often in kind."""
    kinds = sorted(seeker.offers - {NeedKind.MONEY}, key=list(NeedKind).index)
    people, times = 1, list[tuple[NeedKind, int]]()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tilt = _tilt_input(seeker)
        most = _most_input() if NeedKind.MONEY in seeker.offers else _NO_LIMIT
        for kind in kinds:
            key = f"pakket_keer_{kind}"
            if kind is NeedKind.PEOPLE:
                people = int(_number("sponsor.people", 3, key="pakket_mensen"))
                times.append((kind, int(_number("sponsor.dayparts", 1, key=key))))
            else:
                word = label(state.language(), kind)
                times.append((kind, int(_number("sponsor.times", 1, key=key, kind=word))))
    spread = NeedKind.MONEY in seeker.offers and st.checkbox(
        t("portfolio.spread"), key="pakket_verdeel", persist_state="session"
    )
    return Question(seeker, people, tuple(times), tilt, spread=spread, most=most or None)


def show(question: Question, place: Place | None, programme: Programme, edition: Edition) -> None:
    """The portfolio for `question` with everything that can be done with it."""
    if NeedKind.MONEY in question.seeker.offers and not question.seeker.budget_cents:
        html.show(html.empty(plain("portfolio.ask_budget")))
        if question.seeker.offers == {NeedKind.MONEY}:
            return
    notices.about_edition(edition, over="notice.as_of")
    wishes = _wishes(question)
    moment = minute(editions.moment_in(edition, now=resources.now()))
    first = _composed(question, programme, edition, moment)
    insisting = replace(
        question, left_out=frozenset(wishes.left_out), taken_in=tuple(wishes.taken_in)
    )
    shown = first if insisting == question else _composed(insisting, programme, edition, moment)
    if not shown.chosen:
        _nothing(question, wishes)
        return
    _title(shown)
    if shown is not first:
        _changed(portfolio.change(first, shown))
    list_side, map_side = side_by_side(key="pakket")
    with list_side:
        for rank, one in enumerate(shown.chosen, start=1):
            _card(one, edition, wishes, rank=rank)
        _take_in(question, shown, wishes, programme, edition, moment)
    with map_side:
        map_view.result_map(
            shown.ids,
            programme,
            origin=place.point if place else None,
            radius_km=question.seeker.radius_km,
            key="kaart_pakket",
            language=state.language(),
        )
    _left(shown)
    if NeedKind.MONEY in question.seeker.offers:
        _more(insisting, shown, programme, edition, moment)
    _pledge(shown, wishes)


def _composed(question: Question, programme: Programme, edition: Edition, moment: int) -> Portfolio:
    return portfolio.compose(
        resources.database(), programme, question, now_minute=moment, edition_id=edition.id
    )


def _wishes(question: Question) -> Wishes:
    """What was insisted on for this very question; another question starts anew."""
    kept: Wishes | None = st.session_state.get(state.PORTFOLIO)
    if kept is None or kept.asked != question:
        kept = st.session_state[state.PORTFOLIO] = Wishes(question)
    return kept


def _tilt_input(seeker: Seeker) -> Tilt:
    """Only what can make a difference: near needs a place, a branch needs one."""
    able = {Tilt.NEAR: seeker.point is not None, Tilt.BRANCH: bool(seeker.branches)}
    return st.selectbox(
        t("portfolio.tilt"),
        [tilt for tilt in Tilt if able.get(tilt, True)],
        format_func=lambda tilt: t(f"portfolio.tilt_{tilt}"),
        key="pakket_voorop",
        persist_state="session",
    )


def _most_input() -> int:
    return st.selectbox(
        t("portfolio.most"),
        _MOST,
        index=_MOST.index(MOST),
        format_func=lambda most: t("portfolio.no_limit") if most == _NO_LIMIT else str(most),
        key="pakket_hooguit",
        persist_state="session",
    )


def _number(label_key: str, start: int, *, key: str, **facts: str) -> float:
    return st.number_input(t(label_key, **facts), 1, 100, start, key=key, persist_state="session")


def _title(shown: Portfolio) -> None:
    count, amount = len(shown.chosen), formats.money(shown.cents, state.language())
    key = "portfolio.title" if shown.cents else "portfolio.title_in_kind"
    st.header(t(key, count=count, amount=amount), anchor=False)


def _card(one: Chosen, edition: Edition, wishes: Wishes, *, rank: int) -> None:
    activity = one.activity
    activity_card(
        activity,
        edition,
        key=f"pakket_{activity.id}",
        now=resources.now(),
        lead="; ".join(_gift(gift) for gift in one.gifts),
        rank=rank,
        with_sign_up=False,
    )
    marks = [("", plain("portfolio.white_spot"))] if one.white_spot else []
    if activity.id in wishes.taken_in:
        marks.append(("", plain("portfolio.insisted")))
    if marks:
        html.show(html.badges(marks))
    if one.match is not None:
        reasons(one.match, activity, wishes.asked.seeker)
    st.button(
        t("portfolio.leave_out"),
        key=f"weg_{activity.id}",
        icon=":material/swap_horiz:",
        on_click=_leave_out,
        args=(wishes, activity.id),
    )


def _gift(gift: portfolio.Gift) -> str:
    facts = {
        "what": pledge_words.what(gift.need),
        "amount": pledge_words.amount(gift.need, gift.quantity),
    }
    if gift.is_part:
        asked = pledge_words.amount(gift.need, gift.need.open)
        return plain("portfolio.part", **facts, asked=asked)
    return facts["what"] if gift.need.quantity == 1 else plain("pledge.line", **facts)


def _leave_out(wishes: Wishes, activity_id: str) -> None:
    wishes.left_out.add(activity_id)
    if activity_id in wishes.taken_in:
        wishes.taken_in.remove(activity_id)


def _take_in(
    question: Question,
    shown: Portfolio,
    wishes: Wishes,
    programme: Programme,
    edition: Edition,
    moment: int,
) -> None:
    """The best matches that are not in it, to be taken in by hand."""
    found = suggest(
        question.seeker,
        programme.catalogue,
        now_minute=moment,
        top=_TO_TAKE_IN + len(shown.chosen),
        edition_id=edition.id,
    )
    ids = [one.activity_id for one in found if one.activity_id not in shown.ids]
    titles = {one.id: one.title for one in activities.listed(resources.database(), ids)}
    st.selectbox(
        t("portfolio.take_in"),
        list(titles),
        index=None,
        format_func=lambda id: titles[id],
        placeholder=t("portfolio.take_in_none"),
        key="pakket_erbij",
        on_change=_take,
        args=(wishes,),
    )
    if wishes.left_out or wishes.taken_in:
        st.button(t("portfolio.reset"), key="pakket_terug", on_click=_reset, args=(wishes,))


def _take(wishes: Wishes) -> None:
    chosen = st.session_state.pop("pakket_erbij", None)
    if chosen and chosen not in wishes.taken_in:
        wishes.taken_in.append(chosen)
        wishes.left_out.discard(chosen)


def _reset(wishes: Wishes) -> None:
    wishes.left_out.clear()
    wishes.taken_in.clear()


def _changed(change: Change) -> None:
    if change.added or change.removed:
        st.subheader(t("portfolio.changed"), anchor=False)
        html.show(html.items(_in_and_out(change)))


def _in_and_out(change: Change) -> list[str]:
    return [
        *(plain("portfolio.comes_in", title=one.title) for one in change.added),
        *(plain("portfolio.goes_out", title=one.title) for one in change.removed),
    ]


def _left(shown: Portfolio) -> None:
    if shown.left_cents:
        amount = formats.money(shown.left_cents, state.language())
        html.show(html.notice(plain("portfolio.left", amount=amount)))


def _more(
    question: Question, shown: Portfolio, programme: Programme, edition: Edition, moment: int
) -> None:
    change = portfolio.more(
        resources.database(),
        programme,
        question,
        shown,
        now_minute=moment,
        edition_id=edition.id,
    )
    amount = formats.money(MORE_CENTS, state.language())
    st.subheader(t("portfolio.more_title", amount=amount), anchor=False)
    rows = _in_and_out(change)
    html.show(html.items(rows) if rows else html.notice(plain("portfolio.more_same")))


def _nothing(question: Question, wishes: Wishes) -> None:
    """Nobody leaves empty-handed: hands find a task, money finds the list."""
    if NeedKind.PEOPLE in question.seeker.offers:
        html.show(html.empty(plain("portfolio.none_people")))
        st.page_link(
            navigation.page("meedoen/vrijwilliger.py"),
            label=t("portfolio.to_tasks"),
            icon=":material/volunteer_activism:",
        )
    else:
        html.show(html.empty(plain("portfolio.none")))
    if wishes.left_out or wishes.taken_in:
        st.button(t("portfolio.reset"), key="pakket_terug", on_click=_reset, args=(wishes,))


def _pledge(shown: Portfolio, wishes: Wishes) -> None:
    """Pledge all of it in one go; sent twice it is pledged once."""
    actor = resources.actor()
    html.show(html.notice(plain("sponsor.no_payments")))
    if not sponsoring.mine(resources.database(), actor=actor):
        st.page_link(
            navigation.page("meedoen/sponsor_worden.py"),
            label=t("portfolio.pledge_join"),
            icon=":material/redeem:",
        )
        return
    sponsor = pledge_form.sponsor_or_stop(actor)
    if not st.button(t("portfolio.pledge"), type="primary", icon=":material/handshake:"):
        return
    wanted = [
        Promise(wishes.ids.setdefault(gift.need.id, new_id()), gift.need.id, gift.quantity)
        for one in shown.chosen
        for gift in one.gifts
    ]
    try:
        given = sponsoring.promise_all(
            resources.database(),
            wanted,
            sponsor.id,
            actor=actor,
            source_address=resources.source_address(),
            now=resources.now(),
        )
    except VerbindingError as error:
        st.warning(sentence(error))
        return
    if given.made:
        st.success(t("portfolio.pledged", count=len(given.made)))
    titles = {gift.need.id: one.activity for one in shown.chosen for gift in one.gifts}
    for one, reason in given.missed:
        _missed(titles.get(one.need_id), reason)
    st.page_link(
        navigation.page("meedoen/mijn_sponsor.py"),
        label=t("sponsor.mine"),
        icon=":material/redeem:",
        query_params={state.ID: sponsor.id},
    )


def _missed(activity: Activity | None, error: VerbindingError) -> None:
    if activity is None or isinstance(error, NotFoundError):
        st.warning(sentence(error))
    else:
        st.warning(t("portfolio.missed", title=activity.title))
