"""Why one activity fits one volunteer, and what they would do there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sqlalchemy.orm import Session

from data.repositories import activities, proposals, volunteers
from domain.activities import Activity, Task
from domain.people import SURE_AGE, Volunteer
from domain.proposals import Proposal
from domain.seekers import Seeker
from domain.vocabulary import Audience, TaskPlace
from i18n.texts import Language
from matching.catalogue import UNKNOWN, Catalogue
from matching.places import allowed
from matching.scoring import Match, Part, matches, through_gates
from matching.seekers import ONE, Pairs, Seekers, beside
from matching.weights import current
from services import explanations
from services.planning.reach import furthest_km


def seeker_of(volunteer: Volunteer) -> Seeker:
    """What a volunteer answered, as the matching reads it; with how far they may be sent."""
    return Seeker(
        id=volunteer.id,
        audience=Audience.VOLUNTEER,
        point=volunteer.place.point,
        radius_km=furthest_km(volunteer),
        travel_mode=volunteer.travel_mode,
        branches=volunteer.branches,
        forms=volunteer.forms,
        times=volunteer.times,
        at_home=volunteer.at_home,
        age=SURE_AGE[volunteer.is_adult],
        minutes=volunteer.minutes,
    )


def fit(volunteer: Volunteer, activity: Activity) -> Match:
    """How `activity` fits, as it is now; no gate is asked: somebody else proposed it."""
    pairs = beside(seeker_of(volunteer), Catalogue.from_activities([activity]), ONE)
    return matches(pairs, current(Audience.VOLUNTEER))[0]


def beside_each_other(asked: Sequence[tuple[Volunteer, Activity]]) -> Pairs:
    """Each volunteer beside the activity that they may be asked for; at least one."""
    people = list({volunteer.id: volunteer for volunteer, _ in asked}.values())
    catalogue = Catalogue.from_activities({activity.id: activity for _, activity in asked}.values())
    who = {person.id: at for at, person in enumerate(people)}
    rows = {id: at for at, id in enumerate(catalogue.ids.tolist())}
    return Pairs(
        Seekers.from_seekers([seeker_of(person) for person in people]),
        catalogue,
        np.array([who[volunteer.id] for volunteer, _ in asked], dtype=np.intp),
        np.array([rows[activity.id] for _, activity in asked], dtype=np.intp),
    )


def fits(
    asked: Sequence[tuple[Volunteer, Activity]], at_home: Sequence[bool | None]
) -> dict[tuple[str, str], Match]:
    """How those fit that meet every firm condition now, by the ids of volunteer and activity.

    `at_home` is which kind of place each would take; None is either.
    """
    if not asked:
        return {}
    pairs = beside_each_other(asked)
    site, home = allowed(pairs)
    kind = np.array([UNKNOWN if one is None else int(one) for one in at_home])
    left = through_gates(
        pairs.only(np.select([kind == 0, kind == 1], [site, home], default=site | home))
    )
    return {
        (str(left.seekers.ids[who]), match.activity_id): match
        for who, match in zip(
            left.who.tolist(), matches(left, current(Audience.VOLUNTEER)), strict=True
        )
    }


def task_for(activity: Activity, volunteer: Volunteer, *, at_home: bool | None) -> Task | None:
    """The task that is asked: the first with room, where they would do it; None for just taking part.

    `at_home` is which kind of place the proposal is for, None is any that they would take. What
    takes longer than the time they have comes last, with or without room. With nothing left it is
    the first of all, so that there is something to wait for.
    """
    tasks = tasks_for(activity, at_home=volunteer.at_home if at_home is None else at_home)
    has_time = [task for task in tasks if task.minutes <= (volunteer.minutes or task.minutes)]
    tasks = has_time or tasks
    return next((task for task in tasks if task.people_left), tasks[0] if tasks else None)


def tasks_for(activity: Activity, *, at_home: bool | None) -> list[Task]:
    """The tasks where somebody would do them; all when there is none there, or they said nothing."""
    wanted = None
    if at_home is not None:
        wanted = TaskPlace.AT_HOME if at_home else TaskPlace.ON_SITE
    return [task for task in activity.tasks if wanted in {None, task.place}] or list(activity.tasks)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal with what belongs to it. `task` is what they would do; None is taking part."""

    proposal: Proposal
    volunteer: Volunteer
    activity: Activity
    match: Match
    task: Task | None


def proposed(session: Session, proposal_id: str) -> Proposed:
    """A proposal as it is now. Raises `NotFoundError`."""
    proposal = proposals.get(session, proposal_id)
    volunteer = volunteers.get(session, proposal.volunteer_id)
    activity = activities.get(session, proposal.activity_id)
    return Proposed(
        proposal,
        volunteer,
        activity,
        fit(volunteer, activity),
        task_for(activity, volunteer, at_home=proposal.at_home),
    )


def for_it(match: Match) -> list[Part]:
    """What speaks for a match, the largest contribution first: never what speaks against it.

    Neither that it is far, nor what somebody did not answer or the activity does not say.
    """
    return [
        part
        for part in sorted(match.parts, key=lambda part: -part.contribution)
        if part.contribution > 0 and part.pattern in _FOR_IT.get(part.criterion, ())
    ]


def reasons(match: Match, language: Language, *, most: int = 3) -> list[str]:
    """Why it fits, in sentences, the strongest first."""
    return [explanations.sentence(part, language) for part in for_it(match)[:most]]


LEAST_REASONS = 2  # with fewer nobody is asked: they would wonder why

# The patterns of facts (`matching.facts`) that are a reason to ask somebody.
_FOR_IT = {
    "nearness": {"distance", "online", "home"},
    "time": {"all", "some"},
    "branch": {"same", "related"},
    "forms": {"all", "some"},
    "need": {"places"},
}
