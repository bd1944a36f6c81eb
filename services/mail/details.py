"""The short facts in a mail: when, where, which task, what was pledged."""

from __future__ import annotations

from domain.activities import Activity, Need
from domain.contacts import Mail
from domain.fields import Seen
from domain.people import Pledge
from domain.vocabulary import AttendanceMode, NeedKind, PledgeCondition
from domain.words import clean, clean_lines
from i18n import fields, formats
from i18n.texts import Language, label, text
from services.mail.kinds import KINDS, Details
from services.mail.subjects import Subject
from services.planning.fitting import LEAST_REASONS, reasons
from services.volunteering.words import in_words


def details(mail: Mail, subject: Subject, language: Language) -> tuple[tuple[str, str], ...]:
    """Pairs of what and words; what is not known is left out."""
    activity, which = subject.activity, KINDS[mail.kind].details
    if subject.wishes is not None:
        return tuple(in_words(subject.wishes, language))
    if activity is None or which is Details.NONE:
        return ()
    found = [
        ("mail.help", _help(subject.pledge, subject.need, language)),
        *_when_and_where(mail, activity, language),
        *_sign_up(subject),
        *_proposal(subject, language),
    ]
    if which is Details.WHO_COMES:
        come = activity.taken + sum(task.taken for task in activity.tasks)
        found.append(("mail.come", str(come) if come else ""))
    told = [(text(language, key), words) for key, words in found if words]
    if which is Details.TO_PREPARE:
        more = fields.told(activity, Seen.REMINDER, language)
        told += [(name, clean_lines(words)) for name, words in more]
    return tuple(told)


def place_words(activity: Activity, language: Language) -> str:
    """Where it is, in words: address and place, or online; empty while nothing is known."""
    if activity.attendance is AttendanceMode.ONLINE:
        return text(language, "mail.online")
    place = activity.place
    name, town = place.name, place.municipality
    shown = [place.address, name] if town in name else [place.address, name, town]
    return clean(", ".join(dict.fromkeys(one for one in shown if one)))


def _when_and_where(mail: Mail, activity: Activity, language: Language) -> list[tuple[str, str]]:
    facts = mail.facts
    return [
        ("mail.when", "\n".join(formats.slots(activity.slots, language))),
        ("mail.old_when", clean_lines(facts.get("old_when", ""))),
        ("mail.where", place_words(activity, language)),
        ("mail.old_where", clean_lines(facts.get("old_where", ""))),
    ]


def _sign_up(subject: Subject) -> list[tuple[str, str]]:
    sign_up, task = subject.sign_up, subject.task
    if sign_up is None:
        return []
    return [
        ("mail.task", clean(task.title) if task else ""),
        ("mail.people", str(sign_up.people) if sign_up.people > 1 else ""),
    ]


def _proposal(subject: Subject, language: Language) -> list[tuple[str, str]]:
    """What is asked of somebody, and why of them."""
    if subject.proposed is None:
        return []
    task, minutes = subject.task, subject.task.minutes if subject.task else None
    what = clean(task.title) if task else ""
    if task is not None and minutes is not None:
        facts = {"title": what, "minutes": formats.minutes(minutes, language)}
        what = text(language, "mail.task_minutes", **facts)
    return [
        ("mail.task", what),
        ("mail.fits", "\n".join(reasons(subject.proposed.match, language, most=LEAST_REASONS))),
    ]


def _help(pledge: Pledge | None, need: Need | None, language: Language) -> str:
    """What was pledged, in euros or in pieces, and what it waits for."""
    if pledge is None or need is None:
        return ""
    what = _quantity(pledge, need, language)
    described = clean(need.description)
    if described:
        what = text(language, "mail.help_for", what=what, description=described)
    if pledge.condition is PledgeCondition.WITH_THE_REST:
        what += "\n" + text(language, "mail.help_with_rest")
    return what


def _quantity(pledge: Pledge, need: Need, language: Language) -> str:
    if need.kind is not NeedKind.MONEY:
        what = label(language, need.kind)
        if pledge.quantity == 1:
            return what
        number = formats.number(pledge.quantity, language)
        return text(language, "mail.help_number", number=number, what=what)
    most = formats.money(pledge.quantity, language)
    if pledge.each_cents is None:
        return most
    each = formats.money(pledge.each_cents, language)
    return text(language, "mail.help_each", each=each, most=most)
