"""Measurements against named peers, and what they are made of. Run by `./sohoa bench NAME`."""
