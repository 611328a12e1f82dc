"""A merge lets nobody into what somebody else has signed in to, and renames no one elsewhere."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from programmes.actions.merging import merge_people
from programmes.forms.merging import MergeForm
from programmes.merging import CannotMergeError
from tests.factories.accounts import MembershipFactory
from tests.factories.programmes import CohortFactory, MenteeFactory, TeamMemberFactory


@pytest.fixture
def private(world):
    """Return a record whose address is the coordinator's own, made to merge others into."""
    earlier = CohortFactory.create(programme=world.programme, name="Earlier")
    place = MenteeFactory.create(
        cohort=earlier, person__name="Jonas W", person__email="private@example.org"
    )
    return place.person


def merge(world, *, kept, gone, is_administrator=False, taken=()):
    return merge_people(
        kept=Person.objects.get(pk=kept.pk),
        gone=Person.objects.get(pk=gone.pk),
        organisation=world.organisation,
        by=world.coordinator,
        is_administrator=is_administrator,
        taken=taken,
    )


def has_signed_in(person):
    Person.objects.filter(pk=person.pk).update(last_login=timezone.now())


def test_no_coordinator_takes_over_what_somebody_signed_in_to(world, private):
    has_signed_in(world.mentee)
    with pytest.raises(CannotMergeError, match="has signed in"):
        merge(world, kept=private, gone=world.mentee)
    world.mentee_place.refresh_from_db()
    assert world.mentee_place.person == world.mentee
    merge(world, kept=world.mentee, gone=private)


def test_an_administrator_may_let_a_record_go_that_was_signed_in_to(world, private):
    has_signed_in(world.mentee)
    merge(world, kept=private, gone=world.mentee, is_administrator=True)


def test_a_role_that_begins_later_gives_nobody_a_way_in(world, private):
    TeamMemberFactory.create(
        programme__organisation=world.organisation,
        person=world.mentee,
        role=Role.LEAD_COORDINATOR,
        started_on=timezone.localdate() + timedelta(days=7),
    )
    with pytest.raises(CannotMergeError, match="only an administrator"):
        merge(world, kept=private, gone=world.mentee)


@pytest.mark.parametrize("why", ["signed in", "elsewhere"])
def test_who_chose_their_name_keeps_it(world, private, why):
    if why == "signed in":
        has_signed_in(world.mentee)
    else:
        MembershipFactory.create(organisation=world.other_organisation, person=world.mentee)
    kept = Person.objects.get(pk=world.mentee.pk)
    assert not MergeForm(kept=kept, gone=private, organisation=world.organisation).fields
    merge(world, kept=kept, gone=private, taken=["name", "time_zone"])
    kept.refresh_from_db()
    assert kept.name == "Jonas Weber"
