"""How long 10,000 rows take, and how much memory: `python -m benchmarks.imports.large`.

It writes to the database it is given: run it through `python -m mentorship.local.scratch`.
"""

import os
import resource
import time
from datetime import date

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
django.setup()

from django.db import connection  # noqa: E402  (Django is set up first)
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.imports import hostile  # noqa: E402
from mentorship.accounts.models import Organisation, Person  # noqa: E402
from programmes.actions.programmes import add_cohort, create_programme  # noqa: E402
from programmes.actions.table_import_work import go_on  # noqa: E402
from programmes.actions.table_imports import (  # noqa: E402
    TableFile,
    bring_table,
    say_what_it_means,
    start_apply,
    start_check,
)
from programmes.importing.answers import Answers  # noqa: E402
from programmes.importing.enums import DateOrder, ImportKind  # noqa: E402
from programmes.models import Import  # noqa: E402


def peak() -> str:
    """Return the most memory this process and its reader ever held."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return f"peak {own} MB, reader {child} MB"


def step(name: str, run: Import) -> None:
    """Do a step and say how long it took."""
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as queries:
        go_on(run.pk)
    run.refresh_from_db()
    seconds = time.perf_counter() - began
    tally = f"+{run.added} ~{run.changed} ={run.unchanged} !{run.refused}"
    print(f"{name}: {run.state} {seconds:.1f} s, {len(queries)} queries, {tally}, {peak()}")


def bring(content: bytes) -> Import:
    """Bring a file, read it, and say what it means."""
    organisation = Organisation.objects.get()
    programme = organisation.programmes.get()
    run = bring_table(
        TableFile("people.csv", content),
        kind=ImportKind.PEOPLE,
        organisation=organisation,
        programme=programme,
        by=Person.objects.order_by("joined_at").first(),
    )
    step("read", run)
    answers = Answers.from_json(run.answers)
    answers.date_order = DateOrder.DAY_FIRST
    say_what_it_means(run, answers, cohort=programme.cohorts.get())
    start_check(run)
    step("check", run)
    return run


def main() -> None:
    """Measure a hostile file, a good one, and the good one again."""
    call_command("migrate", verbosity=0)
    organisation = Organisation.objects.create(name="Large", slug="large")
    person = Person.objects.create_person(name="Pat", email="pat@example.org")
    print(f"begun: {peak()}")
    from mentorship.accounts.models import Membership

    Membership.objects.create(organisation=organisation, person=person, joined_on=date(2026, 1, 1))
    programme = create_programme(organisation=organisation, name="Leaders", by=person)
    add_cohort(
        programme, name="One", starts_on=date(2026, 1, 1), ends_on=date(2027, 1, 1), by=person
    )
    bring(hostile.table())
    for turn in ("first", "again"):
        print(f"good file, {turn}")
        run = bring(hostile.table(is_good=True))
        start_apply(run, by=person)
        step("apply", run)


if __name__ == "__main__":
    main()
