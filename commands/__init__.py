"""The command line: one module per subject, each a thin call of a service."""
