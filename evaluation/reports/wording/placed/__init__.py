"""The figures of a report as they can be placed, by the part of the report they belong to."""
