"""What arrived, what was read, what waits, what was decided: the state of the work, apart from the warehouse."""
