"""What people wish for: their hours, their favourites, and asking a mentor themselves."""
