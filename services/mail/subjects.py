"""What a mail is about, looked up when it is written: nothing of it lay in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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
from domain.contacts import LinkPurpose, Mail, MailKind
from domain.editions import Edition
from domain.people import Pledge, SignUp, Sponsor, Team, Volunteer
from services.planning.fitting import Proposed, proposed
from services.volunteering import waiting


class Side(StrEnum):
    """As whom somebody is written to; decides the sentences and which page a button opens."""

    SIGN_UP = "sign_up"
    ORGANISER = "organiser"
    SPONSOR = "sponsor"
    TEAM = "team"
    PERSON = "person"
    VOLUNTEER = "volunteer"  # may be asked to help
    PROPOSAL = "proposal"
    COORDINATOR = "coordinator"  # has no personal link: the desk asks who they are


_SIDES = {
    MailKind.MANAGE_ACTIVITY: Side.ORGANISER,
    MailKind.ACTIVITY_PUBLISHED: Side.ORGANISER,
    MailKind.CHANGES_ASKED: Side.ORGANISER,
    MailKind.ACTIVITY_LAID_ASIDE: Side.ORGANISER,
    MailKind.ACTIVITY_CALLED_OFF: Side.ORGANISER,
    MailKind.ACTIVITY_MERGED: Side.ORGANISER,
    MailKind.NEW_SIGN_UP: Side.ORGANISER,
    MailKind.ADOPTION_ASKED: Side.ORGANISER,
    MailKind.ADOPTION_AGREED: Side.TEAM,
    MailKind.MANAGE_TEAM: Side.TEAM,
    MailKind.MANAGE_SPONSOR: Side.SPONSOR,
    MailKind.MY_DATA: Side.PERSON,
    MailKind.CONFIRM_WISHES: Side.VOLUNTEER,
    MailKind.VOLUNTEER_INVITED: Side.VOLUNTEER,
    MailKind.PROPOSAL: Side.PROPOSAL,
    MailKind.DESK_MESSAGE: Side.ORGANISER,
    MailKind.DIGEST: Side.COORDINATOR,
}
PLEDGES = frozenset(
    {
        MailKind.PLEDGE_OFFERED,
        MailKind.PLEDGE_ASKED,
        MailKind.PLEDGE_ANSWERED,
        MailKind.PLEDGE_AGREED,
        MailKind.PLEDGE_DELIVERED,
        MailKind.PLEDGE_THANKED,
        MailKind.PLEDGE_WITHDRAWN,
        MailKind.PLEDGE_MOVED,
    }
)
_PURPOSES = {
    Side.SIGN_UP: LinkPurpose.SIGN_UP,
    Side.ORGANISER: LinkPurpose.ACTIVITY,
    Side.SPONSOR: LinkPurpose.SPONSOR,
    Side.TEAM: LinkPurpose.TEAM,
    Side.PERSON: LinkPurpose.PERSON,
    Side.VOLUNTEER: LinkPurpose.WISHES,
    Side.PROPOSAL: LinkPurpose.PROPOSAL,
}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a mail is about. Only what belongs to its kind is there; the rest is None.

    `page_id` is the id of what the personal link of this mail opens.
    """

    side: Side
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
    def purpose(self) -> LinkPurpose:
        """What the personal link of this mail is for; a mail to a coordinator has none."""
        return _PURPOSES[self.side]

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


def look_up(session: Session, mail: Mail) -> Subject:
    """What `mail` is about, as it is now. Raises `NotFoundError` when it is gone."""
    if mail.kind in PLEDGES:
        return _about_pledge(session, mail)
    side = _SIDES.get(mail.kind, Side.SIGN_UP)
    match mail.kind:
        case MailKind.MY_DATA | MailKind.DIGEST:
            return Subject(side, mail.person_id or mail.subject_id)
        case MailKind.DESK_MESSAGE:
            activity = activities.get(session, mail.subject_id)
            edition = editions.get(session, activity.edition_id)
            return Subject(side, activity.id, activity, edition=edition)
        case MailKind.CONFIRM_WISHES | MailKind.VOLUNTEER_INVITED:
            return Subject(side, mail.subject_id, wishes=waiting.get(session, mail.subject_id))
        case MailKind.PROPOSAL:
            asked = proposed(session, mail.subject_id)
            return Subject(side, asked.proposal.id, asked.activity, proposed=asked)
        case MailKind.MANAGE_SPONSOR:
            sponsor = sponsors.get(session, mail.subject_id)
            return Subject(side, sponsor.id, sponsor=sponsor)
        case MailKind.MANAGE_TEAM:
            team = teams.get(session, mail.subject_id)
            is_new = not teams.is_visible(session, team.id)
            return Subject(side, team.id, team=team, is_new_team=is_new)
        case MailKind.ACTIVITY_MERGED:
            gone = activities.get(session, mail.subject_id)
            kept = activities.get(session, gone.merged_into or gone.id)
            return Subject(side, gone.id, kept)
        case MailKind.ADOPTION_AGREED:
            activity = activities.get(session, mail.subject_id)
            team = teams.get(session, activity.team_id or "")
            return Subject(side, team.id, activity, team=team)
    if side is Side.ORGANISER:
        return Subject(side, mail.subject_id, activities.get(session, mail.subject_id))
    sign_up = signups.get(session, mail.subject_id)
    return Subject(side, sign_up.id, activities.get(session, sign_up.activity_id), sign_up)


def _about_pledge(session: Session, mail: Mail) -> Subject:
    """The same pledge has two sides: who organises, and who gives."""
    pledge = pledges.get(session, mail.subject_id)
    activity = activities.get(session, pledges.activity_of(session, pledge.need_id))
    sponsor = sponsors.get(session, pledge.sponsor_id)
    is_organiser = organisers.organiser_of(session, activity.id) == mail.person_id
    side = Side.ORGANISER if is_organiser else Side.SPONSOR
    page_id = activity.id if side is Side.ORGANISER else sponsor.id
    return Subject(side, page_id, activity, pledge=pledge, sponsor=sponsor)
