"""The words of matching: one sentence per fact, the same on screen, in mail, in files and on the command line."""

from __future__ import annotations

from domain.vocabulary import TravelMode
from i18n.formats import money, number
from i18n.texts import Language, keys, text
from matching.explain import Outcome, why_not_higher
from matching.facts import NO_OPINION
from matching.gates import GateFailure
from matching.lanes import Lane
from matching.scoring import Match, Part
from matching.weights import Weights


def explain(match: Match, language: Language) -> list[str]:
    """A sentence per criterion that has an opinion, the largest contribution first."""
    parts = sorted(match.parts, key=lambda part: -part.contribution)
    return [sentence(part, language) for part in parts if part.pattern != NO_OPINION]


def sentence(part: Part, language: Language) -> str:
    """What one part of a match says. A distance is in whole kilometres: a home is never a point."""
    facts: dict[str, object] = {"count": 0, **part.facts}
    pattern = part.pattern
    if "km" in part.facts:
        km = part.facts["km"]
        pattern = "near" if pattern == "distance" and km < 1 else pattern
        facts["km"] = whole_km(km, language)
    if "open_cents" in part.facts:
        facts["open"] = money(int(part.facts["open_cents"]), language)
        facts["asked"] = money(int(part.facts["asked_cents"]), language)
    return text(language, f"matching.fact.{part.criterion}.{pattern}", **facts)


def criterion_name(criterion: str, language: Language) -> str:
    """The name of a criterion as a heading or beside a slider."""
    return text(language, f"matching.criterion.{criterion}")


def distance(km: float, language: Language) -> str:
    """In words: "dichtbij" under 1 km, else "ongeveer 3 km"."""
    if km < 1:
        return text(language, "matching.km.near")
    return text(language, "matching.km.about", km=whole_km(km, language))


def whole_km(km: float, language: Language) -> str:
    """A distance as a whole number, without its unit."""
    return number(round(km), language)


def strongest(match: Match, language: Language) -> str:
    """What speaks most for it beside its distance, in a few words; empty when nothing does.

    How many helpers or euros are still needed stands on every card, and is no reason of its own.
    """
    known = keys(language)
    for part in sorted(match.parts, key=lambda part: -part.contribution):
        key = f"matching.short.{part.criterion}.{part.pattern}"
        if part.contribution > 0 and key in known:
            return text(language, key)
    return ""


def higher(match: Match, language: Language) -> list[str]:
    """At most two sentences on what keeps this match from scoring higher; empty for a perfect one."""
    missing = [(part, round(100 * gain)) for part, gain in why_not_higher(match)]
    return [
        text(language, f"matching.higher.{part.criterion}", points=points)
        for part, points in missing
        if points
    ]


def what_if(outcome: Outcome, language: Language) -> str:
    """One change and how many activities it brings or takes away, within reach where that counts."""
    change = _change(outcome, language)
    key = "more" if outcome.more > 0 else "fewer"
    where = "near" if outcome.lane is Lane.WITHIN else "any"
    return text(language, f"matching.what_if.{key}.{where}", change=change, count=abs(outcome.more))


def gate(failure: GateFailure, language: Language) -> str:
    """Why an activity is not proposed."""
    return text(language, f"matching.gate.{failure.gate}.{failure.reason}")


def reason(weights: Weights, language: Language) -> str:
    """Why a version of the weights is as it is."""
    return text(language, weights.reason_key)


def _change(outcome: Outcome, language: Language) -> str:
    kind, value = outcome.change.kind, outcome.change.value
    if isinstance(value, TravelMode):
        return text(language, f"matching.what_if.{value}")
    if value is None:
        return text(language, f"matching.what_if.no_{kind}")
    return text(language, f"matching.what_if.{kind}", km=number(value, language))
