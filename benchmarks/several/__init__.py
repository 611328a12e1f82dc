"""Several web and worker processes over one database and one broker."""
