"""What a programme looks for in its mentors, on the page."""

import pytest

from programmes.models import Criterion, Expectation
from tests.factories.setup import CriterionFactory, ExpectationFactory, IdealMentorProfileFactory

PROFILE = "/programmes/leaders/mentor-profile/"
CRITERION = {"name": "Listens", "evidence": "Asks", "weight": "9", "is_essential": "on"}


@pytest.fixture
def expectation(world):
    return ExpectationFactory.create(profile__programme=world.programme, text="They listen")


def test_an_empty_profile_offers_the_first_step(world, client_of):
    assert "Add the first expectation" in client_of(world.coordinator).get(PROFILE).text
    reviewer = client_of(world.reviewer).get(PROFILE)
    assert "The lead coordinator writes it down." in reviewer.text


def test_from_the_first_expectation_to_its_criterion(world, client_of):
    client = client_of(world.coordinator)
    added = client.post(f"{PROFILE}add/", {"text": "They listen"})
    expectation = Expectation.objects.get()
    assert added.headers["Location"] == f"{PROFILE}{expectation.pk}/criteria/add/"

    shown = client.post(added.headers["Location"], CRITERION, follow=True)
    assert shown.redirect_chain == [(PROFILE, 302)]
    assert "Essential · weight 9" in shown.text
    assert 'width="90%"' in shown.text.replace("90.0%", "90%")


def test_what_is_written_is_changed_and_taken_out(world, client_of, expectation):
    criterion = CriterionFactory.create(expectation=expectation)
    client = client_of(world.coordinator)
    client.post(f"{PROFILE}{expectation.pk}/change/", {"text": "They listen well"})
    client.post(f"/programmes/leaders/criteria/{criterion.pk}/change/", CRITERION)
    criterion.refresh_from_db()
    assert (criterion.name, criterion.weight, criterion.is_essential) == ("Listens", 9, True)
    assert criterion.expectation.text == "They listen well"

    remove = f"/programmes/leaders/criteria/{criterion.pk}/remove/"
    assert "Take out “Listens”?" in client.get(remove).text
    client.post(remove)
    assert not Criterion.objects.exists()
    client.post(f"{PROFILE}{expectation.pk}/remove/")
    assert not Expectation.objects.exists()


@pytest.mark.parametrize("weight", ["0", "11", "heavy", ""])
def test_a_weight_beyond_the_scale_is_said_and_the_rest_kept(world, client_of, expectation, weight):
    page = client_of(world.coordinator).post(
        f"{PROFILE}{expectation.pk}/criteria/add/", CRITERION | {"weight": weight}
    )
    assert 'class="errorlist"' in page.text
    assert 'value="Listens"' in page.text
    assert not Criterion.objects.exists()


def test_a_row_of_another_programme_is_not_there(world, client_of):
    other = CriterionFactory.create(expectation__profile__programme=world.other_programme)
    client = client_of(world.coordinator)
    for address in (
        f"{PROFILE}{other.expectation_id}/change/",
        f"{PROFILE}{other.expectation_id}/criteria/add/",
        f"/programmes/leaders/criteria/{other.pk}/remove/",
    ):
        assert client.post(address, CRITERION | {"text": "x"}).status_code == 404


def test_the_profile_makes_as_many_queries_for_one_as_for_many(
    world, client_of, django_assert_max_num_queries
):
    profile = IdealMentorProfileFactory.create(programme=world.programme)
    CriterionFactory.create(expectation__profile=profile)
    client = client_of(world.coordinator)
    client.get(PROFILE)
    with django_assert_max_num_queries(40) as few:
        client.get(PROFILE)
    for expectation in ExpectationFactory.create_batch(6, profile=profile):
        CriterionFactory.create_batch(5, expectation=expectation)
    with django_assert_max_num_queries(40) as many:
        client.get(PROFILE)
    assert len(many) == len(few)
