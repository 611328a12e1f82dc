"""Impact reports: built once into a frozen structure, then rendered from it alone."""
