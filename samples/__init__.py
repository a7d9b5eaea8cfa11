"""Invented dossiers, marked MẪU, and the generator that makes them."""
