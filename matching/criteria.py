"""Criteria: how well an activity fits, each in [0, 1], or NaN where the seeker did not answer.

There are two kinds of silence. A question that the seeker did not answer was not asked: it leaves
the sum and its denominator, for all activities alike. An activity that does not say gets the least
that the criterion can give this seeker: saying less never wins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from domain.vocabulary import Audience, NeedKind, TargetGroup
from matching.catalogue import code
from matching.gates import from_home, is_online
from matching.seekers import Pairs

Values = NDArray[np.float64]
Criterion = Callable[[Pairs], Values]

# Nearness is halved each time one goes this share of one's reach.
HALVED_AT = 0.4
# From home or online is as far as the edge of one's reach: behind what is near, ahead of what is too far.
FROM_HOME = 2.0 ** (-1 / HALVED_AT)
# What is left when none of the wished forms or groups is met: people may still enjoy it.
OVERLAP_BASE = 0.2
# Half of the places or money open counts in full: help flows where it is short without drowning the rest.
SHORT_IN_FULL = 0.5
# So many expected participants count in full.
REACH_IN_FULL = 100

_EVERYONE = np.uint16(1 << code(TargetGroup.EVERYONE))
_MONEY = np.uint8(1 << code(NeedKind.MONEY))


def nearness(pairs: Pairs) -> Values:
    """Full marks next door, halved every HALVED_AT of one's reach; never flat, so the nearer is ahead.

    Online: FROM_HOME, wherever one is. With a task for at home: at least that. A place that nobody
    knows: 0. Source: distance decay as in gravity models; `docs/matching.md`.
    """
    near = halved(pairs.km, pairs.seekers.reach_km[pairs.who])
    near = np.where(is_online(pairs), FROM_HOME, np.where(np.isnan(near), 0.0, near))
    near = np.where(from_home(pairs), np.maximum(near, FROM_HOME), near)
    return np.where(np.isnan(pairs.seekers.lat[pairs.who]), np.nan, near)


def halved(km: Values, reach_km: Values) -> Values:
    """Nearness of what is `km` away for someone with this reach, both in km; NaN stays NaN."""
    return np.exp2(km / (-HALVED_AT * reach_km))


def branch(pairs: Pairs) -> Values:
    """The best affinity between the activity's branch and the seeker's branches."""
    taste = pairs.seekers.taste[pairs.who]
    return pairs.seekers.branch_fit[taste, pairs.catalogue.branch[pairs.rows]]


def time(pairs: Pairs) -> Values:
    """Share of the seeker's wishes that a slot really covers."""
    return pairs.time_share


def forms(pairs: Pairs) -> Values:
    """How many of the wished forms of connection the activity offers; OVERLAP_BASE for none."""
    return _overlap(pairs.seekers.forms[pairs.who], pairs.catalogue.forms[pairs.rows])


def groups(pairs: Pairs) -> Values:
    """How many of the wished target groups the activity is meant for; "everyone" fits every wish."""
    offered = pairs.catalogue.groups[pairs.rows]
    wished = pairs.seekers.groups[pairs.who]
    return _overlap(wished, np.where(offered & _EVERYONE, offered | wished, offered))


def places_short(pairs: Pairs) -> Values:
    """How short of helpers: share of them still to be found, half or more in full; 0 if it asks none."""
    left, asked = pairs.catalogue.people_left[pairs.rows], pairs.catalogue.helpers_asked[pairs.rows]
    share = np.where(asked == 0, 0.0, left / np.maximum(asked, 1))
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
    return np.minimum(1.0, share / SHORT_IN_FULL)


def reach(pairs: Pairs) -> Values:
    """How many people it is expected to reach, in full from REACH_IN_FULL; 0 when it does not say."""
    expected = np.maximum(pairs.catalogue.expected_participants[pairs.rows], 0)
    return np.minimum(1.0, expected / REACH_IN_FULL)


def visibility(pairs: Pairs) -> Values:
    """Whether a sponsor that wants to be shown is told that it can be; NaN for one that does not ask."""
    shows = pairs.catalogue.shows_sponsor[pairs.rows] == 1
    asks = pairs.seekers.wants_to_be_shown[pairs.who] == 1
    return np.where(asks, shows.astype(np.float64), np.nan)


def adoption(pairs: Pairs) -> Values:
    """0 with a team already; else the mean of: it is free, what it needs is offered, it is not too big.

    The last two count for a team that named what it offers, and that it is more than one person.
    """
    open_needs = pairs.catalogue.needs_open[pairs.rows]
    offers, size = pairs.seekers.offers[pairs.who], pairs.seekers.size[pairs.who]
    crew = pairs.catalogue.min_crew[pairs.rows]
    met = np.bitwise_count(open_needs & offers) / np.maximum(np.bitwise_count(open_needs), 1)
    able = np.where((crew > 0) & (size > 1), np.minimum(1.0, size / np.maximum(crew, 1)), 0.0)
    value = (1.0 + met + able) / (1.0 + (offers != 0) + (size > 1))
    return np.where(pairs.catalogue.has_team[pairs.rows], 0.0, value)


def _overlap(wished: NDArray[np.unsignedinteger], offered: NDArray[np.unsignedinteger]) -> Values:
    if not wished.any():
        return np.full(1, np.nan)
    share = np.bitwise_count(wished & offered) / np.maximum(np.bitwise_count(wished), 1)
    return np.where(wished == 0, np.nan, OVERLAP_BASE + (1 - OVERLAP_BASE) * share)


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
