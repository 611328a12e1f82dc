"""Comparing answers: over time, between groups, and one's own view with others'.

Here, too, nothing reads or writes what may not be shown: every figure is over a group that the
rules of ``evaluation.suppression`` allow, beside everything else that is shown of the same answers.
"""
