"""Pledging and what becomes of it: who may do what, who hears of it, and what is still open."""

from dataclasses import replace

import pytest

from data.database import AlreadyExistsError
from data.repositories import activities, audit, outbox, sponsors
from domain.accounts import OutsideScopeError, Scope
from domain.activities import ActivityClosedError, NeedMetError
from domain.actors import VISITOR, Actor, NotAllowedError, Role
from domain.contacts import LinkPurpose, MailKind
from domain.errors import InvalidValueError
from domain.places import Province
from domain.pledges import PledgeStepError, SponsorUnconfirmedError, amount_for
from domain.vocabulary import ActivityState, PledgeCondition, PledgeState
from services import sponsoring
from services.contacts import Contact
from services.sponsoring.pledging import OtherEditionError
from services.sponsoring.silence import Waits
from tests.data.samples import EDITION, a_sponsor
from tests.services.sponsoring.made_up import COORDINATOR, NOW, holder, later, scene

STRANGER = holder(LinkPurpose.ACTIVITY, "een-andere")


@pytest.fixture
def set_up(sqlite_database):
    return scene(sqlite_database)


def posted(database, kind=None):
    with database.read() as session:
        found = outbox.waiting(session)
    return sorted((one.kind, one.person_id) for one in found if kind is None or one.kind is kind)


def test_a_pledge_goes_from_offered_to_thanked_and_each_step_reaches_the_other_side(database):
    set_up = scene(database)
    giver_id = next(iter(set_up.giver.grants)).person_id
    pledge = set_up.promise(2_500, note="Graag gedaan")
    sponsoring.agree(database, pledge.id, actor=set_up.organiser, now=later(1))
    sponsoring.deliver(database, pledge.id, actor=set_up.giver, now=later(2))
    sponsoring.thank(database, pledge.id, " Wat fijn! ", actor=set_up.organiser, now=later(3))

    found = set_up.pledges()[0].pledge
    assert (found.state, found.thanks, found.note) == (
        PledgeState.THANKED,
        "Wat fijn!",
        "Graag gedaan",
    )
    assert (found.agreed_at, found.delivered_at, found.thanked_at) == (later(1), later(2), later(3))
    assert set_up.stored().needs[0].promised == 2_500
    assert posted(database) == [
        (MailKind.MANAGE_SPONSOR, giver_id),
        (MailKind.PLEDGE_AGREED, giver_id),
        (MailKind.PLEDGE_DELIVERED, "organisator"),
        (MailKind.PLEDGE_OFFERED, "organisator"),
        (MailKind.PLEDGE_THANKED, giver_id),
    ]


def test_an_organiser_sees_whom_to_write_to_from_a_yes_on_and_nobody_else_does(set_up):
    pledge = set_up.promise()
    assert set_up.pledges()[0].contact is None
    sponsoring.agree(set_up.database, pledge.id, actor=set_up.organiser, now=NOW)
    assert set_up.pledges()[0].contact.email == "bo@example.org"
    own = sponsoring.of_sponsor(set_up.database, set_up.sponsor.id, actor=set_up.giver)
    assert own[0].contact is None


def test_the_same_form_sent_twice_is_one_pledge_and_one_mail(set_up):
    first = set_up.promise(1_000, id="vorm")
    assert set_up.promise(1_000, id="vorm") == first
    assert set_up.stored().needs[0].promised == 1_000
    assert len(posted(set_up.database, MailKind.PLEDGE_OFFERED)) == 1


def test_nobody_pledges_before_the_mailed_link_was_opened(sqlite_database):
    set_up = scene(sqlite_database, confirmed=False)
    on_screen = holder(LinkPurpose.SPONSOR, set_up.sponsor.id)
    sponsoring.confirm(sqlite_database, set_up.sponsor.id, actor=on_screen, now=NOW)
    with pytest.raises(SponsorUnconfirmedError):
        replace(set_up, giver=on_screen).promise()
    assert set_up.promise().state is PledgeState.OFFERED


def test_never_more_than_is_open_and_what_is_left_is_told(set_up):
    set_up.promise(9_000)
    with pytest.raises(NeedMetError) as refused:
        set_up.promise(2_000)
    assert refused.value.facts["left"] == 1_000


def test_a_condition_counts_by_its_most_and_frees_the_rest_on_delivery(set_up):
    pledge = set_up.promise(8_000, condition=PledgeCondition.PER_PARTICIPANT, each_cents=1_000)
    assert set_up.stored().needs[0].promised == 8_000
    assert [amount_for(pledge, people) for people in (0, 3, 100)] == [0, 3_000, 8_000]

    sponsoring.agree(set_up.database, pledge.id, actor=set_up.organiser, now=NOW)
    sponsoring.deliver(set_up.database, pledge.id, actor=set_up.organiser, now=NOW, quantity=3_000)
    assert set_up.stored().needs[0].promised == 3_000
    assert set_up.pledges()[0].pledge.quantity == 3_000


def test_two_who_each_give_half_when_the_other_half_is_there_do_both(set_up):
    first = set_up.promise(5_000, condition=PledgeCondition.WITH_THE_REST)
    assert [view.is_due for view in set_up.pledges()] == [False]
    set_up.promise(5_000, condition=PledgeCondition.WITH_THE_REST)
    assert [view.is_due for view in set_up.pledges()] == [True, True]
    sponsoring.withdraw(set_up.database, first.id, actor=set_up.giver, now=NOW)
    assert not any(view.is_due for view in set_up.pledges())


def test_a_condition_is_about_money(set_up):
    with pytest.raises(InvalidValueError):
        set_up.promise(2, need=set_up.hands, condition=PledgeCondition.WITH_THE_REST)
    assert set_up.stored().needs[1].promised == 0


@pytest.mark.parametrize("by", ["giver", "organiser"])
def test_either_side_takes_it_back_and_the_need_is_open_again(set_up, by):
    pledge = set_up.promise(4_000)
    sponsoring.agree(set_up.database, pledge.id, actor=set_up.organiser, now=NOW)
    for _ in range(2):
        sponsoring.withdraw(set_up.database, pledge.id, actor=getattr(set_up, by), now=NOW)
    assert set_up.stored().needs[0].promised == 0
    assert len(posted(set_up.database, MailKind.PLEDGE_WITHDRAWN)) == 1


def test_what_came_is_not_taken_back(set_up):
    pledge = set_up.promise()
    sponsoring.agree(set_up.database, pledge.id, actor=set_up.organiser, now=NOW)
    sponsoring.deliver(set_up.database, pledge.id, actor=set_up.giver, now=NOW)
    with pytest.raises(PledgeStepError):
        sponsoring.withdraw(set_up.database, pledge.id, actor=set_up.giver, now=NOW)
    assert set_up.stored().needs[0].promised == 1_000


def test_an_organiser_asks_and_a_sponsor_answers(set_up):
    pledge = set_up.promise()
    sponsoring.ask(
        set_up.database, pledge.id, "Kan het ook contant?", actor=set_up.organiser, now=NOW
    )
    assert set_up.pledges()[0].pledge.question == "Kan het ook contant?"
    with pytest.raises(PledgeStepError):
        sponsoring.answer(set_up.database, pledge.id, "Ja", actor=set_up.organiser, now=NOW)
    sponsoring.answer(set_up.database, pledge.id, "Ja hoor", actor=set_up.giver, now=NOW)
    found = set_up.pledges()[0].pledge
    assert (found.question, found.note) == ("", "Ja hoor")
    giver_id = next(iter(set_up.giver.grants)).person_id
    assert posted(set_up.database, MailKind.PLEDGE_ASKED) == [(MailKind.PLEDGE_ASKED, giver_id)]
    assert posted(set_up.database, MailKind.PLEDGE_ANSWERED) == [
        (MailKind.PLEDGE_ANSWERED, "organisator")
    ]


CALLS = {
    "agree": lambda db, id, who: sponsoring.agree(db, id, actor=who, now=NOW),
    "deliver": lambda db, id, who: sponsoring.deliver(db, id, actor=who, now=NOW),
    "thank": lambda db, id, who: sponsoring.thank(db, id, "Dank", actor=who, now=NOW),
    "withdraw": lambda db, id, who: sponsoring.withdraw(db, id, actor=who, now=NOW),
    "ask": lambda db, id, who: sponsoring.ask(db, id, "Hoe?", actor=who, now=NOW),
    "answer": lambda db, id, who: sponsoring.answer(db, id, "Zo", actor=who, now=NOW),
}


@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("who", [VISITOR, STRANGER, holder(LinkPurpose.SPONSOR, "ander")])
def test_who_has_nothing_to_do_with_it_is_kept_out_alike_for_what_is_there_and_what_is_not(
    set_up, name, who
):
    pledge = set_up.promise()
    for id in (pledge.id, "bestaatniet"):
        with pytest.raises(NotAllowedError) as refused:
            CALLS[name](set_up.database, id, who)
        assert refused.value.facts == {"role": who.role}
    assert set_up.pledges()[0].pledge == pledge


@pytest.mark.parametrize(
    ("name", "who"), [("agree", "giver"), ("thank", "giver"), ("answer", "organiser")]
)
def test_one_side_does_not_speak_for_the_other(set_up, name, who):
    pledge = set_up.promise()
    with pytest.raises(PledgeStepError):
        CALLS[name](set_up.database, pledge.id, getattr(set_up, who))


def test_reading_is_for_those_who_hold_the_link(set_up):
    set_up.promise()
    for who in (VISITOR, STRANGER):
        with pytest.raises(NotAllowedError):
            sponsoring.of_activity(set_up.database, set_up.activity.id, actor=who)
        with pytest.raises(NotAllowedError):
            sponsoring.of_sponsor(set_up.database, set_up.sponsor.id, actor=who)
        with pytest.raises(NotAllowedError):
            sponsoring.report(set_up.database, set_up.sponsor.id, actor=who, now=NOW)
        with pytest.raises(NotAllowedError):
            sponsoring.unanswered(set_up.database, EDITION.id, actor=who, now=NOW)
        with pytest.raises(NotAllowedError):
            sponsoring.own(set_up.database, set_up.sponsor.id, actor=who)
        with pytest.raises(NotAllowedError):
            sponsoring.change(set_up.database, set_up.sponsor, actor=who, now=NOW)


def test_a_coordinator_speaks_for_a_silent_organiser_and_both_hear_it(set_up):
    pledge = set_up.promise()
    elsewhere = Actor(Role.COORDINATOR, scope=Scope(provinces=frozenset({Province.DRENTHE})))
    with pytest.raises(NotAllowedError):
        sponsoring.agree(set_up.database, pledge.id, actor=elsewhere, now=NOW)
    sponsoring.agree(set_up.database, pledge.id, actor=COORDINATOR, now=NOW)
    assert len(posted(set_up.database, MailKind.PLEDGE_AGREED)) == 2


@pytest.mark.parametrize("state", [ActivityState.CANCELLED, ActivityState.SUBMITTED])
def test_nobody_pledges_to_what_is_not_open(set_up, state):
    with set_up.database.write() as session:
        activities.save(session, replace(set_up.stored(), state=state))
    with pytest.raises(ActivityClosedError):
        set_up.promise()


def test_nobody_pledges_to_what_is_over(set_up):
    with pytest.raises(ActivityClosedError):
        set_up.promise(now=later(30))


def test_a_sponsor_of_another_edition_pledges_there(set_up):
    other = replace(EDITION, id="2027", year=2027)
    with set_up.database.write() as session:
        from data.repositories import editions

        editions.save(session, other)
        sponsors.save(session, replace(set_up.sponsor, edition_id=other.id))
    with pytest.raises(OtherEditionError):
        set_up.promise()


def test_a_portfolio_is_pledged_as_far_as_it_still_can_be(set_up):
    set_up.promise(10_000)
    wanted = [
        sponsoring.Promise("a", set_up.money.id, 100),
        sponsoring.Promise("b", set_up.hands.id, 3),
    ]
    given = sponsoring.promise_all(
        set_up.database, wanted, set_up.sponsor.id, actor=set_up.giver, source_address="", now=NOW
    )
    assert [one.need_id for one in given.made] == [set_up.hands.id]
    assert [one.id for one, _ in given.missed] == ["a"]
    assert [need.promised for need in set_up.stored().needs] == [10_000, 3]


def test_what_is_called_off_frees_its_pledges_and_tells_the_sponsors(set_up):
    pledge = set_up.promise()
    with set_up.database.write() as session:
        assert sponsoring.called_off(session, set_up.activity.id, now=NOW) == 1
        assert sponsoring.called_off(session, set_up.activity.id, now=NOW) == 0
    assert set_up.pledges()[0].pledge.state is PledgeState.WITHDRAWN
    assert set_up.stored().needs[0].promised == 0
    assert len(posted(set_up.database, MailKind.PLEDGE_WITHDRAWN)) == 1
    assert pledge.state is PledgeState.OFFERED


def test_silence_is_seen_longest_first_and_whose_turn_it_is(set_up):
    old, asked, agreed, came = (set_up.promise(100 + n, now=later(n / 10)) for n in range(4))
    with set_up.database.write() as session:
        sponsors.confirm(session, set_up.sponsor.id, now=NOW)
    sponsoring.ask(set_up.database, asked.id, "Wanneer?", actor=set_up.organiser, now=NOW)
    for one in (agreed, came):
        sponsoring.agree(set_up.database, one.id, actor=set_up.organiser, now=later(1))
    sponsoring.deliver(set_up.database, came.id, actor=set_up.giver, now=later(2))

    now = later(3.05)
    found = sponsoring.unanswered(set_up.database, EDITION.id, actor=COORDINATOR, now=now)
    assert [(one.view.pledge.id, one.waits, one.is_long) for one in found] == [
        (old.id, Waits.YES, True),
        (asked.id, Waits.ANSWER, False),
        (came.id, Waits.THANKS, False),
    ]
    over = sponsoring.unanswered(set_up.database, EDITION.id, actor=COORDINATOR, now=later(20))
    assert (agreed.id, Waits.DELIVERY) in [(one.view.pledge.id, one.waits) for one in over]


def test_whoever_a_pledge_waits_for_is_reminded_once_a_day(set_up):
    database, pledge = set_up.database, set_up.promise()
    for now in (later(1), later(1.1), later(2.1)):
        assert sponsoring.remind(database, pledge.id, actor=COORDINATOR, now=now)
    assert len(posted(database, MailKind.PLEDGE_OFFERED)) == 3  # the offer, and two days
    sponsoring.ask(database, pledge.id, "Wanneer?", actor=set_up.organiser, now=later(3))
    assert sponsoring.remind(database, pledge.id, actor=COORDINATOR, now=later(3))
    assert len(posted(database, MailKind.PLEDGE_ASKED)) == 2
    sponsoring.agree(database, pledge.id, actor=set_up.organiser, now=later(4))
    with pytest.raises(PledgeStepError):
        sponsoring.remind(database, pledge.id, actor=COORDINATOR, now=later(5))
    with database.read() as session:
        assert [line.action for line in audit.latest(session, 9)] == ["pledge-remind"] * 3


def test_a_sponsor_is_shown_after_a_yes_and_only_when_it_wishes(set_up):
    assert sponsoring.wall(set_up.database, EDITION.id) == []
    assert [
        one.id for one in sponsoring.to_approve(set_up.database, EDITION.id, actor=COORDINATOR)
    ] == [set_up.sponsor.id]
    pledge = set_up.promise()
    assert sponsoring.made_possible_by(set_up.database, set_up.activity) == []

    sponsoring.agree(set_up.database, pledge.id, actor=set_up.organiser, now=NOW)
    shown = sponsoring.made_possible_by(set_up.database, set_up.activity)
    assert [one.id for one in shown] == [set_up.sponsor.id]
    entry = sponsoring.wall(set_up.database, EDITION.id)[0]
    assert [one.id for one in entry.activities] == [set_up.activity.id]
    assert sponsoring.to_approve(set_up.database, EDITION.id, actor=COORDINATOR) == []

    hidden = replace(set_up.activity, shows_sponsor=False)
    assert sponsoring.made_possible_by(set_up.database, hidden) == []
    quiet = replace(set_up.sponsor, wants_to_be_shown=False)
    sponsoring.change(set_up.database, quiet, actor=set_up.giver, now=NOW)
    assert sponsoring.wall(set_up.database, EDITION.id) == []


def test_a_coordinator_of_a_part_approves_there_only(set_up):
    here, there = (
        Actor(Role.COORDINATOR, scope=Scope(provinces=frozenset({province})))
        for province in (Province.UTRECHT, Province.DRENTHE)
    )
    with pytest.raises(OutsideScopeError):
        sponsoring.approve(set_up.database, set_up.sponsor.id, actor=there, now=NOW)
    sponsoring.approve(set_up.database, set_up.sponsor.id, actor=here, now=NOW)
    assert len(sponsoring.wall(set_up.database, EDITION.id)) == 1


def test_a_form_sent_again_changes_what_is_unconfirmed_and_nothing_that_is_confirmed(set_up):
    def named(id, name):
        given = a_sponsor(id=id, name=name)
        sent = {"source_address": "", "now": NOW}
        sponsoring.join(set_up.database, given, Contact("Bo", "bo@example.org"), **sent)
        with set_up.database.read() as session:
            return sponsors.get(session, id).name

    assert [named("nieuw", name) for name in ("Bakker", "Bakkerij")] == ["Bakker", "Bakkerij"]

    with set_up.database.write() as session:
        sponsors.confirm(session, "nieuw", now=NOW)
        sponsors.save(session, a_sponsor(id="ingelezen", name="Van een lijst"))

    assert named("nieuw", "Overschreven") == "Bakkerij"
    with pytest.raises(AlreadyExistsError):
        named("ingelezen", "Overgenomen")


def test_joining_twice_is_one_sponsor_and_never_takes_over_somebody_elses(set_up):
    again = sponsoring.join(
        set_up.database,
        set_up.sponsor,
        Contact("Bo", "BO@example.org"),
        source_address="",
        now=NOW,
    )
    assert again.sponsor.id == set_up.sponsor.id
    assert len(posted(set_up.database, MailKind.MANAGE_SPONSOR)) == 1
    with pytest.raises(AlreadyExistsError):
        sponsoring.join(
            set_up.database,
            a_sponsor(id=set_up.sponsor.id, name="Overgenomen"),
            Contact("Iemand", "ander@example.org"),
            source_address="",
            now=NOW,
        )
    assert sponsoring.own(set_up.database, set_up.sponsor.id, actor=set_up.giver).sponsor.name == (
        set_up.sponsor.name
    )


def test_a_sponsor_needs_a_name(sqlite_database):
    with pytest.raises(InvalidValueError) as refused:
        sponsoring.join(
            sqlite_database,
            a_sponsor(name=" \n "),
            Contact("Bo", "bo@example.org"),
            source_address="",
            now=NOW,
        )
    assert refused.value.key == "error.sponsor_name_missing"
