"""The coordinator's desk: what happens, what is missing, and who did what."""
