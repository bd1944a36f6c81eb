"""InspiratieTeams: starting one, what it can do near itself, adopting, and the chain of inspiration."""
