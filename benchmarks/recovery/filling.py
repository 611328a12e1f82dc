"""`python -m benchmarks.recovery.filling`: fill the database and the store before they are lost."""

import django

PEOPLE = 10_000
EVENTS = 60_000
FILES = 200
NEWCOMERS = 20
WORD = "only-for-this-drill"
COORDINATOR = f"p0@guild-{PEOPLE}.example"


def main() -> None:
    """Store a programme, its record, mail that waits, and files."""
    django.setup()
    from django.core.files.base import ContentFile
    from django.core.files.storage import default_storage
    from django.db import connection

    from benchmarks.people.programme import fill
    from mentorship.accounts.models import Person
    from programmes.actions import add_participant
    from programmes.enums import ParticipantRole

    programme = fill(PEOPLE)
    lead = programme.team.get().person
    lead.set_password(WORD)
    lead.save()
    cohort = programme.cohorts.get()
    for number in range(NEWCOMERS):
        person = Person.objects.create(name=f"New {number}", email=f"new{number}@new.example")
        person.memberships.create(organisation=programme.organisation, joined_on=cohort.starts_on)
        add_participant(cohort=cohort, person=person, role=ParticipantRole.MENTEE, by=None)
    for number in range(FILES):
        name = f"documents/{number % 16:x}/{number}"
        default_storage.save(name, ContentFile(bytes(50_000)))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_event (at, kind, about_kind, about_id, changes, request_id) "
            "SELECT now(), 'match.proposed', 'matching.match', gen_random_uuid(), "
            "jsonb_build_object('n', n), '' FROM generate_series(1, %s) n",
            [EVENTS],
        )


if __name__ == "__main__":
    main()
