"""What a mail is about, looked up when it is written: nothing of it lay in the outbox."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from data.repositories import (
    activities,
    editions,
    organisers,
    pledges,
    signups,
    sponsors,
    teams,
)
from domain.activities import Activity, Need, Task
from domain.contacts import LinkPurpose, Mail
from domain.editions import Edition
from domain.people import Pledge, SignUp, Sponsor, Team, Volunteer
from services.planning.fitting import Proposed, proposed
from services.volunteering import waiting


@dataclass(frozen=True, slots=True)
class Subject:
    """What a mail is about. Only what belongs to its kind is there; the rest is None.

    `opens` is what the personal link of this mail is for, and so as whom somebody is written to;
    `page_id` is the id of what it opens. A coordinator has no such link: the desk asks who comes.
    """

    opens: LinkPurpose | None
    page_id: str
    activity: Activity | None = None
    sign_up: SignUp | None = None
    pledge: Pledge | None = None
    sponsor: Sponsor | None = None
    team: Team | None = None
    is_new_team: bool = False
    proposed: Proposed | None = None
    wishes: Volunteer | None = None
    edition: Edition | None = None

    @property
    def side(self) -> str:
        """As whom somebody is written to, in the keys of sentences."""
        return self.opens.name.lower() if self.opens else "coordinator"

    @property
    def task(self) -> Task | None:
        """The task that somebody signed up or is asked for; None for the activity as a whole."""
        if self.proposed is not None:
            return self.proposed.task
        if self.activity is None or self.sign_up is None:
            return None
        return next((task for task in self.activity.tasks if task.id == self.sign_up.task_id), None)

    @property
    def need(self) -> Need | None:
        """The need that a pledge meets."""
        if self.activity is None or self.pledge is None:
            return None
        return next((need for need in self.activity.needs if need.id == self.pledge.need_id), None)


def sign_up(session: Session, mail: Mail) -> Subject:
    """The sign-up that a mail is about, as it is now. Each of these raises `NotFoundError` when it is gone."""
    found = signups.get(session, mail.subject_id)
    activity = activities.get(session, found.activity_id)
    return Subject(LinkPurpose.SIGN_UP, found.id, activity, found)


def activity(session: Session, mail: Mail) -> Subject:
    """An activity, for who organises it."""
    found = activities.get(session, mail.subject_id)
    return Subject(LinkPurpose.ACTIVITY, found.id, found)


def activity_of_edition(session: Session, mail: Mail) -> Subject:
    """An activity, with the edition whose coordinators write."""
    found = activities.get(session, mail.subject_id)
    edition = editions.get(session, found.edition_id)
    return Subject(LinkPurpose.ACTIVITY, found.id, found, edition=edition)


def merged(session: Session, mail: Mail) -> Subject:
    """The activity that stayed, for who organised the one that went."""
    gone = activities.get(session, mail.subject_id)
    kept = activities.get(session, gone.merged_into or gone.id)
    return Subject(LinkPurpose.ACTIVITY, gone.id, kept)


def adopted(session: Session, mail: Mail) -> Subject:
    """An activity, for the team that it belongs to."""
    found = activities.get(session, mail.subject_id)
    of = teams.get(session, found.team_id or "")
    return Subject(LinkPurpose.TEAM, of.id, found, team=of)


def team(session: Session, mail: Mail) -> Subject:
    """A team, for who speaks for it."""
    found = teams.get(session, mail.subject_id)
    is_new = not teams.is_visible(session, found.id)
    return Subject(LinkPurpose.TEAM, found.id, team=found, is_new_team=is_new)


def sponsor(session: Session, mail: Mail) -> Subject:
    """A sponsor, for who speaks for it."""
    found = sponsors.get(session, mail.subject_id)
    return Subject(LinkPurpose.SPONSOR, found.id, sponsor=found)


def pledge(session: Session, mail: Mail) -> Subject:
    """A pledge. It has two sides: who organises, and who gives."""
    found = pledges.get(session, mail.subject_id)
    helped = activities.get(session, pledges.activity_of(session, found.need_id))
    giver = sponsors.get(session, found.sponsor_id)
    is_organiser = organisers.organiser_of(session, helped.id) == mail.person_id
    opens = LinkPurpose.ACTIVITY if is_organiser else LinkPurpose.SPONSOR
    page_id = helped.id if is_organiser else giver.id
    return Subject(opens, page_id, helped, pledge=found, sponsor=giver)


def wishes(session: Session, mail: Mail) -> Subject:
    """What somebody wants to be asked for, while they did not say yes to that."""
    found = waiting.get(session, mail.subject_id)
    return Subject(LinkPurpose.WISHES, mail.subject_id, wishes=found)


def proposal(session: Session, mail: Mail) -> Subject:
    """What a volunteer is asked for."""
    found = proposed(session, mail.subject_id)
    return Subject(LinkPurpose.PROPOSAL, found.proposal.id, found.activity, proposed=found)


def reader(_session: Session, mail: Mail) -> Subject:
    """The reader themselves, or a coordinator's own account."""
    opens = None if mail.account_id else LinkPurpose.PERSON
    return Subject(opens, mail.person_id or mail.subject_id)
