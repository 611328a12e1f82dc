"""The team of a programme, and its champion."""

import pytest
from django.utils import timezone

from mentorship.accounts.access import allows
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission, Role
from mentorship.audit.models import Event
from programmes.actions import LastLeadError, appoint_sponsor, join_team, leave_team
from programmes.actions.team import HasEndedError
from programmes.models import TeamMember
from tests.factories.programmes import ProgrammeFactory, TeamMemberFactory
from tests.programmes.races import both_at_once


def test_who_joins_the_team_may_do_what_the_role_says(world):
    member = join_team(
        programme=world.programme,
        person=world.mentor,
        role=Role.COORDINATOR,
        by=world.coordinator,
    )

    person = Person.objects.get(pk=world.mentor.pk)
    assert allows(person, Permission.MANAGE_PEOPLE, programme_id=world.programme.pk)
    assert not allows(person, Permission.MANAGE_PROGRAMME, programme_id=world.programme.pk)
    (event,) = Event.objects.about(member)
    assert event.changes == {"person": str(world.mentor.pk), "role": "coordinator"}


def test_joining_again_changes_nothing(world):
    again = {"programme": world.programme, "person": world.reviewer, "role": Role.REVIEWER}
    assert join_team(**again, by=None) == world.programme.team.get(role=Role.REVIEWER)
    assert not Event.objects.filter(kind="team.joined").exists()


def test_a_member_leaves(world):
    member = world.programme.team.get(role=Role.FACILITATOR)

    leave_team(member, by=world.coordinator, reason="Moved house")
    with pytest.raises(HasEndedError):
        leave_team(member, by=world.coordinator)

    stored = TeamMember.objects.get(pk=member.pk)
    assert (stored.ended_on, stored.ended_reason) == (timezone.localdate(), "Moved house")
    assert Event.objects.filter(kind="team.left").count() == 1
    person = Person.objects.get(pk=world.facilitator.pk)
    assert not allows(person, Permission.RECORD_ATTENDANCE)


def test_the_last_lead_stays_until_another_is_named(world):
    lead = world.programme.team.get(role=Role.LEAD_COORDINATOR)
    with pytest.raises(LastLeadError):
        leave_team(lead, by=world.coordinator)

    join_team(
        programme=world.programme,
        person=world.mentor,
        role=Role.LEAD_COORDINATOR,
        by=world.coordinator,
    )
    leave_team(lead, by=world.coordinator)

    assert world.programme.team.current().get(role=Role.LEAD_COORDINATOR).person == world.mentor


@pytest.mark.django_db(transaction=True)
def test_two_leads_who_leave_at_once_do_not_both_leave():
    programme = ProgrammeFactory.create()
    leads = [TeamMemberFactory.create(programme=programme) for _ in range(2)]

    failures = both_at_once(
        lambda: leave_team(leads[0], by=None), lambda: leave_team(leads[1], by=None)
    )

    assert [type(failure) for failure in failures] == [LastLeadError]
    assert programme.team.current().count() == 1


def test_a_sponsor_is_named_once(world):
    naming = {"programme": world.programme, "person": world.mentor, "by": world.coordinator}
    first = appoint_sponsor(**naming, position="Chief of staff")
    again = appoint_sponsor(**naming, position="Something else")

    assert again == first
    assert again.position == "Chief of staff"
    assert world.programme.sponsorships.current().count() == 2
    assert Event.objects.filter(kind="sponsor.appointed").count() == 1
