"""The page where an officer checks what is not sure: what waits, the scan beside it, and the decision."""
