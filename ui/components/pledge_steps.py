"""What one side can do with a pledge now: agree, ask, answer, deliver, thank, take back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from domain.actors import Actor
from domain.people import Pledge
from domain.pledges import Side, amount_for, steps
from domain.vocabulary import NeedKind, PledgeCondition, PledgeState
from services import sponsoring
from services.sponsoring import PledgeView
from services.sponsoring.answering import TEXT_LENGTH
from ui import resources
from ui.components.spoken import attempt
from ui.words import t

_EUROS = 100


def pledge_steps(view: PledgeView, side: Side, actor: Actor) -> None:
    """The buttons of `side`; what the other side must do is not offered."""
    pledge = view.pledge
    able = steps(pledge.state, side=side)
    with st.container(horizontal=True, key=f"stappen_{pledge.id}"):
        if PledgeState.AGREED in able:
            _button(
                "pledge.agree", "pledge.step_agree", pledge, sponsoring.agree, actor, primary=True
            )
            _ask(pledge, actor)
        if side is Side.SPONSOR and pledge.state is PledgeState.OFFERED and pledge.question:
            _answer(pledge, actor)
        if PledgeState.DELIVERED in able:
            _deliver(view, side, actor)
        if PledgeState.THANKED in able:
            _thank(pledge, actor)
        if PledgeState.WITHDRAWN in able:
            _withdraw(pledge, actor)


def _button(
    label_key: str,
    done_key: str,
    pledge: Pledge,
    step: Callable[..., None],
    actor: Actor,
    *,
    primary: bool = False,
) -> None:
    st.button(
        t(label_key),
        key=f"{label_key}_{pledge.id}",
        type="primary" if primary else "secondary",
        on_click=_do,
        args=(partial(step, resources.database(), pledge.id, actor=actor), done_key),
    )


def _ask(pledge: Pledge, actor: Actor) -> None:
    with st.popover(t("pledge.ask")), st.form(f"vraag_{pledge.id}", border=False):
        st.text_area(t("pledge.ask"), max_chars=TEXT_LENGTH, key=f"vraagtekst_{pledge.id}")
        st.form_submit_button(
            t("pledge.ask_button"),
            on_click=_say,
            args=(sponsoring.ask, pledge.id, f"vraagtekst_{pledge.id}", "pledge.step_ask", actor),
        )


def _answer(pledge: Pledge, actor: Actor) -> None:
    with st.popover(t("pledge.answer")), st.form(f"antwoord_{pledge.id}", border=False):
        name = f"antwoordtekst_{pledge.id}"
        st.text_area(t("pledge.answer"), max_chars=TEXT_LENGTH, key=name)
        st.form_submit_button(
            t("pledge.answer_button"),
            on_click=_say,
            args=(sponsoring.answer, pledge.id, name, "pledge.step_answer", actor),
        )


def _thank(pledge: Pledge, actor: Actor) -> None:
    with st.popover(t("pledge.thank")), st.form(f"dank_{pledge.id}", border=False):
        name = f"danktekst_{pledge.id}"
        st.text_area(
            t("pledge.thanks"), max_chars=TEXT_LENGTH, key=name, help=t("pledge.thanks_help")
        )
        st.form_submit_button(
            t("pledge.thank"),
            type="primary",
            on_click=_say,
            args=(sponsoring.thank, pledge.id, name, "pledge.step_thank", actor),
        )


def _deliver(view: PledgeView, side: Side, actor: Actor) -> None:
    """Say that it came; money per participant is counted first."""
    pledge = view.pledge
    label_key = "pledge.deliver_sponsor" if side is Side.SPONSOR else "pledge.deliver_organiser"
    if view.need.kind is not NeedKind.MONEY and pledge.quantity == 1:
        _button(label_key, "pledge.step_deliver", pledge, sponsoring.deliver, actor, primary=True)
        return
    with st.popover(t(label_key)), st.form(f"kwam_{pledge.id}", border=False):
        name = f"kwamaantal_{pledge.id}"
        _came_input(view, key=name)
        st.form_submit_button(
            t(label_key), type="primary", on_click=_delivered, args=(view, name, actor)
        )


def _came_input(view: PledgeView, *, key: str) -> None:
    pledge = view.pledge
    if pledge.condition is PledgeCondition.PER_PARTICIPANT:
        most = -(-pledge.quantity // (pledge.each_cents or 1))
        st.number_input(t("pledge.participants"), 1, 100_000, most, key=key)
    elif view.need.kind is NeedKind.MONEY:
        most_euros = pledge.quantity / _EUROS
        st.number_input(
            t("pledge.euros"), 0.01, most_euros, most_euros, step=1.0, format="%.2f", key=key
        )
    else:
        st.number_input(t("pledge.came"), 1, pledge.quantity, pledge.quantity, key=key)


def _delivered(view: PledgeView, name: str, actor: Actor) -> None:
    pledge, typed = view.pledge, st.session_state[name]
    if pledge.condition is PledgeCondition.PER_PARTICIPANT:
        quantity = amount_for(pledge, int(typed))
    elif view.need.kind is NeedKind.MONEY:
        quantity = round(typed * _EUROS)
    else:
        quantity = int(typed)
    step = partial(
        sponsoring.deliver, resources.database(), pledge.id, actor=actor, quantity=quantity
    )
    _do(step, "pledge.step_deliver")


def _withdraw(pledge: Pledge, actor: Actor) -> None:
    with st.popover(t("pledge.withdraw")):
        st.markdown(t("pledge.withdraw_sure"))
        _button(
            "pledge.withdraw_button", "pledge.step_withdraw", pledge, sponsoring.withdraw, actor
        )


def _say(step: Callable[..., None], id: str, name: str, done_key: str, actor: Actor) -> None:
    words = st.session_state[name] or ""
    _do(partial(step, resources.database(), id, words, actor=actor), done_key)


def _do(step: Callable[..., None], done_key: str) -> None:
    attempt(partial(step, now=resources.now()), done=t(done_key))
