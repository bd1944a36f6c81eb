"""How often something may be tried, so that robots do not fill the places or the mailboxes.

Counted per e-mail address and per address of the visitor's network. Of both only a hash is
stored, made with a random key of that day: once the key is erased nobody can tell whose it was.
A school or library sends everybody out by one address, so that limit lets a full class through.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy.orm import Session

from data.repositories import attempts
from data.repositories.people import email_key
from domain.errors import VerbindingError


class Action(StrEnum):
    """What is counted."""

    SIGN_UP = "sign-up"
    LINK = "link"  # a mail with a new link
    ACTIVITY = "activity"
    PLEDGE = "pledge"
    TEAM = "team"
    SPONSOR = "sponsor"
    VOLUNTEER = "volunteer"
    SIGN_IN = "sign-in"  # of a coordinator; counted by the name of the account


EMAIL, ADDRESS = "email", "address"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` in any stretch of `within`, which is a day or less."""

    times: int
    within: timedelta


_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
LIMITS: dict[Action, dict[str, Limit]] = {
    Action.SIGN_UP: {EMAIL: Limit(5, _HOUR), ADDRESS: Limit(60, _HOUR)},
    Action.LINK: {EMAIL: Limit(3, _HOUR), ADDRESS: Limit(60, _HOUR)},
    Action.ACTIVITY: {EMAIL: Limit(20, _DAY), ADDRESS: Limit(60, _DAY)},
    Action.PLEDGE: {EMAIL: Limit(60, _HOUR), ADDRESS: Limit(60, _HOUR)},
    # Nobody guesses a password of a million with ten tries in a quarter of an hour.
    Action.SIGN_IN: {EMAIL: Limit(10, timedelta(minutes=15)), ADDRESS: Limit(60, _HOUR)},
    Action.TEAM: {EMAIL: Limit(5, _DAY), ADDRESS: Limit(30, _DAY)},
    Action.SPONSOR: {EMAIL: Limit(5, _DAY), ADDRESS: Limit(30, _DAY)},
    # Each try writes to the address; a whole class may leave its wishes in one afternoon.
    Action.VOLUNTEER: {EMAIL: Limit(3, _DAY), ADDRESS: Limit(60, _HOUR)},
}
# Longer than the longest stretch, so that no count is missed at midnight.
KEPT = timedelta(days=2)


class TooOftenError(VerbindingError):
    """Tried more often than `LIMITS` say; may be tried again after `count` minutes."""

    key = "error.too_often"


def check(
    session: Session,
    action: Action,
    *,
    email: str = "",
    address: str = "",
    now: datetime,
) -> None:
    """Count one try of `action`, or raise `TooOftenError` and count nothing.

    `email` and `address` are those of who tries; one that is empty is not counted. Call it first
    in a transaction: on PostgreSQL it makes tries from the same address wait for one another.
    At most eight queries.
    """
    tried = {EMAIL: email_key(email), ADDRESS: network_of(address)}
    secrets_by_day = _secrets(session, now=now)
    for name, limit in LIMITS[action].items():
        if not tried[name]:
            continue
        hashes = [_hash(secret, name, tried[name]) for secret in secrets_by_day.values()]
        attempts.wait_for_others(session, f"{action}:{hashes[0]}")
        earlier = attempts.since(session, action, hashes, after=now - limit.within)
        if len(earlier) >= limit.times:
            free_at = earlier[-limit.times] + limit.within
            raise TooOftenError(count=max(1, -(-(free_at - now) // timedelta(minutes=1))))
        attempts.add(session, action, hashes[0], now=now)


def forget_old(session: Session, *, now: datetime) -> int:
    """Erase what is counted no more, the keys with it, and say how many tries that were."""
    return attempts.forget(session, before=now - KEPT)


def network_of(address: str) -> str:
    """What counts as one address: all of IPv4, the half of IPv6 that a household is given.

    "" for what is no address, such as on one's own machine.
    """
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return str(ip_network((found, 64), strict=False))
    return str(found)


def _secrets(session: Session, *, now: datetime) -> Mapping[date, str]:
    """The keys under which tries of the last day may be stored, that of today first."""
    today = now.astimezone(UTC).date()
    attempts.ensure_key(session, today, secrets.token_hex(32))
    return attempts.keys_since(session, today - timedelta(days=1))


def _hash(secret: str, name: str, value: str) -> str:
    return hmac.new(bytes.fromhex(secret), f"{name}:{value}".encode(), hashlib.sha256).hexdigest()
