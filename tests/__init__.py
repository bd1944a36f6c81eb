"""Tests: mirror the code, plus journeys in a real browser."""
