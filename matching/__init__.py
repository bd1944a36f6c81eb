"""Who fits what: gates, criteria, weights and explanations over columns. No SQL, no screen, no sentences."""

from matching.scoring import Match, Part
from matching.single import best_seekers, suggest

__all__ = ["Match", "Part", "best_seekers", "suggest"]
