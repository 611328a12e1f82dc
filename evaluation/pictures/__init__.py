"""Pictures of what came back, one file for each kind: each with its table and its sentence."""
