"""Ways of looking at the list of people that are worth keeping."""

import pytest

from programmes.models import SavedView
from tests.factories.programmes import TeamMemberFactory

PEOPLE = "/programmes/leaders/people/"
ADD = f"{PEOPLE}views/add/?query=role%3Dmentor%26state%3D%26page%3D3%26evil%3D1%26cohort%3D"


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def keep(client, **facts):
    asked = client.get(ADD)
    query = asked.context["form"].initial["query"]
    return client.post(ADD, {"name": "Mentors", "query": query, **facts}, follow=True)


def test_a_view_is_kept_and_marked_where_one_looks_through_it(world, coordinator):
    page = keep(coordinator)

    view = SavedView.objects.get()
    assert view.query == "role=mentor&cohort="
    assert "Kept as “Mentors”." in page.text
    (link,) = page.context["views"]
    assert (link["label"], link["is_current"]) == ("Mentors", True)
    assert [row["name"] for row in page.context["rows"]] == ["Amara Okafor"]
    (other,) = coordinator.get(f"{PEOPLE}?cohort=").context["views"]
    assert not other["is_current"]


def test_a_name_is_kept_once(world, coordinator):
    keep(coordinator)
    again = keep(coordinator, name="MENTORS")
    assert "another view under this name" in again.text
    assert SavedView.objects.count() == 1


def test_the_team_sees_only_what_is_shared_and_changes_only_its_own(world, client_of, coordinator):
    keep(coordinator)
    view = SavedView.objects.get()
    colleague = client_of(TeamMemberFactory.create(programme=world.programme).person)
    assert colleague.get(PEOPLE).context["views"] == []

    change = f"{PEOPLE}views/{view.pk}/"
    coordinator.post(change, {"name": "All mentors", "is_shared": "on"})
    (link,) = colleague.get(PEOPLE).context["views"]
    assert (link["label"], link["whose"], link["change_url"]) == (
        "All mentors",
        "Catherine Ward",
        "",
    )
    assert colleague.get(change).status_code == 404
    assert colleague.post(f"{change}remove/").status_code == 404
    coordinator.post(f"{change}remove/")
    assert colleague.get(PEOPLE).context["views"] == []


def test_the_list_opens_with_the_view_one_chose(world, coordinator):
    keep(coordinator, is_default="on")
    assert coordinator.get(PEOPLE).headers["Location"] == f"{PEOPLE}?role=mentor&cohort="
    keep(coordinator, name="Another", is_default="on")
    assert SavedView.objects.filter(is_default=True).count() == 1


def test_an_outsider_keeps_nothing(world, client_of):
    assert client_of(world.mentor).get(ADD).status_code == 403
    assert client_of(world.stranger).get(ADD).status_code == 404


def test_a_question_too_long_to_keep_is_said_and_nothing_breaks(world, client_of):
    """Six letters of an address stand for each é, so that a short text makes a long question."""
    address = "/programmes/leaders/people/views/add/"
    asked = {"name": "Many", "query": "q=" + "é" * 400}
    page = client_of(world.coordinator).post(address, asked)
    assert "too many words" in page.text
    assert not SavedView.objects.filter(name="Many").exists()
