"""Page scripts only: ask, call, show. One folder per audience."""
