"""One table that a drill changes while somebody reads it for long."""
