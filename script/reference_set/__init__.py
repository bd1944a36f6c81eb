"""Makes the embedded places and base map in data/reference. A developer's tool, not part of the product."""
