"""Documents that people send in: looked at from outside in, kept under our own names."""
