"""What is measured, each against named peers; a package of ours, for another of this name may be installed."""
