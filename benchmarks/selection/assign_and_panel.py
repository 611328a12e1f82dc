"""Gives 500 applications to reviewers, three each, marks them, and prints what it costs.

`python -m benchmarks.selection.assign_and_panel` makes a throw-away database. It prints the seconds
that assigning takes with its mails, how far apart reviewers' loads are, and the queries that
bringing marks together makes, with few applications and with all. `figures.txt` keeps what it
printed last.
"""

import random
import sys
import time
from collections import Counter

from benchmarks.people.__main__ import scratch_database

APPLICATIONS, FEW, REVIEWERS, EACH, CRITERIA = 500, 30, 30, 3, 8


def main() -> int:
    """Fill, assign, mark, measure, print."""
    with scratch_database():
        from django.db import connection
        from django.test.utils import CaptureQueriesContext
        from django.urls import reverse

        from benchmarks.selection.filling import fill, mark_everything
        from programmes.actions.reviews import assign_reviewers
        from programmes.models import Application, Review
        from programmes.selection.panel import score_applications

        chance = random.Random(4)
        selection_round, lead = fill(APPLICATIONS, REVIEWERS, EACH, CRITERIA)
        # A running server has read its addresses already.
        reverse("programmes:marking-list")
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as assigning:
            plan = assign_reviewers(selection_round, by=lead)
        seconds = time.perf_counter() - began
        loads = Counter(Review.objects.values_list("reviewer", flat=True)).values()
        print(f"reviews given out               {plan.number:>8,}")
        print(f"seconds, with a mail to each    {seconds:>8.2f}")
        print(f"queries                         {len(assigning):>8,}")
        print(f"fewest and most of a reviewer   {min(loads):>4} {max(loads):>3}")
        mark_everything(chance)
        for number in (FEW, APPLICATIONS):
            some = list(Application.objects.all()[:number])
            began = time.perf_counter()
            with CaptureQueriesContext(connection) as scoring:
                scores = score_applications(some)
            milliseconds = (time.perf_counter() - began) * 1000
            assert all(score.is_complete for score in scores.values())
            print(f"scores of {number:>3}: queries, ms     {len(scoring):>4} {milliseconds:>8.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
