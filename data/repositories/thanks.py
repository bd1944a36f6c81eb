"""Thank-yous and stories, stored: what an activity did, told afterwards."""

from __future__ import annotations

from sqlalchemy.orm import Session

from data import records, tables
from domain.activities import Story
from domain.people import ThankYou


def of_activity(session: Session, activity_id: str) -> list[ThankYou]:
    """The thank-yous of an activity, by id. One query."""
    table = tables.thank_yous
    found = records.where(session, table, ThankYou, table.c.activity_id == activity_id)
    return sorted(found, key=lambda thank_you: thank_you.id)


def save(session: Session, thank_you: ThankYou) -> None:
    """Store a thank-you, new or changed. One query."""
    records.put(session, tables.thank_yous, records.row(thank_you, tables.thank_yous))


def story(session: Session, activity_id: str) -> Story | None:
    """The story of an activity, also without consent to show it; None when not told. One query."""
    table = tables.stories
    found = records.where(session, table, Story, table.c.activity_id == activity_id)
    return found[0] if found else None


def tell(session: Session, story: Story) -> None:
    """Store the story of an activity over an earlier one. One query."""
    records.put(session, tables.stories, records.row(story, tables.stories))
