"""Fills every form in strangely, in every role, for so many minutes.

`python -m benchmarks.fuzz [--minutes 10] [--each 3] [--seed 1]` makes a throw-away database with
one row of everything. Pages that a role may open come first, in an order drawn by the seed; each
form is filled in so often with what Hypothesis draws, and each address is sent a form it does not
have. Prints cases, statuses and what failed where; ends with 0 when nothing was answered with 5xx.
"""

import argparse
import os
import sys
import time

from mentorship.local.scratch import Scratch


def main() -> int:
    """Make the database, attack, and print what came of it."""
    parser = argparse.ArgumentParser(prog="benchmarks.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--each", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    scratch = Scratch({})
    os.environ.update(scratch.start())
    os.environ["LOG_LEVEL"] = "CRITICAL"
    try:
        import django

        django.setup()
        from django.db import connection, transaction
        from django.test.utils import setup_test_environment

        setup_test_environment()
        connection.creation.create_test_db(verbosity=0)
        from benchmarks.fuzz.run import attack
        from tests.architecture.world import make_walked_world

        began = time.monotonic()
        with transaction.atomic():
            walked = make_walked_world()
            seconds = given.minutes * 60
            found = attack(walked, seconds=seconds, each=given.each, start=given.seed)
            transaction.set_rollback(True)
    finally:
        scratch.stop()
    print(f"seed {given.seed}, {time.monotonic() - began:.0f} s")
    print(found)
    for what, where in sorted({**found.failures, **found.slow}.items()):
        print(f"  {what}\n    {where}")
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())
