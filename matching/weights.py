"""How much each criterion counts: named, dated versions, one set per audience.

The numbers stand here and nowhere else. Geography starts well under a third: a production peer
began at 0.7 and had to come down to 0.3, because distance drowned everything else. The written
reason of a version is a sentence in `i18n` under `Weights.reason_key`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.vocabulary import Audience

OWN = "own"


@dataclass(frozen=True)
class Weights:
    """One version. `values` holds a weight of at least 0 per criterion, at least one above 0."""

    version: str
    audience: Audience
    values: Mapping[str, float]
    reason_key: str

    def __post_init__(self) -> None:
        if (
            any(not value >= 0 for value in self.values.values())
            or not sum(self.values.values()) > 0
        ):
            raise ValueError("weights are at least 0 and not all 0")

    def with_values(self, values: Mapping[str, float]) -> Weights:
        """The same set with some numbers of the visitor's own; its version is then "own".

        Unchanged numbers leave the version as it is. Raises ValueError for an unknown criterion.
        """
        if unknown := values.keys() - self.values.keys():
            raise ValueError(f"no such criterion: {sorted(unknown)}")
        merged = {**self.values, **values}
        if merged == dict(self.values):
            return self
        return replace(self, version=OWN, values=merged, reason_key=f"matching.weights.{OWN}")


def _version(version: str, audience: Audience, **values: float) -> Weights:
    return Weights(version, audience, values, f"matching.weights.{version.replace(' ', '-')}")


VERSIONS: tuple[Weights, ...] = (
    _version(
        "2026-12 volunteer", Audience.VOLUNTEER,
        nearness=0.30, branch=0.20, time=0.20, forms=0.10, groups=0.10, need=0.10,
    ),
    _version(
        "2026-12 sponsor", Audience.SPONSOR,
        nearness=0.20, branch=0.25, time=0.05, forms=0.10, groups=0.10, need=0.10, reach=0.10, visibility=0.10,
    ),
    _version(
        "2026-12 team", Audience.TEAM,
        nearness=0.25, branch=0.25, time=0.10, forms=0.10, groups=0.05, need=0.05, adoption=0.20,
    ),
    _version(
        "2026-11 volunteer", Audience.VOLUNTEER,
        nearness=0.30, branch=0.20, time=0.20, forms=0.10, groups=0.10, need=0.10,
    ),
    _version(
        "2026-11 sponsor", Audience.SPONSOR,
        nearness=0.20, branch=0.25, time=0.05, forms=0.10, groups=0.10, need=0.10, reach=0.10, visibility=0.10,
    ),
    _version(
        "2026-11 team", Audience.TEAM,
        nearness=0.25, branch=0.25, time=0.10, forms=0.10, groups=0.05, need=0.05, adoption=0.20,
    ),
    _version(
        "2026-12 volunteer even", Audience.VOLUNTEER,
        nearness=1, branch=1, time=1, forms=1, groups=1, need=1,
    ),
    _version(
        "2026-12 sponsor even", Audience.SPONSOR,
        nearness=1, branch=1, time=1, forms=1, groups=1, need=1, reach=1, visibility=1,
    ),
    _version(
        "2026-12 team even", Audience.TEAM,
        nearness=1, branch=1, time=1, forms=1, groups=1, need=1, adoption=1,
    ),
)  # fmt: skip


def current(audience: Audience) -> Weights:
    """The version in use for `audience`."""
    return next(weights for weights in VERSIONS if weights.audience is audience)


def by_version(version: str) -> Weights:
    """The weights named `version`. Raises KeyError when there is no such version."""
    for weights in VERSIONS:
        if weights.version == version:
            return weights
    raise KeyError(version)
