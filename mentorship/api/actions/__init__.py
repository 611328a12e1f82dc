"""What people and directories do to the edge."""
