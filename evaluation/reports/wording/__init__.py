"""The words of a report: drafted from its figures, edited by people, filled in again."""
