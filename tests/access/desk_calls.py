"""Who may call what of the desk's work: reading many, merging, plans, mail, lists and wishes."""

from __future__ import annotations

from collections.abc import Callable

from data.repositories.mail_overview import Wanted
from data.settings import Settings
from domain.accounts import Scope
from domain.actors import Actor, Role
from domain.contacts import LinkPurpose, MailKind
from domain.people import SignUp, Volunteer
from i18n.texts import Language
from services.desk import exports, learning, messages, outbox
from services.organising import many, merging, previewing, reviewing
from services.planning import answering, asking, changing, following, looking, making, sending
from services.volunteering import joining
from tests.access.rules import COORDINATORS, LINK, LISTED, PART, Call
from tests.access.world import NOW, RUN, WEEK, World

EVERYTHING = messages.Selection(WEEK.id)
NATION = Actor(Role.COORDINATOR, "account-reads")


def proposal(make) -> Call:
    """Answering a proposal: whose it is, by its own link or the one to all about them."""
    opens = {LinkPurpose.PROPOSAL: "proposal-helper", LinkPurpose.PERSON: "helper"}
    return Call(LINK, make, opens)


def wishes(make) -> Call:
    return Call(LINK, make, {LinkPurpose.WISHES: "helper", LinkPurpose.PERSON: "helper"})


def _line(w: World) -> reviewing.Line:
    found = reviewing.lines(w.database, actor=NATION, now=NOW)
    return next(one for one in found if one.row.id == w.id("new"))


def _yes(w: World) -> SignUp:
    return SignUp("yes", w.id("open"), w.id("helper"))


def _open_sign_up(w: World, a: Actor) -> object:
    return answering.open_sign_up(w.database, _yes(w), "cookie", actor=a, now=NOW)


def _here(w: World) -> messages.Selection:
    """Organisers here only: who may not write to them has nobody to write to."""
    return messages.Selection(WEEK.id, part=Scope(branches=frozenset({w.here.branch})))


def _told(call: Callable[[], object]) -> object | None:
    """What came of a message; None when there was nobody to write to."""
    try:
        return call()
    except messages.NobodyToWriteError:
        return None


def _numbers(w: World) -> looking.PlanNumbers:
    return looking.numbers(w.database, w.programme, WEEK.id, actor=NATION)


def _order(*, with_people: bool) -> exports.Order:
    kind = exports.ListKind.SIGN_UPS if with_people else exports.ListKind.ACTIVITIES
    return exports.Order(kind, WEEK.id, with_people=with_people, reason="Bellen over de soep")


def _list(w: World, a: Actor, *, with_people: bool) -> bytes:
    order = _order(with_people=with_people)
    return exports.made(w.database, order, Language.NL, actor=a, now=NOW)


CALLS: dict[str, Call] = {
    "desk.exports.made": Call(
        LISTED,
        lambda w, a: _list(w, a, with_people=False) + _list(w, a, with_people=True),
        shows=lambda got, w: b"Soep new" in got or b"comes-here" in got,
        always_writes=True,
    ),
    "desk.learning.told": Call(COORDINATORS, lambda w, a: learning.told(w.database, actor=a)),
    "desk.messages.audience": Call(
        LISTED,
        lambda w, a: messages.audience(w.database, EVERYTHING, actor=a),
        shows=lambda got, w: w.id("organiser") in got.about,
    ),
    "desk.messages.batches": Call(
        LISTED,
        lambda w, a: messages.batches(w.database, actor=a),
        shows=lambda got, w: bool(got),
    ),
    "desk.messages.hold_back": Call(
        LISTED,
        lambda w, a: messages.hold_back(w.database, "batch", actor=a, now=NOW),
        shows=lambda got, w: got > 0,
    ),
    "desk.messages.preview": Call(
        LISTED,
        lambda w, a: _told(
            lambda: messages.preview(
                w.database,
                Settings(var=w.var),
                _here(w),
                "Dag",
                "Dag",
                first_name="Sam",
                actor=a,
                now=NOW,
            )
        ),
        shows=lambda got, w: got is not None,
    ),
    "desk.messages.send": Call(
        LISTED,
        lambda w, a: _told(
            lambda: messages.send(
                w.database, _here(w), "Dag", "Dag", batch="other", actor=a, now=NOW
            )
        ),
        shows=lambda got, w: got == 1,
    ),
    "desk.outbox.again": Call(
        LISTED,
        lambda w, a: outbox.again(w.database, ["mail-failed"], actor=a, now=NOW),
        shows=lambda got, w: got > 0,
    ),
    "desk.outbox.again_all": Call(
        LISTED,
        lambda w, a: outbox.again_all(w.database, Wanted(), actor=a, now=NOW),
        shows=lambda got, w: got > 0,
    ),
    "desk.outbox.page": Call(
        LISTED,
        lambda w, a: outbox.page(w.database, Wanted(), 1, actor=a),
        shows=lambda got, w: "mail-waits" in {one.id for one in got[0]} or got[1] > 0,
    ),
    "desk.outbox.standing": Call(
        LISTED,
        lambda w, a: outbox.standing(w.database, actor=a, now=NOW),
        shows=lambda got, w: any(got.counts.by_progress.values()),
    ),
    "organising.many.decide": Call(
        PART,
        lambda w, a: many.decide(w.database, [_line(w)], many.Decision.PUBLISH, actor=a, now=NOW),
    ),
    "organising.merging.look": Call(
        PART,
        lambda w, a: merging.look(w.database, w.id("open"), w.id("new"), actor=a, now=NOW),
    ),
    "organising.merging.merge": Call(
        PART,
        lambda w, a: merging.merge(w.database, w.id("open"), w.id("new"), actor=a, now=NOW),
    ),
    "organising.previewing.letter": Call(
        PART,
        lambda w, a: previewing.letter(
            w.database, w.id("new"), MailKind.CHANGES_ASKED, "Waar?", actor=a, now=NOW
        ),
    ),
    "organising.reviewing.lines": Call(
        LISTED,
        lambda w, a: reviewing.lines(w.database, actor=a, now=NOW),
        shows=lambda got, w: w.id("new") in {one.row.id for one in got},
    ),
    "organising.reviewing.one": Call(
        LISTED,
        lambda w, a: reviewing.one(w.database, w.id("new"), actor=a),
        shows=lambda got, w: got is not None,
    ),
    "planning.answering.accept": proposal(
        lambda w, a: answering.accept(w.database, w.id("proposal-helper"), actor=a, now=NOW)
    ),
    "planning.answering.ask_at_most": proposal(
        lambda w, a: answering.ask_at_most(w.database, w.id("proposal-helper"), 2, actor=a)
    ),
    "planning.answering.decline": proposal(
        lambda w, a: answering.decline(w.database, w.id("proposal-helper"), actor=a, now=NOW)
    ),
    "planning.answering.mine": proposal(
        lambda w, a: answering.mine(w.database, w.id("proposal-helper"), actor=a, now=NOW)
    ),
    "planning.answering.open_sign_up": proposal(_open_sign_up),
    "planning.following.following": Call(
        LISTED,
        lambda w, a: following.following(w.database, WEEK.id, actor=a),
        shows=lambda got, w: got.total.asked > 0 or bool(got.by_activity),
    ),
    "planning.following.preview": Call(
        LISTED,
        lambda w, a: following.preview(w.database, WEEK.id, actor=a, now=NOW),
        shows=lambda got, w: got is not None,
    ),
    "planning.making.make": Call(
        LISTED,
        lambda w, a: making.make(w.database, WEEK.id, actor=a, now=NOW),
        shows=lambda got, w: got.seekers > 0,
        always_writes=True,
    ),
    "planning.sending.drafts_in_part": Call(
        LISTED,
        lambda w, a: sending.drafts_in_part(w.database, WEEK.id, actor=a),
        shows=lambda got, w: bool(got),
    ),
    "planning.sending.send": Call(
        LISTED,
        lambda w, a: sending.send(w.database, WEEK.id, actor=a, now=NOW),
        shows=lambda got, w: got.count > 0,
    ),
    "planning.asking.alternatives": Call(
        PART,
        lambda w, a: asking.alternatives(w.database, w.id("proposal-planned"), actor=a, now=NOW),
    ),
    "planning.asking.best": Call(
        PART, lambda w, a: asking.best(w.database, w.id("open"), actor=a, now=NOW)
    ),
    "planning.changing.put": Call(
        PART,
        lambda w, a: changing.put(w.database, w.id("left"), w.id("open"), actor=a, now=NOW),
    ),
    "planning.changing.take_out": Call(
        PART,
        lambda w, a: changing.take_out(w.database, w.id("proposal-planned"), actor=a, now=NOW),
    ),
    "planning.changing.withdraw": Call(
        PART,
        lambda w, a: changing.withdraw(w.database, w.id("proposal-helper"), actor=a, now=NOW),
    ),
    "planning.looking.left_over": Call(
        LISTED,
        lambda w, a: looking.left_over(w.database, RUN, actor=a, limit=5),
        shows=lambda got, w: bool(got),
    ),
    "planning.looking.numbers": Call(
        LISTED,
        lambda w, a: looking.numbers(w.database, w.programme, WEEK.id, actor=a),
        shows=lambda got, w: bool(got.by_state or got.by_activity or got.left_over),
    ),
    "planning.looking.planned": Call(
        LISTED,
        lambda w, a: looking.planned(w.database, [w.id("open")], actor=a),
        shows=lambda got, w: bool(got),
    ),
    "planning.looking.rows": Call(
        LISTED,
        lambda w, a: looking.rows(w.programme, WEEK.id, _numbers(w), actor=a, now=NOW),
        shows=lambda got, w: w.id("open") in got,
    ),
    "volunteering.joining.ask_at_most": wishes(
        lambda w, a: joining.ask_at_most(w.database, w.id("helper"), 2, actor=a)
    ),
    "volunteering.joining.change": wishes(
        lambda w, a: joining.change(w.database, Volunteer(w.id("helper")), actor=a, now=NOW)
    ),
    "volunteering.joining.confirm": wishes(
        lambda w, a: joining.confirm(w.database, w.id("helper"), actor=a, now=NOW)
    ),
    "volunteering.joining.forget": wishes(
        lambda w, a: joining.forget(w.database, w.id("helper"), actor=a)
    ),
    "volunteering.joining.tell": wishes(
        lambda w, a: joining.tell(w.database, w.id("helper"), is_adult=True, minutes=60, actor=a)
    ),
    "volunteering.joining.own": wishes(
        lambda w, a: joining.own(w.database, w.id("helper"), actor=a)
    ),
}
