"""The page of what came back to a survey: in short, then scales, then questions."""
