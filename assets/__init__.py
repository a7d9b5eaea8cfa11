"""Dagster assets: the decorator, the dependencies, one call, metadata. No logic."""
