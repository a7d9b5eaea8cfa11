"""The nouns every stage speaks. Standard library only: no I/O, no settings, no third-party types."""
