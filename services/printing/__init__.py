"""From screen to street: posters, lists and cards on paper, for who has no screen at hand."""
