"""What may be shown beside what was shown before."""
