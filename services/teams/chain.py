"""The chain of inspiration (*inspiratieketen*): which team gave which the spark, and how far it went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.adoptions import InspirationLoopError
from domain.branches import Branch
from domain.people import Team
from domain.places import Province


@dataclass(frozen=True, slots=True)
class Link:
    """A team in the chain: how many steps from the first spark, and how many came after it."""

    team: Team
    depth: int
    followers: int


@dataclass(frozen=True, slots=True)
class Reach:
    """A chain in numbers. `sparked` is how many teams came from another team."""

    teams: int
    sparked: int
    deepest: int
    by_province: dict[Province, int]
    by_branch: dict[Branch, int]

    @property
    def per_team(self) -> float:
        """How many teams one team inspired, on average; 0 without teams."""
        return self.sparked / self.teams if self.teams else 0.0


def chain(teams: Sequence[Team], *, root_id: str | None = None) -> list[Link]:
    """Every team after the one that inspired it, or only `root_id` and what came from it.

    Largest chain first, then by name. A spark from a team that is not among `teams` counts as
    a first one; teams that point at each other in a ring, which no page makes, stay in as well.
    """
    after = _after(teams)
    sizes = {team.id: _size(team.id, after) for team in teams}
    known = {team.id for team in teams}
    by_id = {team.id: team for team in teams}
    if root_id is not None:
        roots = [by_id[root_id]] if root_id in by_id else []
    else:
        roots = [team for team in teams if team.inspired_by not in known]
    found: list[Link] = []
    seen: set[str] = set()
    for start in (roots, teams if root_id is None else []):  # the second takes rings along
        stack = [(team, 0) for team in reversed(_ranked(start, sizes))]
        while stack:
            team, depth = stack.pop()
            if team.id in seen:
                continue
            seen.add(team.id)
            found.append(Link(team, depth, sizes[team.id] - 1))
            stack += [(next_, depth + 1) for next_ in reversed(_ranked(after[team.id], sizes))]
    return found


def reach(links: Iterable[Link]) -> Reach:
    """The numbers of a chain."""
    found = list(links)
    provinces = Counter(link.team.place.province for link in found if link.team.place.province)
    branches = Counter(link.team.branch for link in found if link.team.branch)
    return Reach(
        teams=len(found),
        sparked=sum(1 for link in found if link.depth > 0),
        deepest=max((link.depth for link in found), default=0),
        by_province={province: provinces[province] for province in Province if provinces[province]},
        by_branch={branch: branches[branch] for branch in Branch if branches[branch]},
    )


def check_no_loop(teams: Iterable[Team], team_id: str, inspired_by: str | None) -> None:
    """Raise `InspirationLoopError` when `inspired_by` comes from `team_id` itself."""
    spark_of = {team.id: team.inspired_by for team in teams}
    seen: set[str] = set()
    while inspired_by is not None and inspired_by not in seen:
        if inspired_by == team_id:
            raise InspirationLoopError()
        seen.add(inspired_by)
        inspired_by = spark_of.get(inspired_by)


def _after(teams: Iterable[Team]) -> dict[str, list[Team]]:
    found: dict[str, list[Team]] = defaultdict(list)
    for team in teams:
        if team.inspired_by is not None:
            found[team.inspired_by].append(team)
    return found


def _size(team_id: str, after: dict[str, list[Team]]) -> int:
    """How many teams a chain holds, its first one included."""
    seen, stack = {team_id}, [team_id]
    while stack:
        for team in after.get(stack.pop(), ()):
            if team.id not in seen:
                seen.add(team.id)
                stack.append(team.id)
    return len(seen)


def _ranked(teams: Iterable[Team], sizes: dict[str, int]) -> list[Team]:
    return sorted(teams, key=lambda team: (-sizes[team.id], team.name.casefold(), team.id))
