"""The definition again, as plainly as can be: objects, loops, geopy. Slow, and only for tests."""

from __future__ import annotations

from geopy.distance import geodesic

from domain.branches import affinity
from domain.vocabulary import (
    ActivityState,
    AttendanceMode,
    Audience,
    NeedKind,
    TargetGroup,
    TravelMode,
)
from matching.catalogue import minute
from matching.criteria import FROM_HOME, OVERLAP_BASE, REACH_IN_FULL, SHORT_IN_FULL

REACH = {TravelMode.WALKING: 5, TravelMode.CYCLING: 10, TravelMode.CAR: 30, None: 10}


def km(seeker, activity):
    one, other = seeker.point, activity.place.point
    return (
        None
        if one is None or other is None
        else geodesic((one.lat, one.lon), (other.lat, other.lon)).km
    )


def from_home(seeker, activity):
    return activity.attendance is AttendanceMode.ONLINE or (
        activity.has_home_task
        and seeker.audience is Audience.VOLUNTEER
        and seeker.at_home is not False
    )


def time_share(seeker, activity):
    def cover(wish, slot):
        common = min(wish.ends_at, slot.ends_at) - max(wish.starts_at, slot.starts_at)
        return max(0.0, common / min(wish.ends_at - wish.starts_at, slot.ends_at - slot.starts_at))

    if not seeker.times:
        return None
    return sum(max((cover(w, s) for s in activity.slots), default=0.0) for w in seeker.times) / len(
        seeker.times
    )


def passes(seeker, activity, *, now_minute, edition_id=None):
    if activity.state is not ActivityState.PUBLISHED or (
        edition_id and activity.edition_id != edition_id
    ):
        return False
    if activity.ends_at is None or minute(activity.ends_at) < now_minute:
        return False
    away = km(seeker, activity)
    if (
        seeker.radius_km is not None
        and not from_home(seeker, activity)
        and (away is None or away > seeker.radius_km)
    ):
        return False
    if seeker.times and not time_share(seeker, activity) > 0:
        return False
    if seeker.audience is Audience.SPONSOR:
        kinds = seeker.offers or set(NeedKind)
        return any(need.open and need.kind in kinds for need in activity.needs)
    if seeker.audience is Audience.TEAM:
        return True
    online = activity.attendance is AttendanceMode.ONLINE
    on_site = (
        not activity.tasks or any(task.place.value == "ter-plekke" for task in activity.tasks)
    ) and not online
    return (
        (activity.people_left is None or activity.people_left >= seeker.size)
        and (
            activity.min_age is None or (seeker.age is not None and seeker.age >= activity.min_age)
        )
        and (
            seeker.at_home is None
            or (activity.has_home_task or online if seeker.at_home else on_site)
        )
    )


def overlap(wished, offered):
    return (
        OVERLAP_BASE + (1 - OVERLAP_BASE) * len(wished & offered) / len(wished)
        if wished and offered
        else None
    )


def nearness(seeker, activity):
    reach = seeker.radius_km or (
        30
        if seeker.audience is Audience.SPONSOR and not seeker.travel_mode
        else REACH[seeker.travel_mode]
    )
    away = km(seeker, activity)
    near = None if away is None else max(0.0, 1 - away / reach)
    if activity.attendance is AttendanceMode.ONLINE and seeker.point:
        return FROM_HOME
    if from_home(seeker, activity) and seeker.point:
        return max(near or 0.0, FROM_HOME)
    return near


def short(seeker, activity):
    if seeker.audience is not Audience.SPONSOR:
        asked = activity.people_asked
        return (
            None
            if asked is None
            else min(1.0, activity.people_left / max(asked, 1) / SHORT_IN_FULL)
        )
    kinds = seeker.offers or set(NeedKind)
    needs = [need for need in activity.needs if need.kind in kinds]
    money = [need for need in needs if need.kind is NeedKind.MONEY]
    if money:
        share = sum(need.open for need in money) / sum(need.quantity for need in money)
    elif needs:
        share = len({n.kind for n in needs if n.open}) / len({n.kind for n in needs})
    else:
        return None
    return min(1.0, share / SHORT_IN_FULL)


def adoption(seeker, activity):
    if activity.team_id is not None:
        return 0.0
    said = [1.0]
    asked = {need.kind for need in activity.needs if need.open}
    if asked and seeker.offers:
        said.append(len(asked & seeker.offers) / len(asked))
    if activity.min_crew:
        said.append(min(1.0, seeker.size / activity.min_crew))
    return sum(said) / len(said)


def score(seeker, activity, weights):
    everyone = TargetGroup.EVERYONE
    wished = frozenset() if everyone in seeker.groups else seeker.groups
    offered = activity.groups | wished if everyone in activity.groups else activity.groups
    expected = activity.expected_participants
    values = {
        "nearness": nearness(seeker, activity),
        "branch": max(affinity(b, activity.branch) for b in seeker.branches) if seeker.branches and activity.branch else None,
        "time": time_share(seeker, activity),
        "forms": overlap(seeker.forms, activity.forms),
        "groups": overlap(wished, offered),
        "need": short(seeker, activity),
        "reach": None if expected is None else min(1.0, expected / REACH_IN_FULL),
        "visibility": None if not seeker.wants_to_be_shown or activity.shows_sponsor is None else float(activity.shows_sponsor),
        "adoption": adoption(seeker, activity),
    }  # fmt: skip
    said = [
        (weights.values[name], value)
        for name, value in values.items()
        if value is not None and weights.values.get(name)
    ]
    return (
        sum(weight * value for weight, value in said) / sum(weight for weight, _ in said)
        if said
        else 0.0
    )


def suggest(seeker, programme, weights, *, now_minute, edition_id=None):
    """(score, id) of all that pass the gates, best first; scores a hair apart are told apart by id elsewhere."""
    found = [
        (score(seeker, activity, weights), activity.id)
        for activity in programme
        if passes(seeker, activity, now_minute=now_minute, edition_id=edition_id)
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))
