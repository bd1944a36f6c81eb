"""A pledge in words, the same wherever it is shown."""

from __future__ import annotations

from domain.activities import Need
from domain.people import Pledge
from domain.vocabulary import NeedKind, PledgeCondition
from i18n import formats
from i18n.texts import label
from services.sponsoring import PledgeView
from ui import state
from ui.words import plain


def amount(need: Need, quantity: int) -> str:
    """Euros for money, a number for everything else."""
    if need.kind is NeedKind.MONEY:
        return formats.money(quantity, state.language())
    return formats.number(quantity, state.language())


def what(need: Need) -> str:
    """What is asked: in the organiser's own words, else its kind."""
    return need.description or label(state.language(), need.kind)


def line(pledge: Pledge, need: Need) -> str:
    """What is given and on which condition. Of what is asked once, the number says nothing."""
    if need.quantity == 1:
        return what(need)
    facts = {"what": what(need), "amount": amount(need, pledge.quantity)}
    if pledge.condition is PledgeCondition.PER_PARTICIPANT:
        each = formats.money(pledge.each_cents or 0, state.language())
        return plain("pledge.line_each", **facts, each=each)
    if pledge.condition is PledgeCondition.WITH_THE_REST:
        return plain("pledge.line_rest", **facts)
    return plain("pledge.line", **facts)


def marks(view: PledgeView) -> list[tuple[str, str]]:
    """Where it stands, and whether what it waits for is there."""
    found = [("", label(state.language(), view.pledge.state))]
    if view.pledge.condition is PledgeCondition.WITH_THE_REST:
        found.append(("", plain("pledge.rest_there" if view.is_due else "pledge.rest_waits")))
    return found
