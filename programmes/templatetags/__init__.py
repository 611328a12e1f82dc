"""What this app's templates need beyond Django's own tags."""
