"""Where everybody lands after signing in."""

import pytest

from tests.factories.programmes import ProgrammeFactory, TeamMemberFactory


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("mentor", "/home/"),
        ("mentee", "/home/"),
        ("reviewer", "/home/"),
        ("facilitator", "/home/"),
        ("stranger", "/home/"),
        ("sponsor", "/home/"),
        ("coordinator", "/programmes/leaders/"),
        ("administrator", "/programmes/leaders/"),
        ("other_coordinator", "/programmes/captains/"),
    ],
)
def test_everybody_lands_where_their_day_begins(world, client_of, who, where):
    answer = client_of(getattr(world, who)).get("/")
    assert (answer.status_code, answer.headers["Location"]) == (302, where)


def test_who_runs_several_programmes_chooses_and_is_remembered(world, client_of):
    other = ProgrammeFactory.create(organisation=world.organisation)
    TeamMemberFactory.create(programme=other, person=world.coordinator)
    client = client_of(world.coordinator)

    assert client.get("/").headers["Location"] == "/programmes/"
    client.get(f"/programmes/{other.slug}/")
    assert client.get("/").headers["Location"] == f"/programmes/{other.slug}/"


def test_who_has_not_signed_in_is_asked_to(client, db):
    assert client.get("/").headers["Location"] == "/accounts/login/?next=/"
