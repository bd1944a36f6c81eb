"""Pieces of pages: cards, breakdowns, inputs, filters, notices."""
