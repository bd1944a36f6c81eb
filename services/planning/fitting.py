"""Why one activity fits one volunteer, and what they would do there."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from data.repositories import activities, proposals, volunteers
from domain.activities import Activity, Task
from domain.people import SURE_AGE, Volunteer
from domain.proposals import Proposal
from domain.seekers import Seeker
from domain.vocabulary import Audience, TaskPlace
from i18n.texts import Language
from matching.catalogue import Catalogue
from matching.facts import NO_OPINION, SILENT
from matching.scoring import Match, matches
from matching.seekers import ONE, beside
from matching.weights import current
from services import explanations


def seeker_of(volunteer: Volunteer) -> Seeker:
    """What a volunteer answered, as the matching reads it."""
    return Seeker(
        id=volunteer.id,
        audience=Audience.VOLUNTEER,
        point=volunteer.place.point,
        radius_km=volunteer.radius_km,
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


def task_for(activity: Activity, volunteer: Volunteer) -> Task | None:
    """The task that is asked: the first with room, where they would do it; None for just taking part.

    With nothing left it is the first of all, so that there is something to wait for.
    """
    tasks = tasks_for(activity, at_home=volunteer.at_home)
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
        proposal, volunteer, activity, fit(volunteer, activity), task_for(activity, volunteer)
    )


def reasons(match: Match, language: Language, *, most: int = 3) -> list[str]:
    """Why it fits, in sentences: what speaks for it, and how far it is; never how full it is."""
    found = [
        explanations.sentence(part, language)
        for part in sorted(match.parts, key=lambda part: -part.contribution)
        if part.criterion in _TOLD and part.pattern not in _SILENT
    ]
    return found[:most]


_TOLD = frozenset({"nearness", "time", "branch", "forms"})
_SILENT = frozenset({NO_OPINION, SILENT, "none", "other"})
