"""What is asked: its words, its branches, and how it is written."""
