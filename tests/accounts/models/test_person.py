"""People, and what the database refuses of them."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mentorship.accounts.models import Membership, Organisation, OrganisationRole, Person
from tests.factories.accounts import (
    MembershipFactory,
    OrganisationRoleFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


def test_addresses_are_kept_in_lower_case():
    person = Person.objects.create_person(name="Amara", email=" Amara@Example.ORG ")
    assert person.email == "amara@example.org"
    assert Person.objects.get_by_natural_key("AMARA@example.org") == person
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(email="Amara@example.org")


def test_an_address_is_one_persons_but_several_may_have_none():
    PersonFactory.create(email="amara@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonFactory.create(email="AMARA@example.org")
    PersonFactory.create_batch(2, email=None)


def test_everybody_has_a_name():
    with pytest.raises(IntegrityError):
        PersonFactory.create(name="")


@pytest.mark.parametrize(
    ("name", "short", "initials"),
    [("Amara Okafor", "Amara", "AO"), ("Plato", "Plato", "P"), ("Ana de la Cruz", "Ana", "AC")],
)
def test_what_people_are_called(name, short, initials):
    person = Person(name=name)
    assert (str(person), person.short_name, person.initials) == (name, short, initials)


def test_without_a_password_nobody_gets_in_by_one():
    person = PersonFactory.create()
    assert not person.has_usable_password()
    assert PersonFactory.create(password="a long enough secret").check_password(
        "a long enough secret"
    )


def test_who_can_sign_in():
    can, no_address, shut_out = (
        PersonFactory.create(),
        PersonFactory.create(email=None),
        PersonFactory.create(is_active=False),
    )
    assert [person.can_sign_in for person in (can, no_address, shut_out)] == [True, False, False]
    assert list(Person.objects.who_can_sign_in()) == [can]


def test_people_are_sorted_by_name_whatever_its_capitals():
    for name in ("bea", "Ada", "Cleo"):
        PersonFactory.create(name=name)
    assert [str(person) for person in Person.objects.get_queryset().by_name()] == [
        "Ada",
        "bea",
        "Cleo",
    ]


def test_people_see_themselves_and_their_organisations(world):
    assert list(Person.objects.visible_to(world.stranger)) == [world.stranger]
    assert list(Organisation.objects.visible_to(world.stranger)) == [world.other_organisation]
    world.stranger.memberships.update(ended_on=timezone.localdate())
    assert not Organisation.objects.visible_to(world.stranger).exists()


def test_a_membership_is_one_per_person_and_reference():
    membership = MembershipFactory.create(external_ref="E-7")
    organisation = membership.organisation
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory.create(organisation=organisation, person=membership.person)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory.create(organisation=organisation, external_ref="E-7")
    MembershipFactory.create(external_ref="E-7")
    MembershipFactory.create_batch(2, organisation=organisation)


def test_a_membership_ends_after_it_began():
    membership = MembershipFactory.create()
    Membership.objects.update(ended_on=membership.joined_on)
    assert not Membership.objects.current().exists()
    with pytest.raises(IntegrityError):
        Membership.objects.update(ended_on="1999-12-31")


def test_an_organisation_role_is_known_and_held_once():
    held = OrganisationRoleFactory.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationRoleFactory.create(membership=held.membership)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganisationRoleFactory.create(role="king")
    OrganisationRole.objects.update(ended_on=timezone.localdate())
    OrganisationRoleFactory.create(membership=held.membership)
