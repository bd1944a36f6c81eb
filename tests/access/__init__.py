"""Who may call what: every service call that takes an actor, tried in every role."""
