"""Ideas: reusable recipes for an activity. "Neem over" copies one."""

from __future__ import annotations

from dataclasses import dataclass

from domain.branches import Branch
from domain.vocabulary import ConnectionForm, NeedKind, TargetGroup


@dataclass(frozen=True, slots=True)
class Idea:
    """A recipe. `minutes` is the preparation, `people` how many it takes, `cost_cents` a rough sum."""

    id: str
    title: str
    summary: str
    minutes: int
    people: int
    cost_cents: int = 0
    branch: Branch | None = None
    forms: frozenset[ConnectionForm] = frozenset()
    groups: frozenset[TargetGroup] = frozenset()
    needs: frozenset[NeedKind] = frozenset()
    copied_from: str | None = None
