"""Keeping mentors: thanks, milestones, who came back and why not, and a person's attention."""
