"""What the team puts on Today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from programmes.models import Participant
from programmes.needs import Urgency
from programmes.team.needs import needs_of_team
from tests.factories.programmes import ParticipantFactory, TeamMemberFactory


@pytest.fixture
def needs(world):
    def ask(person=world.coordinator):
        fresh = Person.objects.get(pk=person.pk)
        return {need.key: need for need in needs_of_team(world.programme, fresh)}

    return ask


@pytest.fixture
def lead(world):
    return world.programme.team.get(person=world.coordinator)


@pytest.mark.parametrize(
    ("days", "urgency"), [(31, None), (30, Urgency.SOON), (8, Urgency.SOON), (7, Urgency.NOW)]
)
def test_a_lead_who_leaves_without_another_is_told_thirty_days_before(needs, lead, days, urgency):
    lead.ended_on = timezone.localdate() + timedelta(days=days)
    lead.save()
    need = needs().get("programmes.team.lead")
    assert (need.urgency if need else None) == urgency


def test_a_lead_with_a_successor_may_leave_unnoticed(world, needs, lead):
    lead.ended_on = timezone.localdate() + timedelta(days=9)
    lead.save()
    follower = TeamMemberFactory.create(programme=world.programme, started_on=lead.ended_on)
    assert needs() == {} or "programmes.team.lead" not in needs()
    follower.person.memberships.update(ended_on=timezone.localdate())
    assert "programmes.team.lead" in needs()


def test_who_coordinates_alone_is_not_asked_to_share_people_out(world, needs, lead):
    assert needs() == {}
    ParticipantFactory.create(cohort=world.cohort, coordinator=lead)
    assert needs()["programmes.caseloads"].title == "2 people are in nobody’s caseload"


def test_people_in_nobodys_caseload_are_told_to_who_may_share_them_out(world, needs, lead):
    second = TeamMemberFactory.create(programme=world.programme, role=Role.COORDINATOR)
    assert needs()["programmes.caseloads"].url == "/programmes/leaders/caseloads/"
    assert "programmes.caseloads" in needs(second.person)
    assert needs(world.reviewer) == {}
    Participant.objects.update(coordinator=second)
    assert needs() == {}
