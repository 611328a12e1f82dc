"""Bringing people into an organisation."""

import pytest
from django.utils import timezone

from mentorship.accounts.actions import add_person
from mentorship.accounts.models import Membership, Person
from mentorship.audit.models import Event
from tests.factories.accounts import OrganisationFactory, PersonFactory
from tests.programmes.races import both_at_once


def test_somebody_new_reads_as_the_organisation_does(world):
    world.organisation.time_zone = "Africa/Lagos"
    person = add_person(
        organisation=world.organisation,
        name="Kwame Mensah",
        email="Kwame@example.org",
        by=world.coordinator,
    )

    assert (person.email, str(person.time_zone)) == ("kwame@example.org", "Africa/Lagos")
    assert not person.has_usable_password()
    assert person.memberships.get().joined_on == timezone.localdate()
    kinds = set(Event.objects.filter(actor_id=world.coordinator.pk).values_list("kind", flat=True))
    assert kinds == {"accounts.person_added", "membership.began"}


def test_somebody_known_keeps_their_name_and_belongs_here_too(world):
    person = add_person(
        organisation=world.other_organisation, name="Amy O.", email=world.mentor.email, by=None
    )
    again = add_person(
        organisation=world.other_organisation, name="Amy", email=world.mentor.email, by=None
    )

    assert person == again == world.mentor
    assert Person.objects.get(pk=person.pk).name == "Amara Okafor"
    assert person.memberships.count() == 2


def test_somebody_who_had_left_belongs_again(world):
    world.mentor.memberships.update(ended_on=timezone.localdate(), ended_reason="Moved")
    add_person(
        organisation=world.organisation,
        name="Amara",
        email=world.mentor.email,
        by=world.coordinator,
    )

    membership = Membership.objects.get(person=world.mentor)
    assert (membership.ended_on, membership.ended_reason) == (None, "")
    assert Event.objects.filter(kind="membership.renewed").exists()


def test_two_people_without_an_address_are_two(world):
    for _ in range(2):
        add_person(organisation=world.organisation, name="Kim", by=None)
    assert Person.objects.filter(name="Kim", email=None).count() == 2


@pytest.mark.django_db(transaction=True)
def test_somebody_added_twice_at_once_is_one_person():
    organisation = OrganisationFactory.create()

    def add():
        add_person(organisation=organisation, name="Kwame", email="kwame@example.org", by=None)

    assert both_at_once(add, add) == []
    assert Person.objects.filter(email="kwame@example.org").count() == 1
    assert Membership.objects.count() == 1


def test_a_name_may_be_shared(world):
    PersonFactory.create(name="Kim Lee", email="kim@example.org")
    other = add_person(
        organisation=world.organisation, name="Kim Lee", email="lee@example.org", by=None
    )
    assert other.email == "lee@example.org"
