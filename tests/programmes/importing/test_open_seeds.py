"""The record of Open Seeds through the ordinary importer: again, it changes nothing."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from programmes.actions.record_import import COHORT_STARTS, ImportReport, import_programme
from programmes.enums import CohortState
from programmes.models import Cohort, Contribution, Participant, Profile

RECORD = Path(settings.BASE_DIR) / "examples/open-seeds"
COHORTS = [
    f"--new-cohort={number}={first}:{first + timedelta(weeks=16, days=-3)}"
    for number, first in COHORT_STARTS.items()
]


def import_people(world, *more):
    call_command(
        "import_table",
        RECORD / "people.csv",
        "--organisation=guildhall",
        "--programme=leaders",
        "--kind=members",
        "--map=person=reference",
        *more,
    )


def import_roles(world, *more):
    call_command(
        "import_table",
        RECORD / "roles.csv",
        "--organisation=guildhall",
        "--programme=leaders",
        "--kind=roles",
        "--role=participant=mentee",
        *more,
    )


def test_people_and_roles_become_five_cohorts_and_again_nothing_changes(world, capsys):
    Participant.objects.all().delete()
    world.cohort.delete()
    members = world.organisation.memberships.count()
    import_people(world)
    assert "378 rows: 378 added, 0 changed, 0 unchanged, 0 refused" in capsys.readouterr().out
    assert world.organisation.memberships.count() == members + 378
    assert Profile.objects.exclude(country_code="").count() == 363
    import_roles(world, *COHORTS)
    assert "777 rows: 777 added" in capsys.readouterr().out
    assert Cohort.objects.filter(programme=world.programme, state=CohortState.CLOSED).count() == 5
    assert Participant.objects.count() + Contribution.objects.count() == 777

    import_people(world)
    import_roles(world)
    said = capsys.readouterr().out
    assert "378 rows: 0 added, 0 changed, 378 unchanged, 0 refused" in said
    assert "777 rows: 0 added, 0 changed, 777 unchanged, 0 refused" in said
    assert said.count("0 changes written.") == 2


def seats_of(programme):
    """Return who did what in which cohort, by the record's own names."""
    found = set()
    for seats in (Participant.objects, Contribution.objects):
        found |= set(
            seats.filter(cohort__programme=programme).values_list(
                "person__name", "cohort__number", "role"
            )
        )
    return found


def test_it_finds_the_same_places_as_the_importer_of_the_whole_record(world):
    Participant.objects.all().delete()
    world.cohort.delete()
    whole = import_programme(
        RECORD, report=ImportReport(), by=None, organisation=world.other_organisation
    )
    import_people(world)
    import_roles(world, *COHORTS)
    assert len(seats_of(whole)) == 777
    assert seats_of(world.programme) == seats_of(whole)
    facts = ("number", "state", "starts_on", "ends_on", "closed_at")
    assert list(world.programme.cohorts.values_list(*facts)) == list(
        whole.cohorts.values_list(*facts)
    )
    places = Participant.objects.filter(cohort__programme=world.programme)
    same = ("person__name", "role", "state", "joined_on", "ended_on", "moved_at")
    theirs = Participant.objects.filter(cohort__programme=whole)
    assert set(places.values_list(*same)) == set(theirs.values_list(*same))
