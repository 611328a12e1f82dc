"""The team's page."""

import pytest

from mentorship.accounts.permissions import Role
from programmes.models import TeamMember

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
