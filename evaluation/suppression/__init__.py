"""Which groups may be shown, so that no published figure gives a small group's answers away.

Published are a total over all answers and a breakdown of it; whoever subtracts the groups shown
from the total learns the sum of the hidden ones. So:

* A group is shown from 5 answers on. What counts is the size of the group, not how many in it
  chose an option: one "no" among 131 may be shown.
* A group of fewer than 10 that is of one mind shows nothing: its figure is everybody's answer.
* Where groups are hidden, the hidden answers of every margin number at least 5, in at least two
  groups; more groups are hidden until they do. Where answers by option are known, the hidden ones
  together are not of one mind either, unless they are 10.
* A group without answers has nothing to give away: it is shown as empty, and hides nobody.
* If that cannot be had, the whole breakdown is hidden.
* Free text is shown from 10 answers on.

These rules are for one breakdown of one set of answers. That two breakdowns, or two reports, do not
give away together what neither does alone is for the audit over everything that is shown (`audit`),
beside which `choose` picks what may be shown too.
"""

from evaluation.suppression.audit import is_safe
from evaluation.suppression.choosing import Ground, choose
from evaluation.suppression.one_way import hidden_groups, hidden_tallies, shown_groups
from evaluation.suppression.thresholds import (
    SMALLEST_FOR_TEXT,
    SMALLEST_GROUP,
    SMALLEST_OF_ONE_MIND,
    may_show_distribution,
    may_show_group,
    may_show_part,
    may_show_text,
)
from evaluation.suppression.two_way import HiddenTable, hidden_table

__all__ = [
    "SMALLEST_FOR_TEXT",
    "SMALLEST_GROUP",
    "SMALLEST_OF_ONE_MIND",
    "Ground",
    "HiddenTable",
    "choose",
    "hidden_groups",
    "hidden_table",
    "hidden_tallies",
    "is_safe",
    "may_show_distribution",
    "may_show_group",
    "may_show_part",
    "may_show_text",
    "shown_groups",
]
