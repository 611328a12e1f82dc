"""Fills a record, seals it, verifies it, and tampers with it in a hundred drawn places.

`python -m benchmarks.audit [--events 100000] [--places 100] [--seed 1]` makes a throw-away
database. Each place is tampered with as its owner could, with the guards of the database switched
off, and taken back afterwards; it is found where verifying names that event or seal first. A head
hash that was printed before serves as the copy kept elsewhere. Ends with 0 when all were found.
`figures.txt` keeps what it printed last.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from mentorship.local.scratch import Scratch

_FILL = """
    INSERT INTO audit_event (id, at, kind, about_kind, about_id, actor_id, organisation_id,
                             changes, request_id, salt)
    SELECT nextval('audit_event_id_seq') + each / 50, now() - each * interval '1 second',
           'participant.accepted', 'programmes.participant', gen_random_uuid(), gen_random_uuid(),
           gen_random_uuid(), '{"from": "applied", "to": "accepted"}', gen_random_uuid(),
           gen_random_uuid()
      FROM generate_series(1, %s) AS each
"""


@contextmanager
def scratch_database() -> Iterator[None]:
    """Start services of our own, and stop them."""
    scratch = Scratch({})
    os.environ.update(scratch.start())
    os.environ["LOG_LEVEL"] = "ERROR"
    try:
        import django

        django.setup()
        from django.db import connection

        connection.creation.create_test_db(verbosity=0)
        yield
        connection.creation.destroy_test_db("", verbosity=0)
    finally:
        scratch.stop()


def fill(events: int) -> list[int]:
    """Make so many events, with an id left free after every fiftieth, and return the free ids."""
    from django.db import connection

    from mentorship.audit.models import Event

    with connection.cursor() as cursor:
        cursor.execute(_FILL, [events])
        cursor.execute(
            "SELECT setval('audit_event_id_seq', (SELECT max(id) FROM audit_event));"
            "ANALYZE audit_event"
        )
    numbers = set(Event.objects.values_list("pk", flat=True))
    return sorted(set(range(min(numbers), max(numbers))) - numbers)


def drill(free: list[int], *, count: int, seed: int) -> Counter[str]:
    """Tamper in each place and count, by the way it was done, where it was not found or named."""
    from django.db import transaction

    from benchmarks.audit.tampering import places, tamper
    from mentorship.audit.models import Event, Seal
    from mentorship.audit.verifying import verify

    events = list(Event.objects.order_by("pk").values_list("pk", flat=True))
    seals = list(Seal.objects.values_list("number", flat=True))
    known = bytes(Seal.objects.latest("number").hash).hex()
    missed: Counter[str] = Counter()
    for place in places(events, seals, free, count=count, seed=seed):
        with transaction.atomic():
            tamper(place)
            found = verify(known_head=known).finding
            transaction.set_rollback(True)
        # That the last seal went is seen by the copy of its hash alone, which names no seal.
        is_end = place.way == "seal: taken away" and place.seal == seals[-1]
        is_row = found and place.event == found.event and place.seal in {None, found.seal}
        missed[place.way] += not (found and (is_end or is_row))
    return missed


def main() -> int:
    """Fill, seal, verify, tamper, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--places", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with scratch_database():
        from mentorship.audit.sealing import seal_what_is_final
        from mentorship.audit.verifying import verify

        free = fill(asked.events)
        began = time.monotonic()
        seals = seal_what_is_final()
        sealed_in = time.monotonic() - began
        began = time.monotonic()
        verdict = verify()
        verified_in = time.monotonic() - began
        print(f"{verdict.events} events sealed in {sealed_in:.1f} s, under {len(seals)} seals")
        print(
            f"{verdict.events} events verified in {verified_in:.1f} s: {verdict.finding or 'whole'}"
        )
        missed = drill(free, count=asked.places, seed=asked.seed)
    for way, count in missed.items():
        print(f"  {way:20}{'each found and named' if not count else f'{count} MISSED'}")
    found = asked.places - missed.total()
    print(f"tampered places found and named: {found} of {asked.places}")
    return 0 if found == asked.places and verdict.finding is None else 1


if __name__ == "__main__":
    sys.exit(main())
