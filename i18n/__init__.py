"""All words for people: whole sentences with named blanks, Dutch complete, English beside it."""
