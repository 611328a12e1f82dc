"""A table tells nobody, and changes nothing, of people who are not the importer's to know."""

import pytest

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from programmes.actions.merging import merge_people
from programmes.enums import ParticipantRole
from programmes.importing.enums import ImportKind
from programmes.importing.pages import row_lines
from tests.factories.accounts import MembershipFactory, OrganisationRoleFactory, PersonFactory
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    TeamMemberFactory,
)
from tests.programmes.importing.tables import applied, as_csv, brought, complaints, warnings


@pytest.fixture
def elsewhere(world):
    """Return somebody of another programme of the organisation, who has no address."""
    cohort = CohortFactory.create(programme__organisation=world.organisation)
    person = PersonFactory.create(name="Nell Nobody", email=None)
    MembershipFactory.create(organisation=world.organisation, person=person, external_ref="E-1")
    return ParticipantFactory.create(cohort=cohort, person=person).person


def test_nobody_gives_an_address_to_sign_in_by_to_somebody_of_another_programme(world, elsewhere):
    table = as_csv(
        ("Staff no", "Name", "E-mail", "Role"), ("E-1", "Nell", "mine@example.org", "mentee")
    )
    run = brought(world, table)
    assert complaints(run) == [(2, "email", "not_yours")]
    applied(run, world)
    elsewhere.refresh_from_db()
    assert (elsewhere.name, elsewhere.email) == ("Nell Nobody", None)


def test_nobody_renames_somebody_of_another_programme(world, elsewhere):
    run = brought(world, as_csv(("Staff no", "Name", "Role"), ("E-1", "Nell", "mentee")))
    applied(run, world)
    elsewhere.refresh_from_db()
    assert elsewhere.name == "Nell Nobody"


@pytest.mark.parametrize("work", ["oversees", "coordinates"])
def test_who_works_elsewhere_in_the_organisation_is_not_the_importers_to_change(world, work):
    member = MembershipFactory.create(organisation=world.organisation, external_ref="W-1")
    Person.objects.filter(pk=member.person_id).update(email=None, name="Wanda Works")
    if work == "oversees":
        OrganisationRoleFactory.create(membership=member)
    else:
        TeamMemberFactory.create(
            programme__organisation=world.organisation,
            person=member.person,
            role=Role.COORDINATOR,
        )
    table = as_csv(
        ("Staff no", "Name", "E-mail", "Role"), ("W-1", "Wanda", "mine@example.org", "mentor")
    )
    applied(brought(world, table), world)
    assert Person.objects.get(pk=member.person_id).email is None


@pytest.mark.parametrize("kind", ImportKind.values)
def test_a_check_does_not_tell_strangers_from_those_whom_nobody_knows(world, kind):
    """Known to another organisation, or to none: every line about them reads the same."""

    def lines(email):
        header = ("Name", "E-mail", "Role", "Cohort", "Job", "Time zone")
        rows = [
            ("Sam", email, "mentor", "", "Nurse", "Europe/Paris"),
            ("Samuel", email, "mentee", "", "Doctor", "Europe/Rome"),
            ("", email, "mentee", "", "", ""),
        ]
        run = brought(world, as_csv(header, *rows), kind=kind)
        told = str(row_lines(run, run.rows.order_by("number")))
        outcomes = list(run.rows.order_by("number").values_list("outcome", flat=True))
        return told.replace(email, "…"), outcomes, complaints(run), warnings(run)

    assert lines(world.stranger.email) == lines("nobody@example.org")


def test_a_check_of_addresses_alone_refuses_strangers_as_it_refuses_the_unknown(world):
    rows = [(world.stranger.email, "mentor"), ("nobody@example.org", "mentor")]
    run = brought(world, as_csv(("E-mail", "Role"), *rows))
    assert complaints(run) == [(2, "name", "nameless"), (3, "name", "nameless")]


def test_the_address_of_a_record_that_was_merged_leads_to_the_one_kept(world):
    earlier = CohortFactory.create(programme=world.programme, name="Earlier")
    gone = MenteeFactory.create(cohort=earlier, person__email="jonas@old.example").person
    merge_people(
        kept=world.mentee,
        gone=gone,
        organisation=world.organisation,
        by=world.coordinator,
        is_administrator=False,
    )
    table = as_csv(("Name", "E-mail", "Role"), ("Jonas", "jonas@old.example", "mentor"))
    run = brought(world, table)
    assert complaints(run) == []
    applied(run, world)
    assert not gone.places.exists()
    assert world.cohort.participants.filter(
        person=world.mentee, role=ParticipantRole.MENTOR
    ).exists()
    world.mentee.refresh_from_db()
    assert world.mentee.email == "jonas@example.org"
