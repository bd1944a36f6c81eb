"""Criteria: how well an activity fits, each in [0, 1], or NaN for no opinion.

No opinion means that the seeker did not answer or the activity does not say. It leaves the sum
and its denominator: an unanswered question is never a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from domain.vocabulary import Audience, NeedKind, TargetGroup
from matching.catalogue import NO_LIMIT, UNKNOWN, code
from matching.gates import from_home, is_online
from matching.seekers import Pairs

Values = NDArray[np.float64]
Criterion = Callable[[Pairs], Values]

# Nothing is nearer than home, and yet something is lost.
FROM_HOME = 0.6
# What is left when none of the wished forms or groups is met: people may still enjoy it.
OVERLAP_BASE = 0.2
# Half of the places or money open counts in full: help flows where it is short without drowning the rest.
SHORT_IN_FULL = 0.5
# So many expected participants count in full.
REACH_IN_FULL = 100

_EVERYONE = np.uint16(1 << code(TargetGroup.EVERYONE))
_MONEY = np.uint8(1 << code(NeedKind.MONEY))


def nearness(pairs: Pairs) -> Values:
    """Full marks next door, falling in a straight line to 0 at the seeker's reach.

    Online: FROM_HOME, wherever one is. With a task for at home: at least that.
    """
    near = np.maximum(0.0, 1.0 - pairs.km / pairs.seekers.reach_km[pairs.who])
    has_place = ~np.isnan(pairs.seekers.lat[pairs.who])
    near = np.where(is_online(pairs), np.nan, near)
    return np.where(from_home(pairs) & has_place, np.fmax(near, FROM_HOME), near)


def branch(pairs: Pairs) -> Values:
    """The best affinity between the activity's branch and the seeker's branches."""
    taste = pairs.seekers.taste[pairs.who]
    return pairs.seekers.branch_fit[taste, pairs.catalogue.branch[pairs.rows]]


def time(pairs: Pairs) -> Values:
    """Share of the seeker's wishes that a slot really covers."""
    return pairs.time_share


def forms(pairs: Pairs) -> Values:
    """How many of the wished forms of connection the activity offers."""
    return _overlap(pairs.seekers.forms[pairs.who], pairs.catalogue.forms[pairs.rows])


def groups(pairs: Pairs) -> Values:
    """How many of the wished target groups the activity is meant for; "everyone" fits every wish."""
    offered = pairs.catalogue.groups[pairs.rows]
    wished = pairs.seekers.groups[pairs.who]
    return _overlap(wished, np.where(offered & _EVERYONE, offered | wished, offered))


def places_short(pairs: Pairs) -> Values:
    """How short of people: share of the places that is still open, half or more in full."""
    left, asked = pairs.catalogue.people_left[pairs.rows], pairs.catalogue.people_asked[pairs.rows]
    share = np.where(asked == NO_LIMIT, np.nan, left / np.maximum(asked, 1))
    return np.minimum(1.0, share / SHORT_IN_FULL)


def support_short(pairs: Pairs) -> Values:
    """How short of what the sponsor offers: of money its open share, else the open share of kinds."""
    offers = pairs.seekers.offers[pairs.who]
    offers = np.where(offers == 0, np.uint8(255), offers)
    asked = pairs.catalogue.needs_asked[pairs.rows] & offers
    still = pairs.catalogue.needs_open[pairs.rows] & offers
    money_asked = pairs.catalogue.money_asked[pairs.rows]
    money = pairs.catalogue.money_open[pairs.rows] / np.maximum(money_asked, 1)
    kinds = np.bitwise_count(still) / np.maximum(np.bitwise_count(asked), 1)
    share = np.where((asked & _MONEY) != 0, money, kinds)
    return np.where(asked == 0, np.nan, np.minimum(1.0, share / SHORT_IN_FULL))


def reach(pairs: Pairs) -> Values:
    """How many people it is expected to reach, in full from REACH_IN_FULL."""
    expected = pairs.catalogue.participants[pairs.rows]
    return np.where(expected == UNKNOWN, np.nan, np.minimum(1.0, expected / REACH_IN_FULL))


def visibility(pairs: Pairs) -> Values:
    """Whether a sponsor that wants to be shown can be; no opinion for one that does not ask."""
    shows = pairs.catalogue.shows_sponsor[pairs.rows]
    asks = pairs.seekers.wants_to_be_shown[pairs.who] == 1
    return np.where(asks & (shows != UNKNOWN), shows.astype(np.float64), np.nan)


def adoption(pairs: Pairs) -> Values:
    """0 with a team already; else the mean of: it is free, what it needs is offered, it is not too big.

    The last two count only where both sides said something.
    """
    open_needs = pairs.catalogue.needs_open[pairs.rows]
    offers = pairs.seekers.offers[pairs.who]
    crew = pairs.catalogue.min_crew[pairs.rows]
    says_needs, says_crew = (open_needs != 0) & (offers != 0), crew > 0
    met = np.bitwise_count(open_needs & offers) / np.maximum(np.bitwise_count(open_needs), 1)
    able = np.minimum(1.0, pairs.seekers.size[pairs.who] / np.maximum(crew, 1))
    fit = 1.0 + np.where(says_needs, met, 0.0) + np.where(says_crew, able, 0.0)
    return np.where(pairs.catalogue.has_team[pairs.rows], 0.0, fit / (1.0 + says_needs + says_crew))


def _overlap(wished: NDArray[np.unsignedinteger], offered: NDArray[np.unsignedinteger]) -> Values:
    if not wished.any():
        return np.full(1, np.nan)
    share = np.bitwise_count(wished & offered) / np.maximum(np.bitwise_count(wished), 1)
    value = OVERLAP_BASE + (1 - OVERLAP_BASE) * share
    return np.where((wished == 0) | (offered == 0), np.nan, value)


# Per audience, in the order in which their contributions are added and shown.
CRITERIA: dict[Audience, Mapping[str, Criterion]] = {
    Audience.VOLUNTEER: {
        "nearness": nearness,
        "branch": branch,
        "time": time,
        "forms": forms,
        "groups": groups,
        "need": places_short,
    },
    Audience.SPONSOR: {
        "nearness": nearness,
        "branch": branch,
        "time": time,
        "forms": forms,
        "groups": groups,
        "need": support_short,
        "reach": reach,
        "visibility": visibility,
    },
    Audience.TEAM: {
        "nearness": nearness,
        "branch": branch,
        "time": time,
        "forms": forms,
        "groups": groups,
        "need": places_short,
        "adoption": adoption,
    },
}
