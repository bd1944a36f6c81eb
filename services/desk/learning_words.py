"""What answers say of the weights, in words: the same on the desk and on the command line."""

from __future__ import annotations

from i18n import formats
from i18n.texts import Language, text
from matching.learning import Estimate, Lesson, Measure, Verdict
from services.desk.learning import Told
from services.discretion import LEAST_SHOWN, discreet

_FIGURES = 3  # digits behind the comma


def sentences(told: Told, language: Language) -> list[str]:
    """What a coordinator reads of an audience, the verdict first."""
    lesson = told.lesson
    if lesson is None:
        return [text(language, f"learning.nothing.{told.audience}", least=LEAST_SHOWN)]
    found = [text(language, f"learning.verdict.{lesson.verdict}"), _counts(lesson, language)]
    if lesson.verdict is Verdict.TOO_FEW:
        return [*found, text(language, "learning.needed", needed=lesson.needed)]
    if lesson.verdict is Verdict.BETTER:
        found += _moves(lesson, language)
    if lesson.auc is not None:
        found.append(_in_order(lesson, lesson.auc, language))
    return found + _unheard(lesson, language)


def heads(lesson: Lesson, language: Language) -> list[str]:
    """The heads of `rows`."""
    keys = (
        ["what", "now", "proposed", "between"] if _proposes(lesson) else ["what", "now", "between"]
    )
    return [text(language, f"learning.{key}") for key in keys]


def rows(lesson: Lesson, language: Language) -> list[list[str]]:
    """A row for each weight: its name, how much it is now, what is proposed if so, and its interval."""
    found = []
    for name, now in lesson.current.items():
        spread = lesson.spread.get(name)
        learnt = [share(lesson.learnt[name], language)] if _proposes(lesson) else []
        between = _between(spread, language) if spread else text(language, "learning.not_heard")
        found.append([criterion(name, language), share(now, language), *learnt, between])
    return found


def figures(lesson: Lesson, language: Language) -> list[str]:
    """How well answers are foretold that were not learnt from, for who knows such figures."""
    measures = {"log_loss": lesson.log_loss, "auc": lesson.auc}
    return [
        text(
            language,
            f"learning.{name}",
            current=_estimate(measure.current, language),
            learnt=_estimate(measure.learnt, language),
            gain=_estimate(measure.gain, language),
        )
        for name, measure in measures.items()
        if measure is not None
    ]


def criterion(name: str, language: Language) -> str:
    """The name of a criterion."""
    return text(language, f"matching.criterion.{name}")


def share(weight: float, language: Language) -> str:
    """A weight as a share of all: "30 %"."""
    return text(language, "learning.share", share=formats.number(round(100 * weight), language))


def _proposes(lesson: Lesson) -> bool:
    return lesson.verdict is Verdict.BETTER


def _counts(lesson: Lesson, language: Language) -> str:
    yes, no = (
        text(language, "learning.fewer", least=LEAST_SHOWN)
        if discreet(count) is None
        else formats.number(count, language)
        for count in (lesson.yes, lesson.no)
    )
    return text(language, "learning.counts", yes=yes, no=no)


def _moves(lesson: Lesson, language: Language) -> list[str]:
    """The weights of which answers say that they are too high or too low, most apart first."""
    apart = [
        (name, spread)
        for name, spread in lesson.spread.items()
        # As it is written: in whole hundredths.
        if not round(spread.low, 2) <= round(lesson.current[name], 2) <= round(spread.high, 2)
    ]
    apart.sort(key=lambda one: -abs(lesson.learnt[one[0]] - lesson.current[one[0]]))
    return [
        text(
            language,
            "learning.more" if lesson.learnt[name] > lesson.current[name] else "learning.less",
            what=criterion(name, language),
            now=share(lesson.current[name], language),
            learnt=share(lesson.learnt[name], language),
            low=share(spread.low, language),
            high=share(spread.high, language),
        )
        for name, spread in apart
    ]


def _in_order(lesson: Lesson, auc: Measure, language: Language) -> str:
    """The area under the curve, as the choice between two people that it is."""
    current, learnt = (round(100 * one.value) for one in (auc.current, auc.learnt))
    key = "learning.order_better" if _proposes(lesson) else "learning.order"
    return text(language, key, current=current, learnt=learnt)


def _unheard(lesson: Lesson, language: Language) -> list[str]:
    names = [criterion(name, language) for name in lesson.current if name not in lesson.spread]
    return [text(language, "learning.unheard", what=", ".join(names))] if names else []


def _between(spread: Estimate, language: Language) -> str:
    low, high = share(spread.low, language), share(spread.high, language)
    return text(language, "learning.range", low=low, high=high)


def _estimate(found: Estimate, language: Language) -> str:
    value, low, high = (
        formats.number(round(one, _FIGURES), language)
        for one in (found.value, found.low, found.high)
    )
    return text(language, "learning.estimate", value=value, low=low, high=high)
