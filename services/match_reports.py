"""What the command line tells about matching: one seeker explained, a plan, a portfolio, two versions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa

from data.match_files import read_offers
from domain.errors import NotFoundError
from domain.vocabulary import Audience
from i18n.formats import money, number
from i18n.texts import Language, text
from matching.allocation import Measures, greedy, own_first_choice, plan
from matching.bulk import rank
from matching.catalogue import Catalogue
from matching.evaluation import evaluate
from matching.portfolio import Offer, fund
from matching.scoring import matches
from matching.seekers import Pairs, Seekers
from matching.weights import by_version, current
from services import explanations

CHOICES = 20  # how many activities of each person a plan looks at


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
    """Sentences per match of the seeker with this id. Raises `NotFoundError`."""
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
                lines += [head, *(f"   {one}" for one in explanations.explain(match, language))]
            return lines
    raise NotFoundError(what="seeker", id=seeker_id)


def make_plan(
    parts: Iterable[Seekers],
    catalogue: Catalogue,
    *,
    now_minute: int,
    edition_id: str | None,
    language: Language,
) -> tuple[pa.Table, list[str]]:
    """The fair plan as a table (seeker, activity, score, next_best) and what to say about it.

    Who is left over has no activity; `next_best` is then the best one that still has room.
    """
    found = rank(
        (seekers := Seekers.together(list(parts), Audience.VOLUNTEER)),
        catalogue, now_minute=now_minute, top=CHOICES, edition_id=edition_id,
    )  # fmt: skip
    planned = plan(seekers, catalogue, found)
    ids, left = catalogue.ids.tolist(), planned.left_over
    table = pa.table(
        {
            "seeker": pa.array(seekers.ids[np.r_[planned.who, left]].tolist(), pa.string()),
            "activity": pa.array(
                [ids[row] for row in planned.rows] + [None] * len(left), pa.string()
            ),
            "score": pa.array([*planned.scores.tolist(), *[None] * len(left)], pa.float64()),
            "next_best": pa.array(
                [None] * len(planned.who)
                + [ids[row] if row >= 0 else None for row in planned.next_best],
                pa.string(),
            ),
        }
    )
    ways = {
        "plan": planned.measures,
        "greedy": greedy(seekers, catalogue, found),
        "first_choice": own_first_choice(seekers, catalogue, found),
    }
    said = [
        text(language, f"match.plan.{way}", **_said(measures, language))
        for way, measures in ways.items()
    ]
    said.append(text(language, "match.plan.left_over", count=len(left)))
    said.append(text(language, "match.plan.crew", count=len(planned.short_of_crew)))
    proven = "proven" if planned.gap < 1e-9 else "gap"
    said.append(text(language, f"match.plan.{proven}", gap=f"{100 * planned.gap:.2f}"))
    return table, said


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
    found = fund(
        offers, catalogue, weights=current(Audience.SPONSOR), now_minute=now_minute, edition_id=edition_id
    )  # fmt: skip
    table = pa.table(
        {
            "sponsor": pa.array(
                [offers[one.offer].sponsor.id for one in found.choices], pa.string()
            ),
            "activity": pa.array(
                [str(catalogue.ids[one.row]) for one in found.choices], pa.string()
            ),
            "need": pa.array([str(one.kind) for one in found.choices], pa.string()),
            "eur": pa.array([one.cents / 100 for one in found.choices], pa.float64()),
            "score": pa.array([one.score for one in found.choices], pa.float64()),
            "white_spot": pa.array([one.white_spot for one in found.choices], pa.bool_()),
        }
    )
    total = money(sum(one.cents for one in found.choices), language)
    proven = "proven" if found.gap < 1e-6 else "gap"
    return table, [
        text(language, "match.fund.total", count=len(found.choices), total=total),
        text(language, f"match.fund.{proven}", gap=f"{100 * found.gap:.2f}"),
    ]


def compare_versions(
    parts: Iterable[Seekers],
    catalogue: Catalogue,
    *,
    versions: Sequence[str],
    now_minute: int,
    edition_id: str | None,
    language: Language,
) -> list[str]:
    """A few lines per version of the weights: travel, branch, and how attention spreads."""
    some = list(parts)
    seekers = Seekers.together(some, some[0].audience if some else Audience.VOLUNTEER)
    lines = []
    for version in versions:
        weights = by_version(version)
        figures = evaluate(
            seekers, catalogue, weights=weights, now_minute=now_minute, edition_id=edition_id
        )
        facts = {
            "version": version,
            "km": f"{figures.km_median:.1f}",
            "most": f"{figures.km_most:.1f}",
            "branch": f"{100 * figures.branch_fits:.0f}",
            "gini": f"{figures.gini:.2f}",
            "unseen": f"{100 * figures.unseen:.0f}",
            "without": figures.without_match,
        }
        lines.append(text(language, "match.evaluate", **facts))
    return lines


def _said(measures: Measures, language: Language) -> dict[str, str]:
    return {
        "total": number(round(measures.total), language),
        "placed": number(measures.placed, language),
        "too_many": number(measures.too_many, language),
        "empty": f"{100 * measures.empty:.1f}",
        "worst": f"{100 * measures.worst:.0f}",
    }
