"""What became of proposals: counts for the coordinator, by activity; nobody's name is in it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import datetime

from data.database import Database
from data.repositories import asking, people
from domain.activities import Activity
from domain.actors import Actor, check_coordinator
from domain.contacts import LinkPurpose, Mail, MailKind
from domain.proposals import ProposalState
from domain.vocabulary import SignUpState
from services.mail import letters
from services.mail.letters import Letter
from services.mail.subjects import Subject
from services.planning import sending
from services.planning.answer_times import answer_until
from services.planning.changing import is_taken_out
from services.planning.fitting import proposed


@dataclass(frozen=True, slots=True)
class Answers:
    """Numbers of proposals. `asked` is all that went; each of those is in one of the others.

    `yes` are those who come or wait in line, `changed` said yes and called off later.
    """

    drafts: int = 0
    asked: int = 0
    yes: int = 0
    no: int = 0
    no_answer: int = 0
    waits: int = 0
    changed: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class Following:
    """All of a coordinator's part, and each activity in it for which somebody was or will be asked."""

    total: Answers
    by_activity: tuple[tuple[Activity, Answers], ...]


def following(database: Database, edition_id: str, *, actor: Actor) -> Following:
    """How the asking of an edition stands, the most asked first. Raises `NotAllowedError`."""
    check_coordinator(actor)
    with database.read() as session:
        found = asking.answers(session, edition_id)
        ids = {proposal.activity_id for proposal, _ in found}
        inside = sending.activities_in_part(session, ids, actor)
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    total = Counter[str]()
    for proposal, sign_up in found:
        if proposal.activity_id not in inside or is_taken_out(proposal):
            continue
        for counter in (counts[proposal.activity_id], total):
            counter[_name(proposal.state, sign_up)] += 1
            counter["asked"] += proposal.sent_at is not None
    rows = [(inside[id], _answers(counter)) for id, counter in counts.items()]
    rows.sort(key=lambda row: (-row[1].asked, -row[1].drafts, row[0].title, row[0].id))
    return Following(_answers(total), tuple(rows))


def preview(database: Database, edition_id: str, *, actor: Actor, now: datetime) -> Letter | None:
    """The mail that the first draft would be, without a name; None without drafts.

    Its links lead nowhere: those of the real mail are made when it goes. Raises `NotAllowedError`.
    """
    drafts = sending.drafts_in_part(database, edition_id, actor=actor)
    if not drafts:
        return None
    with database.read() as session:
        found = proposed(session, drafts[0].id)
        person = people.get(session, found.volunteer.id)
    until = answer_until(found.activity, now=now) or found.activity.starts_at or now
    asked = replace(found, proposal=replace(found.proposal, answer_until=until))
    mail = Mail("", MailKind.PROPOSAL, person.id, asked.proposal.id, {}, now, now)
    subject = Subject(LinkPurpose.PROPOSAL, asked.proposal.id, asked.activity, proposed=asked)
    nobody = replace(person, first_name="")  # whoever it is: this is about the words
    return letters.write(mail, nobody, subject, now=now)


def _name(state: ProposalState, sign_up: SignUpState | None) -> str:
    if state is ProposalState.ACCEPTED:
        return "changed" if sign_up is SignUpState.CANCELLED else "yes"
    return _NAMES[state]


_NAMES = {
    ProposalState.DRAFT: "drafts",
    ProposalState.SENT: "waits",
    ProposalState.DECLINED: "no",
    ProposalState.EXPIRED: "no_answer",
    ProposalState.WITHDRAWN: "withdrawn",
}


def _answers(counter: Counter[str]) -> Answers:
    return Answers(**counter)
