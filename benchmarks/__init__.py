"""What is measured, against named peers. A regular package, since a dependency installs one of the same name."""
