"""What arrived, what was read, what waits and what was decided: the state of the work, never personal values."""
