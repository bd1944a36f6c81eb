"""Ideas: what an activity can be made after. "Neem over" copies one."""

from __future__ import annotations

from dataclasses import dataclass

from domain.activities import Need
from domain.branches import Branch
from domain.vocabulary import AttendanceMode, ConnectionForm, NeedKind, TargetGroup


@dataclass(frozen=True, slots=True)
class Recipe:
    """An idea of the packaged library, worked out from today's list to the invitation, in one language.

    `minutes` is how long the activity takes, `preparation_minutes` all that comes before it.
    `people` is how many carry it together, `guests` the fewest and the most who come.
    `today` and `tomorrow` are lists to tick off; `questions` help a conversation start.
    """

    id: str
    title: str
    summary: str
    minutes: int
    preparation_minutes: int
    people: int
    guests: tuple[int, int]
    attendance: AttendanceMode
    branch: Branch
    forms: frozenset[ConnectionForm]
    groups: frozenset[TargetGroup]
    needs: tuple[Need, ...]
    today: tuple[str, ...]
    tomorrow: tuple[str, ...]
    invitation: str
    questions: tuple[str, ...]

    @property
    def total_minutes(self) -> int:
        """What it asks of one who carries it, from the first call to the last cup."""
        return self.preparation_minutes + self.minutes

    @property
    def cost_cents(self) -> int:
        """What it roughly costs, in cents."""
        return sum(need.quantity for need in self.needs if need.kind is NeedKind.MONEY)
