"""Who fits what: gates, criteria, weights and explanations over columns. No SQL, no screen, no sentences."""
