"""The messages of this app: who gets them, when, and which template."""
