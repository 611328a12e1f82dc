"""The chapters of a report: objectives, who took part, outcomes, what stays, what it cost."""
