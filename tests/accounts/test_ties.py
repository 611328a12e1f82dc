"""An organisation that only adds an address gets at nothing of what its owner is elsewhere."""

import pytest
from django.utils import timezone

from mentorship.accounts.actions.erasing import ask_for_erasure
from mentorship.accounts.models import Membership, Person
from mentorship.accounts.privacy.erasing.preview import preview_of
from mentorship.accounts.ties import is_known_elsewhere, ties_of
from mentorship.accounts.viewing.queries import Obstacle, obstacle
from mentorship.api.scim.schemas import PATCH
from mentorship.api.scim.wanted import USER
from tests.api.given import program_of
from tests.factories.accounts import MembershipFactory, PersonFactory
from tests.factories.choosing import ApplicationFactory
from tests.factories.programmes import (
    CohortFactory,
    ParticipantFactory,
    SponsorshipFactory,
    TeamMemberFactory,
)

pytestmark = pytest.mark.django_db

KNOWS = "Another organisation knows this person too"


def made_member(world, person):
    """Let the world's directory add somebody by the address alone, and return their address there.

    That is all an organisation needs for it.
    """
    sent = {
        "schemas": [USER],
        "userName": person.email,
        "name": {"formatted": "Somebody"},
        "emails": [{"value": person.email, "primary": True}],
    }
    told = program_of(world).ask("POST", "scim/v2/Users", sent).told
    assert told["active"] is True
    return f"scim/v2/Users/{told['id']}"


def replaced(value):
    return {"schemas": [PATCH], "Operations": [{"op": "replace", "value": value}]}


@pytest.fixture
def guest(world):
    """Make somebody who takes part in another organisation's programme, and belongs nowhere."""
    cohort = CohortFactory.create(programme=world.other_programme)
    person = ParticipantFactory.create(cohort=cohort, person=PersonFactory.create()).person
    person.memberships.all().delete()
    return person


@pytest.mark.parametrize(
    ("factory", "where"),
    [
        (ParticipantFactory, "cohort__programme"),
        (TeamMemberFactory, "programme"),
        (SponsorshipFactory, "programme"),
        (ApplicationFactory, "cohort__programme"),
    ],
)
def test_whatever_somebody_does_in_a_programme_ties_them_to_its_organisation(world, factory, where):
    person = PersonFactory.create()
    factory.create(person=person, **{where: world.other_programme})
    person.memberships.all().delete()
    assert ties_of([person]) == {world.other_organisation.pk}
    assert is_known_elsewhere([person], world.organisation)


def test_what_ended_still_ties_and_holds_no_more(world, guest):
    today = timezone.localdate()
    guest.places.update(ended_on=today, joined_on=today, state="withdrawn")
    assert ties_of([guest], now=True) == set()
    assert ties_of([guest]) == {world.other_organisation.pk}
    MembershipFactory.create(person=guest, organisation=world.organisation)
    assert ties_of([guest], now=True) == {world.organisation.pk}


def test_a_directory_cannot_take_over_who_takes_part_elsewhere(world, guest):
    """Else it would add them, change their address to its own, and ask for a code there."""
    address, before = made_member(world, guest), guest.email
    moved = program_of(world).ask(
        "PATCH", address, replaced({"emails": [{"value": "eve@example.org"}]})
    )
    assert (moved.status_code, moved.told["scimType"]) == (409, "mutability")
    assert Person.objects.get(pk=guest.pk).email == before


def test_a_directory_cannot_shut_out_who_takes_part_elsewhere(world, guest):
    program_of(world).ask("DELETE", made_member(world, guest))
    assert Person.objects.get(pk=guest.pk).is_active
    assert Membership.objects.get(person=guest).ended_on is not None


def test_nobody_looks_as_who_takes_part_elsewhere(world, guest):
    made_member(world, guest)
    assert obstacle(world.administrator, guest) == Obstacle.ELSEWHERE


def test_who_is_known_elsewhere_is_erased_by_their_own_wish_alone(world, guest):
    """Else an organisation could add somebody and have their record elsewhere erased."""
    made_member(world, guest)
    guest.places.update(ended_on=timezone.localdate(), state="withdrawn")
    asked = ask_for_erasure(guest, organisation=world.organisation, by=world.administrator)
    preview = preview_of(asked, reader=world.administrator)
    assert any(KNOWS in each.sentence for each in preview.obstacles)
    assert not preview.is_ready

    asked.asked_by = guest
    preview = preview_of(asked, reader=world.administrator)
    assert not any(KNOWS in each.sentence for each in preview.obstacles)
