"""People who would like to be asked: how they say so, see it, change it and stop it."""
