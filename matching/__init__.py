"""Who fits what: gates, criteria, weights and explanations over columns. No SQL, no screen, no sentences."""

from matching.scoring import Match, Part, suggest

__all__ = ["Match", "Part", "suggest"]
