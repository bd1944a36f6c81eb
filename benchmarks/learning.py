"""What `matching.learning` makes of answers of which it is known what made them.

Each row is answers made so many times anew: by weights that are not those in use, by those in use, and
by pure chance. Told is how often each verdict was given, how much is gained on answers that the weights
were not learnt from (with the interval that holds 95 of 100 of the repeats), how often the interval of a
weight holds the true weight, and how wide that interval is.

    python -m benchmarks.learning --repeats 40
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Mapping

import numpy as np

from domain.vocabulary import Audience
from matching.learning import Lesson, Measure, Verdict, learn
from matching.weights import current
from tests.matching import planted

IN_USE = current(Audience.VOLUNTEER)
OTHER = {
    "nearness": 0.10,
    "branch": 0.40,
    "time": 0.10,
    "forms": 0.20,
    "groups": 0.10,
    "need": 0.10,
}
NOT_FAR = {
    "nearness": 0.22,
    "branch": 0.28,
    "time": 0.16,
    "forms": 0.14,
    "groups": 0.10,
    "need": 0.10,
}
# Name, weights that made the answers, how much the score matters to people, and how many answers.
ROWS: tuple[tuple[str, Mapping[str, float], float, tuple[int, ...]], ...] = (
    ("other weights", OTHER, 6.0, (60, 130, 250, 500, 1_000, 3_000)),
    ("other weights, little heeded", OTHER, 2.0, (250, 1_000, 3_000)),
    ("weights not far off", NOT_FAR, 6.0, (500, 3_000)),
    ("the weights in use", IN_USE.values, 6.0, (250, 1_000)),
    ("pure chance", IN_USE.values, 0.0, (130, 250, 1_000)),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=40)
    repeats = parser.parse_args().repeats
    print(
        "| made by | answers | verdicts | log loss gained | AUC in use | AUC learnt"
        " | interval holds the truth | its width | seconds |\n" + "|---" * 9 + "|"
    )
    for name, weights, slope, counts in ROWS:
        for count in counts:
            begun = time.process_time()
            lessons = [
                learn(planted.answers(weights, count, slope=slope, seed=seed), IN_USE)
                for seed in range(repeats)
            ]
            seconds = (time.process_time() - begun) / repeats
            cells = [name, f"{count:,}", *_told(lessons, weights, slope), f"{seconds:.1f}"]
            print(f"| {' | '.join(cells)} |", flush=True)


def _told(lessons: list[Lesson], weights: Mapping[str, float], slope: float) -> list[str]:
    verdicts = Counter(lesson.verdict for lesson in lessons)
    told = ", ".join(f"{one.value} {verdicts[one]}" for one in Verdict if verdicts[one])
    enough = [lesson for lesson in lessons if lesson.log_loss and lesson.auc]
    if not enough:
        return [told, *["–"] * 5]
    losses = [lesson.log_loss for lesson in enough if lesson.log_loss]
    areas = [lesson.auc for lesson in enough if lesson.auc]
    bounds = [
        (one.low <= weights[name] <= one.high, one.high - one.low)
        for lesson in enough
        for name, one in lesson.spread.items()
    ]
    held, width = np.mean(bounds, axis=0)
    return [
        told,
        _over([one.gain.value for one in losses]),
        _over(_values(areas, "current")),
        _over(_values(areas, "learnt")),
        f"{held:.0%}" if slope else "–",  # chance has no weights
        f"{width:.2f}",
    ]


def _values(measures: list[Measure], which: str) -> list[float]:
    return [getattr(one, which).value for one in measures]


def _over(found: list[float]) -> str:
    low, middle, high = np.quantile(found, (0.025, 0.5, 0.975))
    return f"{middle:.3f} ({low:.3f} to {high:.3f})"


if __name__ == "__main__":
    main()
