"""What the command line tells about matching: one seeker explained, a plan, a portfolio."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

import numpy as np
import pyarrow as pa

from data.match_files import (
    Answers,
    first_rows,
    read_answers,
    read_asks,
    read_offers,
    read_seekers,
)
from domain.errors import NotFoundError
from domain.vocabulary import Audience
from i18n.formats import money, number
from i18n.texts import Language, text
from matching.allocation import Measures, Plan, greedy, next_best, own_first_choice, plan
from matching.bulk import Ranking, rank
from matching.catalogue import Catalogue
from matching.portfolio import MORE_CENTS, Offer, Portfolio, fund, with_more
from matching.scoring import matches
from matching.seekers import Pairs, Seekers, beside
from matching.weights import current
from services import explanations
from services.head_of_list import Table

CHOICES = 20  # how many activities of each person a plan looks at
SURE = 1e-5  # a gap below this is as good as none
MOST_NEXT_STEPS = 5  # of so many sponsors it is worked out what more money would add


def explain_one(
    parts: Iterable[Seekers],
    seeker_id: str,
    catalogue: Catalogue,
    *,
    now_minute: int,
    top: int,
    edition_id: str | None,
    language: Language,
) -> list[str]:
    """Sentences per match of the seeker with this id, and what would make it higher. Raises `NotFoundError`."""
    for part in parts:
        for who in np.flatnonzero(part.ids == seeker_id).astype(np.intp):
            one = part.take(np.array([who]))
            found = rank(one, catalogue, now_minute=now_minute, top=top, edition_id=edition_id)
            pairs = Pairs(one, catalogue, np.zeros(1, dtype=np.intp), found.rows)
            lines = []
            for match in matches(pairs, current(one.audience)):
                score = number(round(100 * match.score), language)
                head = text(
                    language, "match.line", rank=match.rank, activity=match.activity_id, score=score
                )
                reasons = explanations.explain(match, language)
                reasons += explanations.higher(match, language)
                lines += [head, *(f"   {reason}" for reason in reasons)]
            return lines
    raise NotFoundError(what="seeker", id=seeker_id)


def preview(results: Path, count: int, *, titles: Mapping[str, str], language: Language) -> Table:
    """The first `count` matches of a file, with titles where they are known by the activity's id."""
    columns = ("seeker", "rank", "activity", "score", "km")
    headings = [text(language, f"match.preview.{column}") for column in columns]
    rows = [
        [
            row["seeker"],
            row["rank"],
            titles.get(row["activity"], row["activity"]),
            number(round(100 * float(row["score"])), language),
            row["km"],
        ]
        for row in first_rows(results, count)
    ]
    return Table(headings, rows)


def make_plan(
    seekers_file: Path,
    catalogue: Catalogue,
    answers_file: Path | None = None,
    *,
    now_minute: int,
    edition_id: str | None,
    language: Language,
) -> tuple[pa.Table, list[str]]:
    """The fair plan as a table (seeker, activity, score, state, next_best) and what to say about it.

    State is "planned", "stays" for who had signed up, or "left_over": then there is no activity,
    and `next_best` is the best one that still has room.
    """
    parts = list(read_seekers(seekers_file, Audience.VOLUNTEER))
    seekers = Seekers.together(parts, Audience.VOLUNTEER)
    answers = Answers([], [])
    if answers_file:
        answers = read_answers(answers_file, seekers.ids.tolist(), catalogue.ids.tolist())
    found = rank(
        seekers, catalogue, now_minute=now_minute, top=CHOICES, edition_id=edition_id
    )  # fmt: skip
    planned = plan(
        seekers, catalogue, found,
        asks=read_asks(seekers_file), declined=answers.declined, signed_up=answers.signed_up,
    )  # fmt: skip
    after = next_best(
        seekers, catalogue, planned,
        declined=answers.declined, now_minute=now_minute, edition_id=edition_id,
    )  # fmt: skip
    table = _plan_table(seekers, catalogue, planned, answers, after.tolist())
    return table, _compared(seekers, catalogue, found, planned, language)


def _plan_table(
    seekers: Seekers, catalogue: Catalogue, planned: Plan, answers: Answers, after: list[int]
) -> pa.Table:
    ids, left, stay = catalogue.ids.tolist(), planned.left_over, sorted(answers.signed_up)
    who = [*planned.who.tolist(), *(person for person, _ in stay), *left.tolist()]
    rows = [*planned.rows.tolist(), *(row for _, row in stay), *[-1] * len(left)]
    unscored = [None] * (len(stay) + len(left))
    after = [*[-1] * (len(who) - len(left)), *after]
    states = {"planned": len(planned.who), "stays": len(stay), "left_over": len(left)}
    texts = {
        "seeker": seekers.ids[np.array(who, dtype=np.intp)].tolist(),
        "activity": [ids[row] if row >= 0 else None for row in rows],
        "state": [state for state, times in states.items() for _ in range(times)],
        "next_best": [ids[row] if row >= 0 else None for row in after],
    }
    columns = {name: pa.array(values, pa.string()) for name, values in texts.items()}
    columns["score"] = pa.array([*planned.scores.tolist(), *unscored], pa.float64())
    return pa.table(columns).select(["seeker", "activity", "score", "state", "next_best"])


def _compared(
    seekers: Seekers, catalogue: Catalogue, found: Ranking, planned: Plan, language: Language
) -> list[str]:
    """The plan beside greedy and own first choice, who is left over, what was left, and how sure."""
    ways = {
        "plan": planned.measures,
        "greedy": greedy(seekers, catalogue, found),
        "first_choice": own_first_choice(seekers, catalogue, found),
    }
    said = [
        text(language, f"match.plan.{way}", **_said(measures, language))
        for way, measures in ways.items()
    ]
    said.append(text(language, "match.plan.left_over", count=len(planned.left_over)))
    short = catalogue.ids[planned.short_of_crew].tolist()
    said.append(text(language, "match.plan.crew", count=len(short)))
    said += [f"   {one}" for one in short]
    return [*said, _proof("plan", planned.gap, language)]


def _proof(subject: str, gap: float, language: Language) -> str:
    """Proven best, or how far from it at most."""
    proven = "proven" if gap < SURE else "gap"
    return text(language, f"match.{subject}.{proven}", gap=f"{100 * gap:.4f}")


def make_portfolio(
    sponsors_file: Path,
    catalogue: Catalogue,
    *,
    now_minute: int,
    edition_id: str | None,
    language: Language,
) -> tuple[pa.Table, list[str]]:
    """The portfolio of all sponsors in a file together, as a table and what to say about it."""
    offers: list[Offer] = read_offers(sponsors_file)
    weights = current(Audience.SPONSOR)

    def funded(some: list[Offer]) -> Portfolio:
        return fund(some, catalogue, weights=weights, now_minute=now_minute, edition_id=edition_id)

    found = funded(offers)
    total = money(sum(one.cents for one in found.choices), language)
    said = [
        text(language, "match.fund.total", count=len(found.choices), total=total),
        _proof("fund", found.gap, language),
    ]
    for place, offer in enumerate(offers[:MOST_NEXT_STEPS]):
        richer = [*offers[:place], with_more(offer), *offers[place + 1 :]]
        more = len(funded(richer).choices) - len(found.choices)
        said.append(
            text(
                language,
                "match.fund.next",
                sponsor=offer.sponsor.id,
                more=money(MORE_CENTS, language),
                needs=more,
            )
        )
    return _portfolio_table(offers, found, catalogue, language), said


def _portfolio_table(
    offers: list[Offer], found: Portfolio, catalogue: Catalogue, language: Language
) -> pa.Table:
    chosen = found.choices
    reasons: list[str] = []
    for place, group in groupby(chosen, key=lambda one: one.offer):
        rows = np.array([one.row for one in group], dtype=np.intp)
        pairs = beside(offers[place].sponsor, catalogue, rows)
        reasons += [
            " ".join(explanations.explain(match, language))
            for match in matches(pairs, current(Audience.SPONSOR))
        ]
    return pa.table(
        {
            "sponsor": pa.array([offers[one.offer].sponsor.id for one in chosen], pa.string()),
            "activity": pa.array([str(catalogue.ids[one.row]) for one in chosen], pa.string()),
            "need": pa.array([str(one.kind) for one in chosen], pa.string()),
            "eur": pa.array([one.cents / 100 for one in chosen], pa.float64()),
            "score": pa.array([one.score for one in chosen], pa.float64()),
            "white_spot": pa.array([one.white_spot for one in chosen], pa.bool_()),
            "why": pa.array(reasons, pa.string()),
        }
    )


def _said(measures: Measures, language: Language) -> dict[str, str]:
    return {
        "total": number(round(measures.total), language),
        "placed": number(measures.placed, language),
        "too_many": number(measures.too_many, language),
        "empty": f"{100 * measures.empty:.1f}",
        "worst": f"{100 * measures.worst:.0f}",
    }
