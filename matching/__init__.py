"""Who meets whom, and how the pair fares until closure."""
