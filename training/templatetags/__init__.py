"""What templates of this app need beyond Django's own tags."""
