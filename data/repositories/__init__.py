"""Functions that read and write one subject each. They take an open session and say what they cost."""
