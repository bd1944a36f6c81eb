"""Use cases: one module per subject. Each opens its unit of work and checks who is asking."""
