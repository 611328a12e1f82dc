"""What it costs to give applications to reviewers, and to bring their marks together."""
