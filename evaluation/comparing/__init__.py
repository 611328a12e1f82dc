"""Before and after, cohorts and departments, self and others."""
