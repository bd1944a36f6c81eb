"""The audit trail on screen."""

from __future__ import annotations

import streamlit as st

from data.repositories.audit import Line
from domain.actors import Actor
from i18n import formats
from services import accounts
from services.desk import audit
from ui import html, resources, state
from ui.desk.csv_button import csv_button
from ui.words import plain, t

_LINES = 500
_ACTIONS = {
    "edition-change": "trail.edition_change",
    "edition-open": "trail.edition_open",
    "list-export": "trail.list_export",
    "list-export-people": "trail.list_export_people",
    "activity-publish": "trail.activity_publish",
    "activity-accept": "trail.activity_accept",
    "activity-ask": "trail.activity_ask",
    "activity-lay_aside": "trail.activity_lay_aside",
    "activity-hand_in": "trail.activity_hand_in",
    "activity-edit": "trail.activity_edit",
    "activity-merge": "trail.activity_merge",
    "activity-cancel": "trail.activity_cancel",
    "activity-new_link": "trail.activity_new_link",
    "plan-make": "trail.plan_make",
    "proposal-put": "trail.proposal_put",
    "proposal-take_out": "trail.proposal_take_out",
    "proposal-withdraw": "trail.proposal_withdraw",
    "proposals-send": "trail.proposals_send",
    "message-send": "trail.message_send",
    "message-hold-back": "trail.message_hold_back",
    "mail-again": "trail.mail_again",
    "import-activities": "trail.import_activities",
    "import-volunteers": "trail.import_volunteers",
    "import-teams": "trail.import_teams",
    "import-sponsors": "trail.import_sponsors",
    "import-needs": "trail.import_needs",
    "undo-import": "trail.import_undone",
    "activity-message": "trail.activity_message",
    "activity-thank": "trail.activity_thank",
    "activity-story": "trail.activity_story",
    "activity-photo": "trail.activity_photo",
    "activity-no_photo": "trail.activity_no_photo",
    "sign-up-attendance": "trail.sign_up_attendance",
    "sign-up-change": "trail.sign_up_change",
    "sign-up-cancel": "trail.sign_up_cancel",
    "pledge-make": "trail.pledge_make",
    "pledge-agree": "trail.pledge_agree",
    "pledge-ask": "trail.pledge_ask",
    "pledge-answer": "trail.pledge_answer",
    "pledge-deliver": "trail.pledge_deliver",
    "pledge-thank": "trail.pledge_thank",
    "pledge-withdraw": "trail.pledge_withdraw",
    "pledge-remind": "trail.pledge_remind",
    "sponsor-change": "trail.sponsor_change",
    "sponsor-approve": "trail.sponsor_approve",
    "team-change": "trail.team_change",
    "team-ask": "trail.team_ask",
    "team-agree": "trail.team_agree",
    "team-not-now": "trail.team_not_now",
    "team-withdraw": "trail.team_withdraw",
}


def whole(actor: Actor) -> None:
    """Whether anybody touched the trail."""
    broken = audit.first_broken(resources.database(), actor=actor)
    if broken is None:
        html.show(html.notice(plain("trail.whole")))
    else:
        st.error(t("trail.broken", number=broken))


def lines(actor: Actor) -> None:
    """The last lines, and a file of them."""
    found = audit.latest(resources.database(), _LINES, actor=actor)
    if not found:
        html.show(html.empty(plain("trail.empty")))
        return
    names = {one.id: one.name for one in accounts.every(resources.database(), actor=actor)}
    heads = [
        plain(key) for key in ("trail.when", "trail.who", "trail.what", "trail.count", "trail.why")
    ]
    rows = [_row(line, names) for line in found]
    html.show(html.table(heads, rows))
    csv_button(heads, rows, name=plain("trail.title"), key="logboek_csv")


def _row(line: Line, names: dict[str, str]) -> tuple[str, ...]:
    language = state.language()
    key = _ACTIONS.get(line.action)
    return (
        formats.moment(line.at, language),
        names.get(line.actor, line.actor),
        plain(key, subject=line.subject, other=line.reason)
        if key
        else f"{line.action} {line.subject}",
        formats.number(line.count, language),
        _reason(line),
    )


def _reason(line: Line) -> str:
    """What somebody typed; of an edition, which settings were changed."""
    if line.action == "activity-merge":  # it is said with what was done
        return ""
    if line.action != "edition-change" or not line.reason:
        return line.reason
    return ", ".join(plain(f"edition.changed.{name}") for name in line.reason.split(", "))
