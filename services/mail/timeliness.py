"""Whether a mail should still go when its turn comes: much may have happened since it was posted."""

from __future__ import annotations

from datetime import datetime, timedelta

from data.mail import Problem
from data.repositories.signups import HOLDING
from domain.activities import Activity
from domain.contacts import Mail, MailKind, Person
from domain.people import Pledge, SignUp
from domain.proposals import ProposalState
from domain.vocabulary import ActivityState, PledgeState, SignUpState
from services.mail.subjects import Subject
from services.planning.fitting import Proposed

# What somebody can do without who asked for less mail. All the rest is an answer to what they
# did themselves, or something they would stand before a closed door for.
NOT_NEEDED = frozenset(
    {
        MailKind.REMINDER,
        MailKind.THANK_YOU,
        MailKind.NEW_SIGN_UP,
        MailKind.PLEDGE_THANKED,
        MailKind.PROPOSAL,
        MailKind.DESK_MESSAGE,
        MailKind.DIGEST,
    }
)
# What waited this morning; tomorrow another letter says how it stands then.
_DIGEST_HOLDS = timedelta(hours=20)
_COMING = frozenset({SignUpState.CONFIRMED, SignUpState.ATTENDED})


def reason_to_skip(
    mail: Mail, person: Person, subject: Subject, *, now: datetime
) -> Problem | None:
    """Why this mail need not go (any more); None when it should."""
    if person.left_at is not None:
        return Problem.NOT_NEEDED
    if person.only_needed_mail and mail.kind in NOT_NEEDED:
        return Problem.NOT_NEEDED
    if mail.kind is MailKind.DIGEST and now - mail.created_at >= _DIGEST_HOLDS:
        return Problem.OVERTAKEN
    return None if _is_true(mail.kind, subject, now=now) else Problem.OVERTAKEN


def _is_true(kind: MailKind, subject: Subject, *, now: datetime) -> bool:
    """Whether what the mail says still holds."""
    if subject.sign_up is not None and subject.activity is not None:
        return _holds_for_sign_up(kind, subject.sign_up, subject.activity, now=now)
    match kind:
        case MailKind.ACTIVITY_PUBLISHED | MailKind.NEW_SIGN_UP:
            assert subject.activity is not None  # noqa: S101  # these kinds are about one
            return subject.activity.is_public
    if subject.proposed is not None:
        return _holds_for_proposal(subject.proposed, now=now)
    if subject.pledge is not None:
        return _holds_for_pledge(kind, subject.pledge)
    return True


def _holds_for_proposal(asked: Proposed, *, now: datetime) -> bool:
    until, state = asked.proposal.answer_until, asked.activity.state
    is_on = state in {ActivityState.PUBLISHED, ActivityState.FULL}
    is_open = asked.proposal.state is ProposalState.SENT and until is not None and now < until
    return is_open and is_on and asked.volunteer.asks_per_week > 0


def _holds_for_pledge(kind: MailKind, pledge: Pledge) -> bool:
    match kind:
        case MailKind.PLEDGE_WITHDRAWN:
            return pledge.state is PledgeState.WITHDRAWN
        case MailKind.PLEDGE_ASKED:
            return pledge.state is PledgeState.OFFERED and bool(pledge.question)
    return pledge.state is not PledgeState.WITHDRAWN


def _holds_for_sign_up(
    kind: MailKind, sign_up: SignUp, activity: Activity, *, now: datetime
) -> bool:
    if kind is MailKind.ACTIVITY_CANCELLED:
        return activity.state is ActivityState.CANCELLED
    state = sign_up.state
    if kind in {MailKind.SIGN_UP_CANCELLED, MailKind.HOLD_ENDED}:
        return state is SignUpState.CANCELLED
    if kind is MailKind.SIGN_UP_MERGED and activity.merged_into is not None:
        return state is SignUpState.CANCELLED  # of two sign-ups the one that went
    if activity.state is ActivityState.CANCELLED:
        return False  # another mail says so
    is_held = sign_up.hold_until is None or now < sign_up.hold_until
    match kind:
        case MailKind.CONFIRM_SIGN_UP:
            return state is SignUpState.WAITING or (state is SignUpState.REGISTERED and is_held)
        case MailKind.MOVED_UP:
            return state is SignUpState.REGISTERED and is_held
        case MailKind.WAITING:
            return state is SignUpState.WAITING
        case MailKind.SIGNED_UP | MailKind.THANK_YOU:
            return state in _COMING
        case MailKind.REMINDER:
            starts = [slot.starts_at for slot in activity.slots]
            return state is SignUpState.CONFIRMED and any(now < moment for moment in starts)
    return state in HOLDING or state is SignUpState.WAITING
