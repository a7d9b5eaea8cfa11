"""What was done, counted: balances, straight-through rates, indicators. Numbers only, never a person."""
