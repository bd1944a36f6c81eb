"""The parts of the page on which a coordinator reads along and decides."""
