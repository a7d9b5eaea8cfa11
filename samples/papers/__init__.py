"""One module a document type, each able to print its paper in several layouts."""
