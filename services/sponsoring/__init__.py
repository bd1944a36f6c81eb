"""Sponsors: joining, choosing, pledging, and what came of it. No payments are handled.

Every function takes who asks and checks it. How much a need still asks is decided in the
database (`data.repositories.pledges`), also when ten promise at once.
"""

from services.sponsoring.answering import (
    agree,
    answer,
    ask,
    called_off,
    deliver,
    thank,
    withdraw,
)
from services.sponsoring.joining import (
    Joined,
    OwnSponsor,
    change,
    confirm,
    join,
    mine,
    own,
)
from services.sponsoring.pledging import Promise, Promised, promise, promise_all
from services.sponsoring.reading import PledgeView, of_activity, of_sponsor
from services.sponsoring.reporting import Report, report
from services.sponsoring.showing import WallEntry, made_possible_by, wall
from services.sponsoring.silence import Waiting, approve, remind, to_approve, unanswered

__all__ = [
    "Joined",
    "OwnSponsor",
    "PledgeView",
    "Promise",
    "Promised",
    "Report",
    "Waiting",
    "WallEntry",
    "agree",
    "answer",
    "approve",
    "ask",
    "called_off",
    "change",
    "confirm",
    "deliver",
    "join",
    "made_possible_by",
    "mine",
    "of_activity",
    "of_sponsor",
    "own",
    "promise",
    "promise_all",
    "remind",
    "report",
    "thank",
    "to_approve",
    "unanswered",
    "wall",
    "withdraw",
]
