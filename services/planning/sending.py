"""Asking: drafts of a plan become proposals in the mail, never more often than somebody wished."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from data import records
from data.database import Database
from data.repositories import activities, asking, people, proposals, volunteers
from domain.activities import Activity
from domain.actors import Actor, check_coordinator
from domain.contacts import MailKind, Person
from domain.proposals import Proposal, ProposalState
from domain.vocabulary import ActivityState
from matching.catalogue import UNKNOWN, Catalogue
from matching.places import Places
from services import mail
from services.desk import audit
from services.planning import measuring
from services.planning.answer_times import answer_until
from services.planning.fitting import LEAST_REASONS, fits, for_it

WEEK = timedelta(days=7)
_AT_ONCE = 500  # proposals in one transaction: others wait no longer than that


class HeldBack(StrEnum):
    """Why somebody is not asked now. The draft stays where it is."""

    CLOSED = "closed"  # the activity is off, over, or no longer on the map
    TOO_LATE = "too_late"  # it starts before there is time to answer
    FULL = "full"  # every place is taken or kept for who was asked
    ALREADY = "already"  # signed up for it or for something at that time, or called it off
    MAY_NOT = "may_not"  # left, never said yes, or wishes not to be asked
    ENOUGH = "enough"  # asked as often as they wish this week
    UNFIT = "unfit"  # it does not keep to what they said, such as distance, time or age
    FEW_REASONS = "few_reasons"  # the mail could not name two reasons to ask just them


@dataclass(frozen=True, slots=True)
class Sent:
    """How many were asked, and how many not, by why."""

    count: int = 0
    held_back: Mapping[HeldBack, int] = field(default_factory=dict)


def send(
    database: Database,
    edition_id: str,
    proposal_ids: Collection[str] | None = None,
    *,
    actor: Actor,
    now: datetime,
) -> Sent:
    """Ask who is in the plan: these drafts, or all drafts in the part of the coordinator.

    The best fit goes first where somebody may be asked less often than the plan has for them.
    Drafts of another part are left alone. Raises `NotAllowedError`.
    """
    check_coordinator(actor)
    with database.read() as session:
        drafts = _in_part(session, edition_id, actor)
    wanted = [one for one in drafts if proposal_ids is None or one.id in proposal_ids]
    wanted.sort(key=lambda one: (-one.score, one.id))
    asked, held = 0, Counter[HeldBack]()
    for some in records.batches(wanted, _AT_ONCE):
        with database.write() as session:
            count = _ask(session, edition_id, some, held, now=now)
            if count:
                audit.note(
                    session, actor, "proposals-send", subject=edition_id, count=count, now=now
                )
            asked += count
    return Sent(asked, dict(held))


def drafts_in_part(database: Database, edition_id: str, *, actor: Actor) -> list[Proposal]:
    """The drafts that `send` would look at, best fit first. Raises `NotAllowedError`."""
    check_coordinator(actor)
    with database.read() as session:
        found = _in_part(session, edition_id, actor)
    return sorted(found, key=lambda one: (-one.score, one.id))


def _in_part(session: Session, edition_id: str, actor: Actor) -> list[Proposal]:
    drafts = proposals.of_edition(session, edition_id, [ProposalState.DRAFT])
    inside = activities_in_part(session, {one.activity_id for one in drafts}, actor)
    return [one for one in drafts if one.activity_id in inside]


def activities_in_part(session: Session, ids: Collection[str], actor: Actor) -> dict[str, Activity]:
    """The activities among these that are in a coordinator's part, by id."""
    return {
        one.id: one
        for one in activities.by_ids(session, sorted(ids))
        if actor.scope.covers(one.place, one.branch)
    }


def _ask(
    session: Session,
    edition_id: str,
    drafts: list[Proposal],
    held: Counter[HeldBack],
    *,
    now: datetime,
) -> int:
    """Send what may go, and count in `held` why the rest may not."""
    rules = _Rules(session, edition_id, drafts, now=now)
    # Without those that somebody else sent, or threw away, meanwhile.
    still = asking.lock_drafts(session, [one.id for one in drafts])
    until: defaultdict[datetime, list[str]] = defaultdict(list)
    asked: list[Proposal] = []
    for draft in drafts:
        if draft.id not in still:
            continue
        reason = rules.against(draft)
        if reason is not None:
            held[reason] += 1
            continue
        rules.count(draft)
        until[rules.answer_until(draft)].append(draft.id)
        asked.append(draft)
    for moment, ids in until.items():
        asking.mark_sent(session, ids, answer_until=moment, now=now)
    measuring.keep(session, asked, rules.volunteers, rules.activities)
    to = [(one.volunteer_id, one.id) for one in asked]
    mail.post_many(session, MailKind.PROPOSAL, to, now=now)
    return len(to)


class _Rules:
    """What must hold before somebody is asked, as it is in this transaction."""

    def __init__(
        self, session: Session, edition_id: str, drafts: list[Proposal], *, now: datetime
    ) -> None:
        self.now = now
        volunteer_ids = {one.volunteer_id for one in drafts}
        activity_ids = sorted({one.activity_id for one in drafts})
        # Who sends waits for who sends: else two at once would each see room for the other.
        proposals.one_at_a_time(session, edition_id)
        self.may_week = asking.lock(session, volunteer_ids)
        self.asked = asking.asked_since(session, volunteer_ids, after=now - WEEK)
        self.people = people.by_ids(session, volunteer_ids)
        self.volunteers = volunteers.by_ids(session, volunteer_ids)
        self.activities = {one.id: one for one in activities.by_ids(session, activity_ids)}
        self.until = {
            id: answer_until(activity, now=now) for id, activity in self.activities.items()
        }
        self.catalogue = Catalogue.from_activities(self.activities.values())
        self.row = {id: row for row, id in enumerate(self.catalogue.ids.tolist())}
        self.places = Places.of(self.catalogue)
        for (id, at_home), count in asking.reserved(session, activity_ids, now=now).items():
            self._take(id, count, at_home=at_home)
        self.signed_up = asking.signed_up(session, activity_ids)
        self.busy = asking.busy(session, volunteer_ids, after=now)
        known = [
            one
            for one in drafts
            if one.volunteer_id in self.volunteers and one.activity_id in self.activities
        ]
        self.fits = fits(
            [
                (self.volunteers[one.volunteer_id], self.activities[one.activity_id])
                for one in known
            ],
            [one.at_home for one in known],
        )

    def against(self, draft: Proposal) -> HeldBack | None:
        """Why this one may not go now; None when it may."""
        activity = self.activities.get(draft.activity_id)
        if activity is None or not activity.is_open(self.now):
            return HeldBack.CLOSED
        if self.until[activity.id] is None:
            return HeldBack.TOO_LATE
        is_known = (draft.activity_id, draft.volunteer_id) in self.signed_up
        if is_known or self._comes_elsewhere(draft.volunteer_id, activity):
            return HeldBack.ALREADY
        if self._is_full(activity, at_home=self._at_home(draft)):
            return HeldBack.FULL
        return self._against_asking(draft.volunteer_id) or self._against_fit(draft)

    def _is_full(self, activity: Activity, *, at_home: bool | None) -> bool:
        """Whether no place is left where they would help, or the organiser said it is full."""
        row, places = self.row[activity.id], self.places
        kind = {None: places.total, True: places.home, False: places.site}[at_home]
        return activity.state is ActivityState.FULL or min(kind[row], places.total[row]) < 1

    def _at_home(self, draft: Proposal) -> bool | None:
        """Which kind of place a draft takes; of one from before these were told apart what they said."""
        volunteer = self.volunteers.get(draft.volunteer_id)
        if draft.at_home is not None or volunteer is None:
            return draft.at_home
        return volunteer.at_home

    def _take(self, activity_id: str, people: int, *, at_home: bool | None) -> None:
        kind = UNKNOWN if at_home is None else int(at_home)
        self.places = self.places.without([self.row[activity_id]], [kind], people)

    def _comes_elsewhere(self, volunteer_id: str, activity: Activity) -> bool:
        """Whether they signed up for something else at that time, also since the plan was made."""
        return any(
            slot.overlaps(taken)
            for slot in activity.slots
            for taken in self.busy.get(volunteer_id, ())
        )

    def _against_asking(self, volunteer_id: str) -> HeldBack | None:
        wished = self.may_week.get(volunteer_id, 0)
        if not wished or not may_be_asked(self.people.get(volunteer_id)):
            return HeldBack.MAY_NOT
        return HeldBack.ENOUGH if self.asked[volunteer_id] >= wished else None

    def _against_fit(self, draft: Proposal) -> HeldBack | None:
        match = self.fits.get((draft.volunteer_id, draft.activity_id))
        if match is None:
            return HeldBack.UNFIT
        return HeldBack.FEW_REASONS if len(for_it(match)) < LEAST_REASONS else None

    def answer_until(self, draft: Proposal) -> datetime:
        """Until when one that may go can be answered."""
        until = self.until[draft.activity_id]
        assert until is not None  # noqa: S101  # `against` said so
        return until

    def count(self, sent: Proposal) -> None:
        """Remember one that goes."""
        self.asked[sent.volunteer_id] += 1
        self._take(sent.activity_id, 1, at_home=self._at_home(sent))


def may_be_asked(person: Person | None) -> bool:
    """Whether somebody said yes at their own address, and has not left or asked for less mail."""
    return (
        person is not None
        and person.confirmed_at is not None
        and person.left_at is None
        and not person.only_needed_mail
    )
