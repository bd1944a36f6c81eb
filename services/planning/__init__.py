"""Dividing hands: a fair plan over an edition, by hand where that is better, and asking people."""
