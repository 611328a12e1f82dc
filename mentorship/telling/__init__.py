"""What happened, told in words: histories of things, and the record searched and taken along."""
