"""The team of a programme, and its champion."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from mentorship.accounts.access import allows
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission, Role
from mentorship.audit.models import Event
from programmes.actions import LastLeadError, appoint_sponsor, join_team, leave_team
from programmes.actions.team import HasEndedError, HeldTwiceError, change_dates
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


def ask(person, world):
    """Ask anew whether somebody may manage people, as the next request would."""
    return allows(
        Person.objects.get(pk=person.pk),
        Permission.MANAGE_PEOPLE,
        programme_id=world.programme.pk,
    )


def test_rights_begin_and_end_by_date_without_anything_running(world):
    today = timezone.localdate()
    join_team(
        programme=world.programme,
        person=world.mentor,
        role=Role.COORDINATOR,
        by=world.coordinator,
        started_on=today + timedelta(days=10),
        ended_on=today + timedelta(days=20),
    )
    for day, may in ((0, False), (9, False), (10, True), (19, True), (20, False)):
        noon = datetime.combine(today + timedelta(days=day), time(12), tzinfo=UTC)
        with time_machine.travel(noon):
            assert ask(world.mentor, world) is may, day


def test_who_is_in_the_team_or_comes_back_holds_a_role_once_at_a_time(world):
    today = timezone.localdate()
    again = {"programme": world.programme, "person": world.reviewer, "role": Role.REVIEWER}
    with pytest.raises(HeldTwiceError):
        join_team(**again, by=None, ended_on=today + timedelta(days=9))
    leave_team(world.programme.team.get(role=Role.REVIEWER), by=None)
    anew = join_team(**again, by=None)
    assert anew.started_on == today
    assert world.programme.team.filter(person=world.reviewer).count() == 2


def test_a_lead_plans_no_end_that_leaves_a_day_without_one(world):
    today = timezone.localdate()
    lead = world.programme.team.get(role=Role.LEAD_COORDINATOR)
    goes_on = today + timedelta(days=30)
    with pytest.raises(LastLeadError) as refused:
        leave_team(lead, by=world.coordinator, ended_on=goes_on)
    assert refused.value.day == goes_on
    with pytest.raises(LastLeadError):
        change_dates(lead, started_on=lead.started_on, ended_on=goes_on, by=world.coordinator)

    following = {"programme": world.programme, "person": world.mentor, "by": world.coordinator}
    late = join_team(
        **following, role=Role.LEAD_COORDINATOR, started_on=goes_on + timedelta(days=1)
    )
    with pytest.raises(LastLeadError):
        leave_team(lead, by=world.coordinator, ended_on=goes_on)

    change_dates(late, started_on=goes_on, ended_on=None, by=world.coordinator)
    leave_team(lead, by=world.coordinator, ended_on=goes_on, reason="Retires")

    assert TeamMember.objects.get(pk=lead.pk).ended_reason == "Retires"
    assert ask(world.coordinator, world)
    assert Event.objects.filter(kind="team.end_planned").count() == 1


def test_who_has_not_begun_is_called_off(world):
    member = TeamMemberFactory.create(
        programme=world.programme, started_on=timezone.localdate() + timedelta(days=9)
    )
    leave_team(member, by=world.coordinator, reason="Chose another post")
    assert member.is_past
    assert not member.is_to_come
    assert Event.objects.about(member).get().kind == "team.left"
    with pytest.raises(HasEndedError):
        leave_team(member, by=world.coordinator)


def test_a_lead_who_left_the_organisation_is_no_lead(world):
    gone = TeamMemberFactory.create(programme=world.programme)
    gone.person.memberships.update(ended_on=timezone.localdate())
    with pytest.raises(LastLeadError):
        leave_team(world.programme.team.get(person=world.coordinator), by=None)


def test_dates_change_and_the_end_is_taken_back(world):
    member = world.programme.team.get(role=Role.FACILITATOR)
    leave_team(member, by=None, ended_on=timezone.localdate() + timedelta(days=5), reason="Moves")
    change_dates(member, started_on=member.started_on, ended_on=None, by=world.coordinator)
    stored = TeamMember.objects.get(pk=member.pk)
    assert (stored.ended_on, stored.ended_reason) == (None, "")


def test_roles_in_two_programmes_and_organisations_stay_apart(world):
    other = ProgrammeFactory.create(organisation=world.organisation)
    for programme, role in (
        (other, Role.COORDINATOR),
        (world.programme, Role.FACILITATOR),
        (world.other_programme, Role.REVIEWER),
    ):
        TeamMemberFactory.create(programme=programme, person=world.mentor, role=role)
    person = Person.objects.get(pk=world.mentor.pk)
    assert allows(person, Permission.MANAGE_PEOPLE, programme_id=other.pk)
    assert not allows(person, Permission.MANAGE_PEOPLE, programme_id=world.programme.pk)
    assert not allows(person, Permission.MANAGE_PEOPLE, programme_id=world.other_programme.pk)
    leave_team(other.team.get(person=world.mentor), by=None)
    person = Person.objects.get(pk=world.mentor.pk)
    assert not allows(person, Permission.MANAGE_PEOPLE)
    assert allows(person, Permission.RECORD_ATTENDANCE, programme_id=world.programme.pk)
