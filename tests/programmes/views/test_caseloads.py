"""Who looks after whom, and sharing out."""

import pytest

from mentorship.accounts.permissions import Role
from programmes.models import Participant
from tests.factories.programmes import MenteeFactory, TeamMemberFactory

CASELOADS = "/programmes/leaders/caseloads/"


@pytest.fixture
def second(world):
    return TeamMemberFactory.create(
        programme=world.programme, role=Role.COORDINATOR, person__name="Zoe Second"
    )


@pytest.fixture
def client(world, client_of):
    return client_of(world.coordinator)


def test_the_page_says_who_has_whom_and_who_has_nobody(world, client, second):
    MenteeFactory.create(cohort=world.cohort, coordinator=second)
    page = client.get(CASELOADS).text
    assert "2 people are in nobody’s caseload." in page
    assert "1 mentee" in page
    assert "Zoe Second" in page


def test_a_selection_is_given_to_another(world, client, second):
    address = f"{CASELOADS}nobody/"
    assert "Amara Okafor" in client.get(address).text
    form = {"people": [world.mentor_place.pk], "to": second.pk}
    page = client.post(address, form, follow=True).text
    assert "Zoe Second looks after 1 more person." in page
    assert "Amara Okafor" in client.get(f"{CASELOADS}{second.pk}/").text

    form = {"people": [world.mentor_place.pk], "to": "nobody"}
    client.post(f"{CASELOADS}{second.pk}/", form)
    assert Participant.objects.get(pk=world.mentor_place.pk).coordinator is None


def test_who_ticks_nobody_is_told_and_the_others_stay_ticked(world, client, second):
    address = f"{CASELOADS}nobody/"
    assert "Tick at least one person." in client.post(address, {"to": second.pk}).text
    bad = client.post(address, {"people": [world.mentor_place.pk], "to": "king"}).text
    assert f'value="{world.mentor_place.pk}" checked' in bad


def test_nobody_of_another_programme_is_given_away(world, client, second):
    theirs = MenteeFactory.create(cohort__programme=world.other_programme)
    page = client.post(f"{CASELOADS}nobody/", {"people": [theirs.pk], "to": second.pk})
    assert page.status_code == 200
    assert Participant.objects.get(pk=theirs.pk).coordinator is None


def test_sharing_out_is_shown_first_and_refused_when_it_changed(world, client, second):
    asked = client.get(f"{CASELOADS}rebalance/").text
    assert "2 people would move" in asked
    assert "has nobody to ask yet" in asked
    stale = client.post(f"{CASELOADS}rebalance/", {"fingerprint": "other"}).text
    assert "Something has changed meanwhile." in stale
    seen = asked.split('name="fingerprint" value="')[1].split('"')[0]
    done = client.post(f"{CASELOADS}rebalance/", {"fingerprint": seen}, follow=True).text
    assert "2 people have a new coordinator." in done
    assert "The caseloads are fair" in client.get(f"{CASELOADS}rebalance/").text


@pytest.mark.parametrize(
    ("who", "status"),
    [("reviewer", 403), ("facilitator", 403), ("mentor", 403), ("stranger", 404)],
)
def test_others_see_no_caseloads(world, client_of, who, status):
    client = client_of(getattr(world, who))
    for address in ("", "nobody/", "rebalance/"):
        assert client.get(f"{CASELOADS}{address}").status_code == status


def test_a_coordinator_of_another_organisation_finds_nothing(world, client_of):
    client = client_of(world.other_coordinator)
    of_ours = world.programme.team.get(role=Role.LEAD_COORDINATOR)
    assert client.get(CASELOADS).status_code == 404
    assert client.get(f"/programmes/captains/caseloads/{of_ours.pk}/").status_code == 404


@pytest.mark.parametrize("address", ["", "nobody/", "rebalance/"])
def test_pages_make_as_many_queries_for_one_as_for_many(
    world, client, second, address, django_assert_max_num_queries
):
    client.get(CASELOADS)
    with django_assert_max_num_queries(40) as few:
        client.get(f"{CASELOADS}{address}")
    MenteeFactory.create_batch(30, cohort=world.cohort)
    MenteeFactory.create_batch(9, cohort=world.cohort, coordinator=second)
    TeamMemberFactory.create_batch(5, programme=world.programme)
    with django_assert_max_num_queries(40) as many:
        client.get(f"{CASELOADS}{address}")
    assert len(many) == len(few)


def test_a_participant_sees_whom_to_ask(world, client_of, second):
    client = client_of(world.mentee)
    assert "looks after you" not in client.get("/home/").text
    Participant.objects.update(coordinator=second)
    page = client.get("/home/").text
    assert "Zoe looks after you" in page
    assert f"mailto:{second.person.email}" in page


def test_a_participants_page_says_who_looks_after_them(world, client, second):
    address = f"/programmes/leaders/people/{world.mentee_place.pk}/"
    assert "nobody yet" in client.get(address).text
    Participant.objects.update(coordinator=second)
    assert "Zoe Second" in client.get(address).text
