"""What an empty database begins with, so that a newcomer has something to see."""

from __future__ import annotations

from datetime import date

from data.database import Database
from data.geocoding.gazetteer import Gazetteer
from data.repositories import editions
from domain.actors import Actor, check_national
from services import demo, history


def fill(database: Database, gazetteer: Gazetteer, *, today: date, actor: Actor) -> bool:
    """Add history and the demonstration when there is no edition yet; False when there is one.

    So what a coordinator took away never comes back by itself. Raises `NotAllowedError` and
    `OutsideScopeError` unless a coordinator of the whole country asks.
    """
    check_national(actor)
    with database.read() as session:
        if editions.all(session):
            return False
    history.add(database, gazetteer, actor=actor)
    demo.add(database, gazetteer, year=demo.coming_year(today), actor=actor)
    return True
