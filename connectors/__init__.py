"""Registries we ask, one module each, over the wire shapes they really have."""
