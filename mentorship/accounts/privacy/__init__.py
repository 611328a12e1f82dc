"""What is kept about people: which fields say what, exports, consents, and who looked."""
