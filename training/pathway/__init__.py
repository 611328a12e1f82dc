"""From mentee to mentor: interest, readiness, training, shadowing, co-mentoring, solo."""
