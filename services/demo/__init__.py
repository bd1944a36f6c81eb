"""The demonstration: a whole made-up edition, plainly marked, the same on every machine."""

from services.demo.programme import (
    ACTIVITIES,
    DEMO_EDITION,
    DemoProgramme,
    add,
    build,
    coming_year,
    remove,
)

__all__ = ["ACTIVITIES", "DEMO_EDITION", "DemoProgramme", "add", "build", "coming_year", "remove"]
