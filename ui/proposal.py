"""A proposal for the person who was asked: what it is, why it fits, and two clear answers."""

from __future__ import annotations

import streamlit as st

from domain.people import MOST_ASKS
from i18n import formats
from services.links import COOKIE
from services.planning import answering, fitting
from services.planning.answering import MyProposal, Standing
from services.volunteering import words
from ui import html, navigation, resources, state
from ui.components import notices
from ui.components.cards import activity_card, when
from ui.components.spoken import attempt, say
from ui.words import plain, t

_YES = {
    Standing.OPEN: ("proposal.yes", "proposal.said_yes"),
    Standing.FULL: ("proposal.wait", "proposal.said_wait"),
    Standing.DECLINED: ("proposal.yes_after_all", "proposal.said_yes"),
}
_ASKED = frozenset({Standing.OPEN, Standing.FULL})
_HAS_SIGN_UP = frozenset({Standing.COMING, Standing.WAITING, Standing.SIGNED_OFF})
_LESS = "voorstel_minder"


def closed() -> None:
    """For a visit in which its link was not opened."""
    html.show(html.head(plain("proposal.closed_title"), plain("proposal.closed_lead")))
    _to_find()


def header(mine: MyProposal) -> None:
    """Whose it is and how it stands; what a button just brought comes with it."""
    hello = plain("proposal.hello", name=mine.person.first_name)
    html.show(html.head(plain("proposal.title"), hello if mine.standing in _ASKED else ""))
    say()
    html.show(html.notice(plain(f"proposal.standing.{mine.standing}")))


def what(mine: MyProposal) -> None:
    """The activity, what they would do there, and why we thought of them."""
    asked, language = mine.asked, state.language()
    activity = asked.activity
    edition = next((one for one in notices.editions() if one.id == activity.edition_id), None)
    if edition is None or not activity.is_public:
        return  # taken off the map: nobody sees it any more
    activity_card(
        activity,
        edition,
        key="voorstel",
        now=resources.now(),
        with_sign_up=mine.standing is Standing.EXPIRED,
    )
    rows = []
    if mine.standing in _ASKED | _HAS_SIGN_UP:
        task = asked.task
        doing = plain("proposal.just_come")
        if task is not None:
            doing = f"{task.title} ({formats.minutes(task.minutes, language)})"
        rows.append((plain("proposal.what"), doing))
    if mine.standing in _ASKED and asked.proposal.answer_until is not None:
        until = formats.moment(asked.proposal.answer_until, language)
        rows.append((plain("proposal.until"), until))
    html.show(html.facts(rows))
    found = fitting.reasons(asked.match, language)
    if found and mine.standing in _ASKED:
        st.header(t("proposal.why"), anchor=False)
        html.show(html.items(found))
    for other in mine.overlaps if mine.standing in _ASKED else ():
        st.warning(t("sign_up.overlap", title=other.title, when=when(other)))


def answer(mine: MyProposal) -> None:
    """Yes and no, as large as each other; and where to go once there is nothing to answer."""
    with st.container(horizontal=True, key="antwoord"):
        if mine.standing in _YES and mine.may_say_yes:
            key, done = _YES[mine.standing]
            st.button(
                t(key),
                key="voorstel_ja",
                type="primary" if mine.standing in _ASKED else "secondary",
                on_click=_accept,
                args=(mine, done),
            )
        if mine.standing in _ASKED:
            st.button(t("proposal.no"), key="voorstel_nee", on_click=_decline, args=(mine,))
    if mine.standing in _HAS_SIGN_UP and mine.sign_up is not None:
        if st.button(
            t("proposal.to_sign_up"), key="voorstel_aanmelding", icon=":material/arrow_forward:"
        ):
            _open_sign_up(mine)
    elif mine.standing not in _ASKED:
        _to_find()


def less(mine: MyProposal) -> None:
    """How often they wish to be asked, for who would rather hear less."""
    options = list(range(min(mine.asked.volunteer.asks_per_week, MOST_ASKS), -1, -1))
    if len(options) < 2:  # never is the only choice that is left
        return
    with st.expander(t("proposal.less_title"), icon=":material/notifications_paused:"):
        st.selectbox(
            t("proposal.less"),
            options,
            format_func=lambda times: words.asks(times, state.language()),
            key=_LESS,
            on_change=_ask_less,
            args=(mine,),
        )


def _accept(mine: MyProposal, done: str) -> None:
    attempt(
        lambda: answering.accept(
            resources.database(),
            mine.asked.proposal.id,
            may_wait=mine.standing is Standing.FULL,
            actor=resources.actor(),
            now=resources.now(),
        ),
        done=t(done),
    )


def _decline(mine: MyProposal) -> None:
    attempt(
        lambda: answering.decline(
            resources.database(),
            mine.asked.proposal.id,
            actor=resources.actor(),
            now=resources.now(),
        ),
        done=t("proposal.said_no"),
    )


def _ask_less(mine: MyProposal) -> None:
    attempt(
        lambda: answering.ask_at_most(
            resources.database(),
            mine.asked.proposal.id,
            int(st.session_state[_LESS]),
            actor=resources.actor(),
        ),
        done=t("proposal.less_kept"),
    )


def _open_sign_up(mine: MyProposal) -> None:
    """Open what a yes became in this browser, and go there."""
    if mine.sign_up is None:
        return
    answering.open_sign_up(
        resources.database(),
        mine.sign_up,
        resources.cookie(COOKIE) or "",
        actor=resources.actor(),
        now=resources.now(),
    )
    st.switch_page(
        navigation.page("meedoen/mijn_aanmelding.py"),
        query_params={state.ID: mine.sign_up.id},
    )


def _to_find() -> None:
    st.page_link(
        navigation.page("meedoen/vrijwilliger.py"),
        label=t("proposal.to_find"),
        icon=":material/search:",
    )
