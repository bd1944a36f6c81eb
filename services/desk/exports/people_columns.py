"""What stands in the lists of people, and which stored columns show through in it."""

from __future__ import annotations

from typing import Protocol, TypeVar

from data.repositories.audit import Line
from data.repositories.exports import Brief, MailState
from domain.places import NOWHERE
from domain.proposals import ProposalState
from i18n.texts import Language, text
from services.desk.exports.columns import Column, Fields, moment, number, of, where_columns, word
from services.desk.exports.people_lists import Comes, Count, Given, Places, Proposed, Runs
from services.desk.exports.programme_lists import amount
from services.discretion import LEAST_SHOWN, discreet


def _discreet(count: int, language: Language) -> str:
    shown = discreet(count)
    return text(language, "export.fewer", least=LEAST_SHOWN) if shown is None else str(shown)


def place_columns() -> list[Column[Places]]:
    """What is taken of what."""
    return [
        *_about(),
        Column("task", lambda row, _: row.task, of("tasks", "title")),
        Column("places", lambda row, _: number(row.people), of("activities", "capacity")),
        Column("taken", lambda row, _: str(row.taken), of("activities", "taken")),
    ]


def sign_up_columns() -> list[Column[Comes]]:
    """Who comes. No addresses: the site itself writes to them, and they can stop that."""
    via = of("sign_ups", "activity_id person_id")
    return [
        *_about(via),
        Column("task", lambda row, _: row.task, of("sign_ups", "task_id")),
        Column("first_name", lambda row, _: row.person.first_name if row.person else "",
               via + of("people", "first_name")),
        Column("people", lambda row, _: str(row.sign_up.people), of("sign_ups", "people")),
        Column("stands", lambda row, to: text(to, f"mine.stands_{row.sign_up.state.value}"),
               of("sign_ups", "state")),
        Column("created_at", lambda row, to: moment(row.sign_up.created_at, to),
               of("sign_ups", "created_at")),
        Column("confirmed_at", lambda row, to: moment(row.sign_up.confirmed_at, to),
               of("sign_ups", "confirmed_at")),
    ]  # fmt: skip


def pledge_columns() -> list[Column[Given]]:
    """Who gives what, and how far it is."""
    via = of("pledges", "sponsor_id")

    def at(name: str) -> Column[Given]:
        return Column(
            name, lambda row, to: moment(getattr(row.pledge, name), to), of("pledges", name)
        )

    def said(name: str) -> Column[Given]:
        return Column(name, lambda row, _: str(getattr(row.pledge, name)), of("pledges", name))

    return [
        Column("activity", lambda row, _: row.asked.activity.title, of("activities", "title")),
        *where_columns("activities", lambda row: row.asked.activity.place),
        Column("kind", lambda row, to: word(row.asked.need.kind, to), of("needs", "kind")),
        Column("what", lambda row, _: row.asked.need.description, of("needs", "description")),
        Column("sponsor", lambda row, _: row.sponsor.name if row.sponsor else "",
               via + of("sponsors", "name")),
        Column("quantity", lambda row, _: amount(row.asked.need.kind, row.pledge.quantity),
               of("pledges", "quantity")),
        Column("pledge_state", lambda row, to: word(row.pledge.state, to),
               of("pledges", "state")),
        *(at(name) for name in
          ("created_at", "agreed_at", "delivered_at", "thanked_at", "withdrawn_at")),
        *(said(name) for name in ("note", "question", "thanks")),
    ]  # fmt: skip


def organiser_columns() -> list[Column[Runs]]:
    """Who organises what."""
    via = of("organisers", "person_id")

    def of_person(name: str) -> Column[Runs]:
        return Column(
            name,
            lambda row, _: str(getattr(row.person, name)) if row.person else "",
            via + of("people", name),
        )

    return [
        Column("activity", lambda row, _: row.activity.title, of("activities", "title")),
        Column("state", lambda row, to: word(row.activity.state, to), of("activities", "state")),
        *where_columns("activities", lambda row: row.activity.place),
        Column("branch", lambda row, to: word(row.activity.branch, to), of("activities", "branch")),
        Column("organiser", lambda row, _: row.activity.organiser, of("activities", "organiser")),
        *(of_person(name) for name in ("first_name", "email", "language")),
        Column("rules_accepted_at", lambda row, to: moment(row.organises.rules_accepted_at, to),
               of("organisers", "rules_accepted_at")),
        Column("question", lambda row, _: row.organises.question, of("organisers", "question")),
    ]  # fmt: skip


def volunteer_columns() -> list[Column[Count]]:
    """Numbers by municipality: what volunteers told about themselves is seen by nobody else."""
    return [
        Column("municipality", lambda row, _: row.place.municipality, ()),
        Column("province", lambda row, _: row.place.province.label if row.place.province else "",
               ()),
        Column("volunteers", lambda row, to: _discreet(row.counts["all"], to), ()),
        Column("adults", lambda row, to: _discreet(row.counts["adults"], to), ()),
    ]  # fmt: skip


def proposal_count_columns() -> list[Column[Count]]:
    """Numbers by activity."""

    def state(name: str, *states: ProposalState) -> Column[Count]:
        return Column(
            name, lambda row, to: _discreet(sum(row.counts[one.value] for one in states), to), ()
        )

    return [
        Column("activity", lambda row, _: row.activity.title if row.activity else "",
               of("activities", "title")),
        *where_columns("activities", lambda row: row.activity.place if row.activity else NOWHERE),
        state("proposed", *ProposalState),
        state("said_yes", ProposalState.ACCEPTED),
        state("said_no", ProposalState.DECLINED),
        state("no_answer_yet", ProposalState.SENT),
    ]  # fmt: skip


def proposal_columns() -> list[Column[Proposed]]:
    """Who was proposed. Their first name only: what else they told is seen by nobody else."""
    via = of("proposals", "activity_id volunteer_id")
    return [
        *_about(via),
        Column("first_name", lambda row, _: row.person.first_name if row.person else "",
               via + of("people", "first_name")),
        Column("proposal_state", lambda row, to: word(row.proposal.state, to),
               of("proposals", "state")),
        Column("sent_at", lambda row, to: moment(row.proposal.sent_at, to),
               of("proposals", "sent_at")),
        Column("answered_at", lambda row, to: moment(row.proposal.answered_at, to),
               of("proposals", "answered_at")),
    ]  # fmt: skip


def mail_columns() -> list[Column[MailState]]:
    """How mail fares."""

    def at(name: str) -> Column[MailState]:
        return Column(name, lambda row, to: moment(getattr(row, name), to), of("outbox", name))

    return [
        Column("mail_kind", lambda row, to: text(to, f"messages.kind.{row.kind.value}"), of("outbox", "kind")),
        *(at(name) for name in ("created_at", "due_at")),
        Column("attempts", lambda row, _: str(row.attempts), of("outbox", "attempts")),
        *(at(name) for name in ("sent_at", "failed_at")),
        Column("problem", lambda row, to: text(to, f"outbox.problem.{row.problem}")
               if row.problem else "", of("outbox", "problem")),
    ]  # fmt: skip


def trail_columns() -> list[Column[Line]]:
    """Who did what when."""
    return [
        Column("number", lambda row, _: str(row.number), of("audit", "number")),
        Column("at", lambda row, to: moment(row.at, to), of("audit", "at")),
        Column("action", lambda row, _: row.action, of("audit", "action")),
        Column("subject", lambda row, _: row.subject, of("audit", "subject")),
        Column("count", lambda row, _: str(row.count), of("audit", "count")),
        Column("reason", lambda row, _: row.reason, of("audit", "reason")),
        Column("actor", lambda row, _: row.actor, of("audit", "actor")),
        Column("hash", lambda row, _: row.hash, of("audit", "hash")),
    ]


class _AboutActivity(Protocol):
    @property
    def activity(self) -> Brief: ...


_Row = TypeVar("_Row", bound=_AboutActivity)


def _about(via: Fields = ()) -> list[Column[_Row]]:
    """Which activity a row is about; `via` are the stored columns that tell it of somebody."""
    return [
        Column("activity", lambda row, _: row.activity.title, via + of("activities", "title")),
        *where_columns("activities", lambda row: row.activity.place, also=via),
        Column(
            "branch",
            lambda row, to: word(row.activity.branch, to),
            via + of("activities", "branch"),
        ),
    ]
