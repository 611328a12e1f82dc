"""What was asked, answered, concluded and reported."""
