"""Who may call what. A new call of `services` that takes an actor needs an entry here.

`script/access_matrix` writes this as a table into docs/access.md.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from io import BytesIO

from PIL import Image

from data.repositories.kept import Carried
from data.spreadsheets.errors import StoppedError
from domain.activities import Story
from domain.actors import Actor
from domain.branches import Branch
from domain.contacts import LinkPurpose
from domain.imports import ImportKind
from domain.places import Province
from domain.vocabulary import ActivityState
from i18n.texts import Language
from services import (
    accounts,
    demo,
    exporting,
    first_start,
    history,
    importing,
    my_data,
    organising,
    signing_up,
    sponsoring,
)
from services.desk import audit, comparing, edition_settings, overview, waiting, white_spots
from services.importing import targets, undoing
from services.signing_up import SignUpWish
from services.teams import adopting, starting
from tests.access import desk_calls
from tests.access.rules import (
    COORDINATORS,
    EVERYBODY,
    LINK,
    LISTED,
    NATIONAL,
    NO,
    NOTHING,
    OWN_ONLY,
    PART,
    PLACE,
    YES,
    Call,
    activity,
    person,
    pledge,
    rule,
    sign_up,
    sponsor,
    team,
)
from tests.access.world import AFTER, NOW, WEEK, World


def _wish(w: World) -> SignUpWish:
    return SignUpWish("wish", w.id("open"), None, 1, "Sam", "nieuw@example.org", "nl", 20.0, True)


def _preview(w: World) -> importing.Preview:
    row = importing.Draft("Blad1", 2, replace(w.here.activity(), id="row", needs=()))
    return importing.Preview((row,), (), ())


def _inspected(w: World, a: Actor) -> None:
    with suppress(StoppedError):  # whoever may send a file stops at once: reading takes a second
        importing.inspect(
            b"titel", "lijst.csv", actor=a, gazetteer=w.gazetteer, is_stopped=lambda: True
        )


def _photo() -> bytes:
    content = BytesIO()
    Image.new("RGB", (400, 300)).save(content, "JPEG")
    return content.getvalue()


def _promise(w: World) -> sponsoring.Promise:
    return sponsoring.Promise("promise", w.id("need-open"), 500)


def _spot(w: World) -> white_spots.Spot:
    one = next(one for one in w.gazetteer.municipalities() if one.code == "GM0344")
    return white_spots.Spot(one.code, one.name, one.province, one.point, one.population, 0, 0, 0, 0)


def _moved(w: World, **fields: object):
    return replace(w.stored(), title="Soep en brood", **fields)


CALLS: dict[str, Call] = {
    **desk_calls.CALLS,
    "accounts.every": Call(NATIONAL, lambda w, a: accounts.every(w.database, actor=a)),
    "demo.programme.add": Call(
        NATIONAL,
        lambda w, a: demo.add(w.database, w.gazetteer, year=2026, count=3, actor=a),
    ),
    "demo.programme.remove": Call(NATIONAL, lambda w, a: demo.remove(w.database, actor=a)),
    "desk.audit.first_broken": Call(NATIONAL, lambda w, a: audit.first_broken(w.database, actor=a)),
    "desk.audit.latest": Call(NATIONAL, lambda w, a: audit.latest(w.database, 10, actor=a)),
    "desk.comparing.compared": Call(
        COORDINATORS,
        lambda w, a: comparing.compared(
            w.database,
            w.programme,
            WEEK,
            overview.Numbers({}, 0, 0, 0, 0, 0, 0, 0),
            actor=a,
            now=NOW,
        ),
    ),
    "desk.edition_settings.change": Call(
        NATIONAL, lambda w, a: edition_settings.change(w.database, WEEK, actor=a, now=NOW)
    ),
    "desk.edition_settings.open_next": Call(
        NATIONAL, lambda w, a: edition_settings.open_next(w.database, actor=a, now=NOW)
    ),
    "desk.overview.numbers": Call(
        LISTED,
        lambda w, a: overview.numbers(w.database, w.programme, WEEK.id, actor=a),
        shows=lambda got, w: got.by_state[ActivityState.SUBMITTED] > 0,
    ),
    "desk.overview.pictures": Call(
        LISTED,
        lambda w, a: overview.pictures(w.database, w.programme, WEEK.id, actor=a),
        shows=lambda got, w: got.by_province[Province.UTRECHT] > 0,
    ),
    "desk.waiting.piles": Call(
        LISTED,
        lambda w, a: waiting.piles(w.database, edition_id=WEEK.id, actor=a, now=NOW),
        shows=lambda got, w: any(one.pile is waiting.Pile.REVIEW for one in got),
    ),
    "desk.white_spots.branch_board": Call(
        LISTED,
        lambda w, a: white_spots.branch_board(w.database, w.programme, WEEK.id, actor=a),
        shows=lambda got, w: (
            got.get(Branch.WELFARE, {}).get(Province.UTRECHT) is white_spots.Standing.MOVING
        ),
    ),
    "desk.white_spots.municipalities": Call(
        LISTED,
        lambda w, a: white_spots.municipalities(
            w.database, w.programme, w.gazetteer, WEEK.id, actor=a
        ),
        shows=lambda got, w: any(one.code == "GM0344" and one.activities for one in got),
    ),
    "desk.white_spots.near": Call(
        PLACE, lambda w, a: white_spots.near(w.database, _spot(w), WEEK.id, actor=a)
    ),
    "desk.white_spots.what_if": Call(
        PLACE,
        lambda w, a: white_spots.what_if(
            w.programme, _spot(w), WEEK.id, 10_000, actor=a, now_minute=0
        ),
    ),
    "exporting.all_activities": Call(
        LISTED,
        lambda w, a: exporting.all_activities(w.database, actor=a),
        shows=lambda got, w: w.id("open") in {one.id for one in got},
    ),
    "first_start.fill": Call(
        NATIONAL,
        lambda w, a: first_start.fill(w.database, w.gazetteer, today=NOW.date(), actor=a),
    ),
    "history.add": Call(NATIONAL, lambda w, a: history.add(w.database, w.gazetteer, actor=a)),
    "history.remove": Call(NATIONAL, lambda w, a: history.remove(w.database, w.gazetteer, actor=a)),
    "importing.committing.commit": Call(
        PART, lambda w, a: importing.commit(w.database, _preview(w), actor=a, now=NOW)
    ),
    "importing.inspecting.as_kind": Call(
        COORDINATORS,
        lambda w, a: importing.as_kind(
            importing.Inspection("lijst.csv", ()), ImportKind.TEAMS, actor=a, gazetteer=w.gazetteer
        ),
    ),
    "importing.previewing.preview": Call(
        COORDINATORS, lambda w, a: importing.preview((), actor=a, gazetteer=w.gazetteer)
    ),
    "importing.targets.outlines": Call(
        LISTED,
        lambda w, a: targets.outlines(w.database, WEEK.id, actor=a),
        shows=lambda got, w: w.id("new") in {one.id for one in got},
    ),
    "importing.undoing.earlier": Call(
        LISTED,
        lambda w, a: undoing.earlier(w.database, actor=a),
        shows=lambda got, w: bool(got),
    ),
    "importing.undoing.undo": Call(
        PART, lambda w, a: undoing.undo(w.database, "import", actor=a, now=NOW)
    ),
    "importing.inspecting.inspect": Call(COORDINATORS, lambda w, a: _inspected(w, a)),
    "my_data.ask_at_most": person(
        lambda w, a: my_data.ask_at_most(w.database, w.id("comes"), 2, actor=a)
    ),
    "my_data.change_email": person(
        lambda w, a: my_data.change_email(
            w.database, w.id("comes"), "nieuw@example.org", source_address="", actor=a, now=NOW
        )
    ),
    "my_data.correct": person(
        lambda w, a: my_data.correct(
            w.database, w.id("comes"), first_name="Kim", language=Language.NL, actor=a
        )
    ),
    "my_data.erase": person(
        lambda w, a: my_data.erase(w.database, w.var, w.id("comes"), actor=a, now=NOW)
    ),
    "my_data.mine": person(lambda w, a: my_data.mine(w.database, w.id("comes"), actor=a)),
    "my_data.new_calendar": person(
        lambda w, a: my_data.new_calendar(w.database, w.id("comes"), actor=a, now=NOW)
    ),
    "my_data.only_needed_mail": person(
        lambda w, a: my_data.only_needed_mail(w.database, w.id("comes"), only_needed=True, actor=a)
    ),
    "my_data.open_own": person(
        lambda w, a: my_data.open_own(
            w.database,
            w.id("organiser"),
            Carried(LinkPurpose.ACTIVITY, w.id("open"), "Soep open"),
            "cookie",
            actor=a,
            now=NOW,
        ),
        "organiser",
    ),
    "my_data.taken_along": Call(
        rule(NO, YES, NOTHING, NO, NO, NO, NO),
        lambda w, a: my_data.taken_along(w.database, actor=a),
        {LinkPurpose.PERSON: "comes"},
        shows=lambda got, w: f"{w.id('comes')}@example.org".encode() in got,
    ),
    "organising.afterwards.message": activity(
        lambda w, a: organising.message(w.database, w.id("open"), "Dag", actor=a, now=NOW)
    ),
    "organising.afterwards.tell_story": activity(
        lambda w, a: organising.tell_story(
            w.database, Story(w.id("open"), "Fijn", consent=True), actor=a, now=AFTER
        )
    ),
    "organising.afterwards.thank": activity(
        lambda w, a: organising.thank(w.database, w.id("open"), "Dank", actor=a, now=AFTER)
    ),
    "organising.editing.cancel": activity(
        lambda w, a: organising.cancel(w.database, w.id("open"), actor=a, now=NOW)
    ),
    "organising.editing.edit": activity(
        lambda w, a: organising.edit(w.database, _moved(w), actor=a, now=NOW)
    ),
    "organising.editing.hand_in": activity(
        lambda w, a: organising.hand_in(w.database, w.id("aside"), actor=a, now=NOW), "aside"
    ),
    "organising.findability.how_found": activity(
        lambda w, a: organising.how_found(w.database, w.gazetteer, w.id("open"), actor=a, now=NOW)
    ),
    "organising.own.mine": activity(
        lambda w, a: organising.mine(w.database, w.id("open"), actor=a)
    ),
    "organising.own.new_link": activity(
        lambda w, a: organising.new_link(w.database, w.id("open"), actor=a, now=NOW)
    ),
    "organising.photos.put_photo": activity(
        lambda w, a: organising.put_photo(
            w.database, w.id("open"), _photo(), alt="Soep", has_consent=True, actor=a, now=NOW
        )
    ),
    "organising.photos.take_photo_away": activity(
        lambda w, a: organising.take_photo_away(w.database, w.id("open"), actor=a, now=NOW)
    ),
    "organising.placing.put_on_map": Call(
        EVERYBODY,
        lambda w, a: organising.put_on_map(
            w.database,
            replace(w.here.activity(), id="draft", needs=(), state=ActivityState.DRAFT),
            accepts_rules=True,
            contact=None,
            source_address="",
            now=NOW,
            actor=a,
        ),
    ),
    "organising.reviewing.accept": Call(
        PART,
        lambda w, a: organising.accept(
            w.database, w.id("open"), version=w.stored().version, actor=a, now=NOW
        ),
    ),
    "organising.reviewing.ask": Call(
        PART,
        lambda w, a: organising.ask(
            w.database, w.id("new"), "Waar?", version=w.stored("new").version, actor=a, now=NOW
        ),
    ),
    "organising.reviewing.publish": Call(
        PART,
        lambda w, a: organising.publish(
            w.database, w.id("new"), version=w.stored("new").version, actor=a, now=NOW
        ),
    ),
    "signing_up.afterwards.answer_thanks": sign_up(
        lambda w, a: signing_up.answer_thanks(
            w.database,
            w.id("sign-up-comes"),
            seen=True,
            heard=True,
            appreciated=True,
            text="",
            consent=False,
            actor=a,
            now=AFTER,
        ),
        LINK,
    ),
    "signing_up.afterwards.attended": activity(
        lambda w, a: signing_up.attended(
            w.database, w.id("sign-up-comes"), True, actor=a, now=AFTER
        )
    ),
    "signing_up.answering.cancel": sign_up(
        lambda w, a: signing_up.cancel(w.database, w.id("sign-up-comes"), actor=a, now=NOW)
    ),
    "signing_up.answering.change": sign_up(
        lambda w, a: signing_up.change(
            w.database, w.id("sign-up-comes"), people=2, task_id=None, actor=a, now=NOW
        )
    ),
    "signing_up.answering.confirm": sign_up(
        lambda w, a: signing_up.confirm(w.database, w.id("sign-up-asked"), actor=a, now=NOW),
        LINK,
        "asked",
    ),
    "signing_up.reading.mine": sign_up(
        lambda w, a: signing_up.mine(w.database, w.id("sign-up-comes"), actor=a, now=NOW)
    ),
    "signing_up.reading.of_activity": activity(
        lambda w, a: signing_up.of_activity(w.database, w.id("open"), actor=a)
    ),
    "signing_up.registering.sign_up": Call(
        EVERYBODY,
        lambda w, a: signing_up.sign_up(w.database, _wish(w), source_address="", now=NOW, actor=a),
    ),
    "sponsoring.answering.agree": pledge(
        lambda w, a: sponsoring.agree(w.database, w.id("offered"), actor=a, now=NOW),
        LinkPurpose.ACTIVITY,
    ),
    "sponsoring.answering.answer": pledge(
        lambda w, a: sponsoring.answer(w.database, w.id("questioned"), "Ik", actor=a, now=NOW),
        LinkPurpose.SPONSOR,
    ),
    "sponsoring.answering.ask": pledge(
        lambda w, a: sponsoring.ask(w.database, w.id("offered"), "Wie?", actor=a, now=NOW),
        LinkPurpose.ACTIVITY,
    ),
    "sponsoring.answering.deliver": pledge(
        lambda w, a: sponsoring.deliver(w.database, w.id("agreed"), actor=a, now=NOW),
        LinkPurpose.SPONSOR,
    ),
    "sponsoring.answering.thank": pledge(
        lambda w, a: sponsoring.thank(w.database, w.id("delivered"), "Dank", actor=a, now=NOW),
        LinkPurpose.ACTIVITY,
    ),
    "sponsoring.answering.withdraw": pledge(
        lambda w, a: sponsoring.withdraw(w.database, w.id("offered"), actor=a, now=NOW),
        LinkPurpose.SPONSOR,
    ),
    "sponsoring.joining.change": sponsor(
        lambda w, a: sponsoring.change(
            w.database, replace(w.here.sponsor, name="Bo"), actor=a, now=NOW
        )
    ),
    "sponsoring.joining.confirm": Call(
        OWN_ONLY,
        lambda w, a: sponsoring.confirm(w.database, w.id("sponsor"), actor=a, now=NOW),
        {LinkPurpose.SPONSOR: "sponsor"},
    ),
    "sponsoring.joining.mine": Call(
        OWN_ONLY,
        lambda w, a: sponsoring.mine(w.database, actor=a),
        {LinkPurpose.SPONSOR: "sponsor"},
        shows=lambda got, w: w.id("sponsor") in {one.id for one in got},
    ),
    "sponsoring.joining.own": sponsor(
        lambda w, a: sponsoring.own(w.database, w.id("sponsor"), actor=a)
    ),
    "sponsoring.pledging.promise": sponsor(
        lambda w, a: sponsoring.promise(
            w.database, _promise(w), w.id("sponsor"), actor=a, source_address="", now=NOW
        )
    ),
    "sponsoring.pledging.promise_all": sponsor(
        lambda w, a: sponsoring.promise_all(
            w.database, [_promise(w)], w.id("sponsor"), actor=a, source_address="", now=NOW
        )
    ),
    "sponsoring.reading.of_activity": activity(
        lambda w, a: sponsoring.of_activity(w.database, w.id("open"), actor=a)
    ),
    "sponsoring.reading.of_sponsor": sponsor(
        lambda w, a: sponsoring.of_sponsor(w.database, w.id("sponsor"), actor=a)
    ),
    "sponsoring.reporting.report": sponsor(
        lambda w, a: sponsoring.report(w.database, w.id("sponsor"), actor=a, now=NOW)
    ),
    "sponsoring.silence.approve": Call(
        PART, lambda w, a: sponsoring.approve(w.database, w.id("sponsor"), actor=a, now=NOW)
    ),
    "sponsoring.silence.remind": Call(
        PART, lambda w, a: sponsoring.remind(w.database, w.id("offered"), actor=a, now=NOW)
    ),
    "sponsoring.silence.to_approve": Call(
        LISTED,
        lambda w, a: sponsoring.to_approve(w.database, WEEK.id, actor=a),
        shows=lambda got, w: w.id("sponsor") in {one.id for one in got},
    ),
    "sponsoring.silence.unanswered": Call(
        LISTED,
        lambda w, a: sponsoring.unanswered(w.database, WEEK.id, actor=a, now=NOW),
        shows=lambda got, w: w.id("offered") in {one.view.pledge.id for one in got},
    ),
    "teams.adopting.agree": activity(
        lambda w, a: adopting.agree(w.database, w.id("open"), w.id("team"), actor=a, now=NOW)
    ),
    "teams.adopting.ask": team(
        lambda w, a: adopting.ask(w.database, "open-there", w.id("team"), actor=a, now=NOW)
    ),
    "teams.adopting.not_now": activity(
        lambda w, a: adopting.not_now(w.database, w.id("open"), w.id("team"), actor=a, now=NOW)
    ),
    "teams.adopting.of_activity": activity(
        lambda w, a: adopting.of_activity(w.database, w.id("open"), actor=a)
    ),
    "teams.adopting.of_team": team(
        lambda w, a: adopting.of_team(w.database, w.id("team"), actor=a)
    ),
    "teams.adopting.withdraw": team(
        lambda w, a: adopting.withdraw(w.database, w.id("open"), w.id("team"), actor=a, now=NOW)
    ),
    "teams.starting.change": team(
        lambda w, a: starting.change(w.database, replace(w.here.team, name="Bo"), actor=a, now=NOW)
    ),
    "teams.starting.confirm": Call(
        OWN_ONLY,
        lambda w, a: starting.confirm(w.database, w.id("team"), actor=a, now=NOW),
        {LinkPurpose.TEAM: "team"},
    ),
    "teams.starting.own": team(lambda w, a: starting.own(w.database, w.id("team"), actor=a)),
    "teams.starting.own_page": team(
        lambda w, a: starting.own_page(w.database, w.id("team"), actor=a)
    ),
}
