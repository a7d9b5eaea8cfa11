"""What is wrong with a document, and what of it may go on."""
