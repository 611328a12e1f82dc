"""From a draft to proposals: staged, reviewed, sent, answered."""
