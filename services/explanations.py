"""The words of matching: one sentence per fact, the same on screen, in mail, in files and on the command line."""

from __future__ import annotations

from collections.abc import Collection

from domain.activities import Activity, Need
from domain.vocabulary import NeedKind, TravelMode
from i18n.formats import money, number
from i18n.texts import Language, keys, label, text
from matching.explain import Outcome, why_not_higher
from matching.facts import NO_OPINION
from matching.gates import GateFailure
from matching.lanes import Lane
from matching.scoring import Match, Part
from matching.weights import Weights

NEAR_KM = 1.0  # below this it is simply near


def explain(match: Match, language: Language) -> list[str]:
    """A sentence per criterion that has an opinion, the largest contribution first."""
    parts = sorted(match.parts, key=lambda part: -part.contribution)
    return [sentence(part, language) for part in parts if part.pattern != NO_OPINION]


def sentence(part: Part, language: Language, *, wanted: str = "") -> str:
    """What one part of a match says. A distance is in whole kilometres: a home is never a point.

    `wanted` names what is still asked in kind, where that is known beside the numbers.
    """
    if _asks_in_kind(part) and wanted:
        return text(language, "matching.wanted", what=wanted)
    facts: dict[str, object] = {"count": 0, **part.facts}
    pattern = part.pattern
    if "km" in part.facts:
        km = part.facts["km"]
        pattern = "near" if pattern == "distance" and km < NEAR_KM else pattern
        facts["km"] = whole_km(km, language)
    if "open_cents" in part.facts:
        facts["open"] = money(int(part.facts["open_cents"]), language)
        facts["asked"] = money(int(part.facts["asked_cents"]), language)
    return text(language, f"matching.fact.{part.criterion}.{pattern}", **facts)


def criterion_name(criterion: str, language: Language) -> str:
    """The name of a criterion as a heading or beside a slider."""
    return text(language, f"matching.criterion.{criterion}")


def distance(km: float, language: Language) -> str:
    """In words: "dichtbij" under NEAR_KM, else "ongeveer 3 km"."""
    if km < NEAR_KM:
        return text(language, "matching.km.near")
    return text(language, "matching.km.about", km=whole_km(km, language))


def whole_km(km: float, language: Language) -> str:
    """A distance as a whole number, without its unit."""
    return number(round(km), language)


def still_wanted(activity: Activity, offers: Collection[NeedKind], language: Language) -> str:
    """What it still asks in kind of what can be given, in its own words: "2 prettige stemmen, Een zaal"."""
    needs = [
        need
        for need in activity.needs
        if need.open and need.kind is not NeedKind.MONEY and (not offers or need.kind in offers)
    ]
    return ", ".join(_in_kind(need, language) for need in needs)


def _in_kind(need: Need, language: Language) -> str:
    if not need.description:
        return label(language, need.kind)
    if need.quantity == 1:  # its own words say so
        return need.description
    count = number(need.open, language)
    if need.open > 1 and need.description[0].islower():  # else it does not read as one sentence
        return f"{count} {need.description}"
    return f"{need.description} ({count})"


def _asks_in_kind(part: Part) -> bool:
    return (part.criterion, part.pattern) == ("need", "kinds")


def strongest(match: Match, language: Language, *, wanted: str = "") -> str:
    """What speaks most for it beside its distance, in a few words; empty when nothing does.

    How many helpers or euros are still needed stands on every card, and is no reason of its own.
    `wanted` as in `sentence`.
    """
    known = keys(language)
    for part in sorted(match.parts, key=lambda part: -part.contribution):
        key = f"matching.short.{part.criterion}.{part.pattern}"
        if part.contribution > 0 and _asks_in_kind(part) and wanted:
            return text(language, "matching.short_wanted", what=wanted)
        if part.contribution > 0 and key in known:
            return text(language, key)
    return ""


def _is_near(part: Part) -> bool:
    return part.criterion == "nearness" and part.facts.get("km", NEAR_KM) < NEAR_KM


def higher(match: Match, language: Language) -> list[str]:
    """At most two sentences on what keeps this match from scoring higher; empty for a perfect one."""
    missing = [
        (part, round(100 * gain)) for part, gain in why_not_higher(match) if not _is_near(part)
    ]
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
