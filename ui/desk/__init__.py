"""The coordinator's desk on screen."""
