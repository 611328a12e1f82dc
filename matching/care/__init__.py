"""How relationships fare, why, what would help, and what the coordinators did."""
