"""Composition root: the only reader of settings, and the command."""
