"""A form, prefilled: nothing it does not ask for, nothing without its source."""
