"""Does this paper speak of that subject, and why."""
