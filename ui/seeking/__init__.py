"""Looking for something that fits: the questions of each audience, and what comes of them."""
