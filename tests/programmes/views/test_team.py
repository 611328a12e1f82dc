"""The team's page."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from mentorship.accounts.permissions import Role
from programmes.models import Participant, TeamMember
from tests.factories.programmes import TeamMemberFactory

TEAM = "/programmes/leaders/team/"


@pytest.fixture
def lead(world, client_of):
    return client_of(world.coordinator)


def test_the_page_shows_team_and_sponsors(lead):
    page = lead.get(TEAM)
    for words in ("Catherine Ward", "Lead coordinator", "Helena Sørensen", "Chief people officer"):
        assert words in page.text


def test_a_lead_adds_somebody_to_the_team(world, lead):
    form = {"name": "Omar Haddad", "email": "omar@example.org", "role": Role.COORDINATOR}
    page = lead.post(f"{TEAM}add/", form, follow=True)

    assert "Omar Haddad is in the team." in page.text
    assert world.programme.team.current().filter(person__name="Omar Haddad").exists()


def test_nobody_becomes_administrator_through_a_programme(world, lead):
    form = {"name": "Omar Haddad", "email": "omar@example.org", "role": Role.ADMINISTRATOR}
    assert lead.post(f"{TEAM}add/", form).status_code == 200
    assert not TeamMember.objects.filter(person__name="Omar Haddad").exists()


def test_somebody_leaves_the_team_but_not_its_last_lead(world, lead):
    reviewer = world.programme.team.get(role=Role.REVIEWER)
    last = world.programme.team.get(role=Role.LEAD_COORDINATOR)

    ending = {"when": "now", "reason": "Moved house"}
    left = lead.post(f"{TEAM}{reviewer.pk}/leave/", ending, follow=True)
    stays = lead.post(f"{TEAM}{last.pk}/leave/", ending, follow=True)

    assert "Ruth Levi has left the team." in left.text
    assert "Somebody has to lead" in stays.text
    again = lead.post(f"{TEAM}{reviewer.pk}/leave/", ending, follow=True)
    assert "You ended Ruth Levi’s time in the team at" in again.text


def test_a_sponsor_is_named(world, lead):
    world.programme.sponsorships.all().delete()
    assert "Nobody champions Leaders yet" in lead.get("/programmes/leaders/").text

    form = {"name": "Ines Rossi", "email": "ines@example.org", "position": "COO"}
    page = lead.post("/programmes/leaders/sponsor/add/", form, follow=True)

    assert "Ines Rossi stands for Leaders." in page.text
    assert "Nobody champions Leaders yet" not in lead.get("/programmes/leaders/").text


@pytest.mark.parametrize("who", ["reviewer", "facilitator", "administrator"])
def test_others_of_the_programme_read_but_change_nothing(world, client_of, who):
    client = client_of(getattr(world, who))
    member = world.programme.team.get(role=Role.REVIEWER)

    assert "Add to the team" not in client.get(TEAM).text
    for address in (f"{TEAM}add/", "/programmes/leaders/sponsor/add/"):
        assert client.get(address).status_code == 403
    assert client.post(f"{TEAM}{member.pk}/leave/").status_code == 403


def member_of(world, role):
    return world.programme.team.get(role=role)


def test_the_page_shows_who_comes_who_leaves_and_who_left(world, lead):
    today = timezone.localdate()
    TeamMemberFactory.create(
        programme=world.programme, person__name="Sooner Later", started_on=today + timedelta(days=9)
    )
    TeamMemberFactory.create(
        programme=world.programme,
        person__name="Long Gone",
        ended_on=today - timedelta(days=5),
        ended_reason="Moved to Lisbon",
    )
    page = lead.get(TEAM).text
    assert page.index("Soon in the team") < page.index("Sooner Later")
    assert page.index("Were in the team") < page.index("Long Gone") < page.index("Moved to Lisbon")


def test_somebody_joins_from_a_day_ahead_and_wrong_days_keep_what_was_typed(world, lead):
    today = timezone.localdate()
    typed = {
        "name": "Omar Haddad",
        "email": "omar@example.org",
        "role": Role.COORDINATOR,
        "started_on": today + timedelta(days=9),
        "last_day": today + timedelta(days=8),
    }
    wrong = lead.post(f"{TEAM}add/", typed)
    assert "The last day must not come before the first." in wrong.text
    assert 'value="Omar Haddad"' in wrong.text
    right = lead.post(f"{TEAM}add/", typed | {"last_day": today + timedelta(days=9)}, follow=True)
    assert "is in the team from" in right.text
    member = world.programme.team.get(person__name="Omar Haddad")
    assert member.last_day == member.started_on == today + timedelta(days=9)


def test_roles_are_explained_in_words(lead):
    page = lead.get(f"{TEAM}add/").text
    assert "runs sessions, and ticks who was there" in page
    assert "say who was at a session" in page


def test_an_end_is_planned_with_who_takes_over(world, lead):
    today = timezone.localdate()
    second = TeamMemberFactory.create(programme=world.programme, role=Role.COORDINATOR)
    Participant.objects.update(coordinator=second)
    address = f"{TEAM}{second.pk}/leave/"
    heir = member_of(world, Role.LEAD_COORDINATOR)

    assert "They look after 2 people, who need somebody else." in lead.get(address).text
    without_day = lead.post(address, {"when": "later", "reason": "Retires", "heir": heir.pk})
    assert "Please say which day is their last." in without_day.text
    form = {"when": "later", "last_day": today, "reason": "Retires", "heir": heir.pk}
    lead.post(address, form, follow=True)

    stored = TeamMember.objects.get(pk=second.pk)
    assert (stored.last_day, stored.ended_reason) == (today, "Retires")
    assert stored.is_current
    assert set(Participant.objects.values_list("coordinator", flat=True)) == {heir.pk}


def test_dates_are_changed_but_not_so_that_nobody_leads(world, lead):
    last = member_of(world, Role.LEAD_COORDINATOR)
    dates = {"started_on": last.started_on, "last_day": timezone.localdate() + timedelta(days=3)}
    refused = lead.post(f"{TEAM}{last.pk}/dates/", dates)
    assert "Please name another lead first." in refused.text
    reviewer = member_of(world, Role.REVIEWER)
    saved = lead.post(
        f"{TEAM}{reviewer.pk}/dates/", dates | {"started_on": reviewer.started_on}, follow=True
    )
    assert "The dates of Ruth Levi are saved." in saved.text


def test_a_session_keeps_no_rights_beyond_the_last_day(world, client_of):
    second = TeamMemberFactory.create(
        programme=world.programme,
        role=Role.COORDINATOR,
        ended_on=timezone.localdate() + timedelta(days=3),
    )
    client = client_of(second.person)
    assert client.get("/programmes/leaders/people/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert client.get("/programmes/leaders/people/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert client.get("/programmes/leaders/people/").status_code == 404


def test_the_page_makes_as_many_queries_for_one_as_for_many(
    world, lead, django_assert_max_num_queries
):
    lead.get(TEAM)
    with django_assert_max_num_queries(40) as few:
        lead.get(TEAM)
    TeamMemberFactory.create_batch(30, programme=world.programme)
    with django_assert_max_num_queries(40) as many:
        lead.get(TEAM)
    assert len(many) == len(few)
