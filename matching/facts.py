"""What stands behind a value: the name of a fact pattern and its numbers, never a sentence.

Each function looks at some pairs and their values of one criterion, and returns a pattern per
pair and a column per fact. The language layer has one sentence per criterion and pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.vocabulary import Audience, NeedKind, TargetGroup
from matching.catalogue import UNKNOWN, code
from matching.criteria import FROM_HOME, Values
from matching.gates import from_home, is_online
from matching.seekers import Pairs

Column = NDArray[Any]
Facts = tuple[Column, Mapping[str, Column]]

NO_OPINION = "no_opinion"  # the seeker did not answer: the criterion left the sum
SILENT = "silent"  # the activity does not say: it got the least

_MONEY = np.uint8(1 << code(NeedKind.MONEY))
_EVERYONE = np.uint16(1 << code(TargetGroup.EVERYONE))


@dataclass(frozen=True, slots=True)
class Valued:
    """The values that one criterion gave to some pairs."""

    criterion: str
    values: Values


def rows(pairs: Pairs, valued: Valued) -> Iterator[tuple[str, dict[str, float]]]:
    """Pattern and facts of each pair; NO_OPINION, with what facts there are, where a value is NaN."""
    patterns, columns = _FACTS[valued.criterion](pairs, valued.values)
    shape = valued.values.shape
    patterns = np.where(np.isnan(valued.values), NO_OPINION, patterns)
    listed = {name: np.broadcast_to(column, shape).tolist() for name, column in columns.items()}
    for row, pattern in enumerate(patterns.tolist()):
        yield (
            pattern,
            {name: column[row] for name, column in listed.items() if column[row] == column[row]},
        )


def _nearness(pairs: Pairs, values: Values) -> Facts:
    reach_km = pairs.seekers.reach_km[pairs.who]
    home = from_home(pairs) & (values <= FROM_HOME)
    silent = np.isnan(pairs.km)
    patterns = np.select(
        [is_online(pairs), home, silent, pairs.km <= reach_km],
        ["online", "home", SILENT, "distance"],
        "far",
    )
    return patterns, {"km": pairs.km, "reach_km": reach_km}


def _branch(pairs: Pairs, values: Values) -> Facts:
    silent = pairs.catalogue.branch[pairs.rows] == UNKNOWN
    said = [values == 1, values > 0, silent]
    return np.select(said, ["same", "related", SILENT], "other"), {}


def _time(pairs: Pairs, values: Values) -> Facts:
    silent = pairs.catalogue.last_end[pairs.rows] == UNKNOWN
    patterns = np.select([values == 1, silent], ["all", SILENT], "some")
    return patterns, {"share": values, "wishes": pairs.wishes}


def _forms(pairs: Pairs, _values: Values) -> Facts:
    return _overlap(pairs.seekers.forms[pairs.who], pairs.catalogue.forms[pairs.rows])


def _groups(pairs: Pairs, _values: Values) -> Facts:
    offered = pairs.catalogue.groups[pairs.rows]
    patterns, columns = _overlap(pairs.seekers.groups[pairs.who], offered)
    return np.where(offered & _EVERYONE, "everyone", patterns), columns


def _overlap(wished: Column, offered: Column) -> Facts:
    count, asked = np.bitwise_count(wished & offered), np.bitwise_count(wished)
    said = [offered == 0, count == asked, count > 0]
    return np.select(said, [SILENT, "all", "some"], "none"), {"count": count, "wished": asked}


def _places(pairs: Pairs, _values: Values) -> Facts:
    left, asked = pairs.catalogue.people_left[pairs.rows], pairs.catalogue.helpers_asked[pairs.rows]
    patterns = np.select([asked == 0, left > 0], [SILENT, "places"], "full")
    return patterns, {"count": left, "asked": asked}


def _support(pairs: Pairs, _values: Values) -> Facts:
    offers = pairs.seekers.offers[pairs.who]
    wanted = np.where(offers == 0, np.uint8(255), offers)
    money = (pairs.catalogue.needs_asked[pairs.rows] & wanted & _MONEY) != 0
    return np.where(money, "money", "kinds"), {
        "open_cents": pairs.catalogue.money_open[pairs.rows],
        "asked_cents": pairs.catalogue.money_asked[pairs.rows],
        "count": np.bitwise_count(pairs.catalogue.needs_open[pairs.rows] & wanted),
    }


def _need(pairs: Pairs, values: Values) -> Facts:
    return (_support if pairs.seekers.audience is Audience.SPONSOR else _places)(pairs, values)


def _reach(pairs: Pairs, _values: Values) -> Facts:
    people = pairs.catalogue.expected_participants[pairs.rows]
    return np.where(people == UNKNOWN, SILENT, "people"), {"count": people}


def _visibility(pairs: Pairs, values: Values) -> Facts:
    silent = pairs.catalogue.shows_sponsor[pairs.rows] == UNKNOWN
    return np.select([values == 1, silent], ["shown", SILENT], "not_shown"), {}


def _adoption(pairs: Pairs, values: Values) -> Facts:
    taken = pairs.catalogue.has_team[pairs.rows]
    return np.select([taken, values == 1], ["taken", "free"], "partly"), {}


_FACTS: dict[str, Callable[[Pairs, Values], Facts]] = {
    "nearness": _nearness,
    "branch": _branch,
    "time": _time,
    "forms": _forms,
    "groups": _groups,
    "need": _need,
    "reach": _reach,
    "visibility": _visibility,
    "adoption": _adoption,
}
