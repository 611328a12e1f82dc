"""Who works for a programme: caseloads, cover, and what they need."""
