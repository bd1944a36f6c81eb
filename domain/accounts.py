"""Coordinators' accounts, and for which part of the programme each may act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.branches import Branch
from domain.errors import InvalidValueError, VerbindingError
from domain.places import Place, Province


@dataclass(frozen=True, slots=True)
class Scope:
    """A part of the programme. What is empty sets no limit; all empty is the whole country.

    `municipalities` are CBS codes ("GM0344"). Provinces and municipalities widen each other,
    branches narrow both: culture in Utrecht is one of each.
    """

    provinces: frozenset[Province] = frozenset()
    municipalities: frozenset[str] = frozenset()
    branches: frozenset[Branch] = frozenset()

    @property
    def is_national(self) -> bool:
        """Whether it holds everything."""
        return not (self.provinces or self.municipalities or self.branches)

    def covers(self, place: Place, branch: Branch | None) -> bool:
        """Whether something at `place` in `branch` is in it. What is not known is not in a part."""
        somewhere = not (self.provinces or self.municipalities)
        here = place.province in self.provinces or place.municipality_code in self.municipalities
        return (somewhere or here) and (not self.branches or branch in self.branches)


NATIONAL = Scope()


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may act as a coordinator. Made on the command line only.

    `name` is what they sign in with. `password_hash` is "" for who comes in by a provider; then
    `identity` is "issuer subject" once they came in, and `email` the address they are invited by
    and written to. `wants_digest` is whether a mail tells them every morning what waits.
    """

    id: str
    name: str
    password_hash: str = ""
    email: str = ""
    identity: str | None = None
    provinces: frozenset[Province] = frozenset()
    municipalities: tuple[str, ...] = ()
    branches: frozenset[Branch] = frozenset()
    created_at: datetime | None = None
    disabled_at: datetime | None = None
    wants_digest: bool = True

    @property
    def scope(self) -> Scope:
        """For which part of the programme it may act."""
        return Scope(self.provinces, frozenset(self.municipalities), self.branches)


@dataclass(frozen=True, slots=True)
class DeskSession:
    """A browser in which somebody signed in. Of its cookie only the hash is kept."""

    hash: str
    account_id: str
    created_at: datetime
    expires_at: datetime


class WrongPasswordError(VerbindingError):
    """No account with this name and password; which of the two is not told."""

    key = "error.wrong_password"


class WeakPasswordError(InvalidValueError):
    """A password that is too short or easily guessed (`least`: the fewest signs)."""

    key = "error.weak_password"


class OutsideScopeError(VerbindingError):
    """A coordinator of one part asks for something in another."""

    key = "error.outside_scope"
