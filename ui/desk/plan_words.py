"""What the desk says of somebody in a plan: a first name, a town, and why it fits."""

from __future__ import annotations

from data.repositories.volunteers import Helper
from domain.proposals import Proposal
from i18n import formats
from i18n.texts import label
from matching.scoring import Match
from services.planning import fitting
from ui import state
from ui.words import plain


def who(helper: Helper | None) -> str:
    """A first name and a town; of somebody of another part neither."""
    if helper is None:
        return plain("plan.somebody")
    town = helper.town or helper.place.municipality
    if not town:
        return helper.first_name
    return plain("plan.who", name=helper.first_name, town=town)


def standing(proposal: Proposal) -> str:
    """How far a proposal is, whether it was put there by hand, and whether it is from home."""
    words = label(state.language(), proposal.state)
    if proposal.at_home:
        key = "plan.by_hand_from_home" if proposal.by_hand else "plan.from_home"
        return plain(key, state=words)
    return plain("plan.by_hand", state=words) if proposal.by_hand else words


def points(score: float) -> str:
    """A score out of a hundred."""
    return plain("plan.points", points=round(100 * score))


def why(match: Match) -> list[str]:
    """Why an activity fits somebody else, the strongest reason first."""
    found = []
    for part in fitting.for_it(match):
        if part.criterion == "need":
            continue  # says nothing of the person
        km = round(part.facts.get("km", 0.0))
        pattern = "near" if part.pattern == "distance" and km < 1 else part.pattern
        found.append(
            plain(
                f"plan.fact.{part.criterion}.{pattern}",
                km=formats.number(km, state.language()),
            )
        )
    return found
