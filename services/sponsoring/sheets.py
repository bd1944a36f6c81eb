"""A sponsor's report as a file to keep and share: PDF, and a web page on its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from data.printing.typesetting import pdf
from domain.activities import Need
from domain.times import to_local
from domain.vocabulary import NeedKind
from i18n import formats
from i18n.texts import Language, label, text
from services.discretion import LEAST_SHOWN
from services.sponsoring.reading import PledgeView
from services.sponsoring.reporting import Report

# With autoescape for every file: what people typed is text in a page too.
_PAGES = Environment(
    loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
)


def report_pdf(report: Report, language: Language, *, now: datetime) -> bytes:
    """The report as PDF/UA-1."""
    return pdf("report", contents(report, language), language=language, now=now)


def report_html(report: Report, language: Language) -> str:
    """The report as one HTML page without anything from elsewhere."""
    facts = contents(report, language)
    return _PAGES.get_template("sheet.html").render(**facts, language=language)


def figures(report: Report, language: Language) -> list[tuple[str, str]]:
    """The numbers with their names, few people blurred; what is 0 is left out."""
    expected = sum(one.activity.expected_participants or 0 for one in report.helped)
    rows: list[tuple[str, int | None]] = [
        ("report.activities", len(report.helped)),
        ("report.places", len(report.places)),
        ("report.people", report.people),
        ("report.touched", report.touched),
        ("report.expected", expected),
    ]
    found = [(text(language, key), _count(count, language)) for key, count in rows if count != 0]
    if report.cents:
        found.append((text(language, "report.money"), formats.money(report.cents, language)))
    return found


def contents(report: Report, language: Language) -> Mapping[str, object]:
    """Everything that is on the page, in words."""
    return {
        "title": text(language, "report.title", name=report.sponsor.name),
        "edition": report.edition.name,
        "hashtag": report.edition.hashtag,
        "figures": [{"name": name, "value": value} for name, value in figures(report, language)],
        "words": text(language, "report.words"),
        "activities": [
            {
                "title": one.activity.title,
                "where": one.activity.place.municipality,
                "when": formats.slots(one.activity.slots, language)[0],
                "gifts": [given(gift, language) for gift in one.gifts],
                "thanks": [*one.thanks, *([one.story] if one.story else [])],
            }
            for one in report.helped
        ],
        "privacy": text(language, "report.privacy"),
        "made": text(
            language,
            "report.made",
            day=formats.day(to_local(report.made_at).date(), language),
        ),
    }


def given(gift: PledgeView, language: Language) -> str:
    """What was given, with how much of it where that says something."""
    what = gift.need.description or label(language, gift.need.kind)
    if gift.need.quantity == 1:
        return what
    amount = _amount(gift.need, gift.pledge.quantity, language)
    return text(language, "pledge.line", what=what, amount=amount)


def _count(count: int | None, language: Language) -> str:
    if count is None:
        return text(language, "report.few", least=LEAST_SHOWN)
    return formats.number(count, language)


def _amount(need: Need, quantity: int, language: Language) -> str:
    if need.kind is NeedKind.MONEY:
        return formats.money(quantity, language)
    return formats.number(quantity, language)
