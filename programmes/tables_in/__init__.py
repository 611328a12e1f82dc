"""Reading the tables people bring, in a process of its own; nothing here knows of Django."""
