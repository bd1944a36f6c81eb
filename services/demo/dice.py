"""Chance that falls the same way every time, in every version of Python."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from itertools import accumulate
from operator import itemgetter
from typing import TypeVar

_T = TypeVar("_T")
_RANGE = 2**64


class Dice:
    """Throws that depend on the seed and on how often was thrown before, and on nothing else."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._throws = 0

    def fraction(self) -> float:
        """A number in [0, 1)."""
        self._throws += 1
        digest = blake2b(f"{self._seed}/{self._throws}".encode(), digest_size=8).digest()
        return (int.from_bytes(digest) >> 11) / (_RANGE >> 11)  # 53 bits: never rounds up to 1

    def between(self, low: int, high: int) -> int:
        """A whole number from `low` up to and including `high`."""
        return low + int(self.fraction() * (high - low + 1))

    def chance(self, probability: float) -> bool:
        """True with `probability`, in [0, 1]."""
        return self.fraction() < probability

    def pick(self, options: Sequence[_T]) -> _T:
        """One of `options`, which holds at least one."""
        return options[self.between(0, len(options) - 1)]

    def weighted(self, options: Sequence[_T], weights: Sequence[float]) -> _T:
        """One of `options`, each as likely as its weight, more than 0."""
        sums = list(accumulate(weights))
        wanted = self.fraction() * sums[-1]
        return next(
            (one for one, top in zip(options, sums, strict=True) if wanted < top), options[-1]
        )

    def shuffled(self, options: Sequence[_T]) -> list[_T]:
        """All of `options` in an order of chance."""
        return [
            one for _, one in sorted(((self.fraction(), one) for one in options), key=itemgetter(0))
        ]
