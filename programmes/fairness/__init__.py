"""How acceptance compares between groups of applicants: rates, four fifths, and who is hidden.

`tallies`, `hiding` and `comparing` are formulas over plain numbers and know nothing of Django.
"""
