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
    TaskPlace,
    TravelMode,
)
from matching.catalogue import minute

REACH = {TravelMode.WALKING: 5, TravelMode.CYCLING: 10, TravelMode.CAR: 30, None: 10}
EDGE = 0.5**2.5  # at one's reach, halved every 0.4 of it
HALF_IN_FULL, HUNDRED_IN_FULL, BASE = 0.5, 100, 0.2


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
    online = activity.attendance is AttendanceMode.ONLINE
    if seeker.audience is not Audience.VOLUNTEER:
        if seeker.at_home is not None and seeker.at_home is not online:
            return False
        kinds = seeker.offers or set(NeedKind)
        needs = [need for need in activity.needs if need.open and need.kind in kinds]
        return bool(needs) or seeker.audience is Audience.TEAM
    if None not in (seeker.age, activity.min_age) and seeker.age < activity.min_age:
        return False
    if seeker.at_home is False and online:
        return False
    return any(
        room >= seeker.size and (seeker.minutes is None or lasts <= seeker.minutes)
        for at_home, room, lasts in ways_to_help(activity)
        if online or seeker.at_home in (None, at_home)
    )


def ways_to_help(activity):
    """(at home, places left, minutes of the shortest task) of each kind of place there is."""
    for kind in TaskPlace:
        tasks = [task for task in activity.tasks if task.place is kind and task.people_left]
        if tasks:
            left, lasts = sum(task.people_left for task in tasks), min(t.minutes for t in tasks)
            yield kind is TaskPlace.AT_HOME, left, lasts
    if not activity.tasks:
        lengths = [(slot.ends_at - slot.starts_at).total_seconds() / 60 for slot in activity.slots]
        left = activity.people_left
        yield False, 10**9 if left is None else left, activity.minutes or min(lengths)


def overlap(wished, offered):
    return BASE + (1 - BASE) * len(wished & offered) / len(wished) if wished else None


def nearness(seeker, activity):
    if seeker.point is None:
        return None
    reach = seeker.radius_km or (
        30
        if seeker.audience is Audience.SPONSOR and not seeker.travel_mode
        else REACH[seeker.travel_mode]
    )
    away = km(seeker, activity)
    near = 0.0 if away is None else 0.5 ** (away / (0.4 * reach))
    if activity.attendance is AttendanceMode.ONLINE:
        return EDGE
    return max(near, EDGE) if from_home(seeker, activity) else near


def short(seeker, activity):
    if seeker.audience is not Audience.SPONSOR:
        asked = sum(task.people for task in activity.tasks)
        left = sum(task.people_left for task in activity.tasks)
        return min(1.0, left / asked / HALF_IN_FULL) if asked else 0.0
    kinds = seeker.offers or set(NeedKind)
    needs = [need for need in activity.needs if need.kind in kinds]
    money = [need for need in needs if need.kind is NeedKind.MONEY]
    if money:
        share = sum(need.open for need in money) / sum(need.quantity for need in money)
    else:
        share = len({n.kind for n in needs if n.open}) / max(1, len({n.kind for n in needs}))
    return min(1.0, share / HALF_IN_FULL)


def adoption(seeker, activity):
    if activity.team_id is not None:
        return 0.0
    marks = [1.0]
    if seeker.offers:
        asked = {need.kind for need in activity.needs if need.open}
        marks.append(len(asked & seeker.offers) / max(1, len(asked)))
    if seeker.size > 1:
        crew = activity.min_crew
        marks.append(min(1.0, seeker.size / crew) if crew else 0.0)
    return sum(marks) / len(marks)


def score(seeker, activity, weights):
    """Unasked (None) leaves the mean; what the activity does not say gets the least there is."""
    everyone = TargetGroup.EVERYONE
    wished = frozenset() if everyone in seeker.groups else seeker.groups
    offered = activity.groups | wished if everyone in activity.groups else activity.groups
    fits = [affinity(branch, activity.branch) for branch in seeker.branches if activity.branch]
    values = {
        "nearness": nearness(seeker, activity),
        "branch": max(fits, default=0.0) if seeker.branches else None,
        "time": time_share(seeker, activity),
        "forms": overlap(seeker.forms, activity.forms),
        "groups": overlap(wished, offered),
        "need": short(seeker, activity),
        "reach": min(1.0, (activity.expected_participants or 0) / HUNDRED_IN_FULL),
        "visibility": float(bool(activity.shows_sponsor)) if seeker.wants_to_be_shown else None,
        "adoption": adoption(seeker, activity),
    }
    asked = [
        (weights.values[name], value)
        for name, value in values.items()
        if value is not None and weights.values.get(name)
    ]
    return (
        sum(weight * value for weight, value in asked) / sum(weight for weight, _ in asked)
        if asked
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
