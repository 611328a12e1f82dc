"""What a programme looks for in its mentors, on the page."""

import pytest

from programmes.models import Criterion, Expectation
from tests.factories.choosing import published_profile
from tests.factories.setup import CriterionFactory, ExpectationFactory, IdealMentorProfileFactory

PROFILE = "/programmes/leaders/mentor-profile/"
CRITERIA = "/programmes/leaders/criteria/"
CRITERION = {
    "name": "Listens",
    "kind": "skill",
    "evidence": "Asks",
    "weight": "9",
    "is_essential": "on",
    "levels": "3",
    "met_from": "2",
    "anchor_1": "Tells",
    "anchor_2": "Asks once",
    "anchor_3": "Asks and waits",
}


@pytest.fixture
def expectation(world):
    return ExpectationFactory.create(profile__programme=world.programme, text="They listen")


def test_an_empty_profile_offers_the_first_step(world, client_of):
    page = client_of(world.coordinator).get(PROFILE).text
    assert "Add the first expectation" in page
    assert "a profile from the field" in page
    reviewer = client_of(world.reviewer).get(PROFILE)
    assert "The lead coordinator writes it down." in reviewer.text


def test_the_three_steps_from_what_mentors_do_to_what_one_would_see(world, client_of):
    client = client_of(world.coordinator)
    added = client.post(f"{PROFILE}expectations/", {"text": "They listen"}, follow=True)
    assert "They listen" in added.text
    expectation = Expectation.objects.get()

    named = client.post(
        f"{PROFILE}{expectation.pk}/criteria/add/",
        {"name": "Listens", "kind": "quality"},
        follow=True,
    )
    assert named.redirect_chain == [(f"{PROFILE}criteria/", 302)]
    criterion = Criterion.objects.get()
    assert (criterion.kind, criterion.levels, criterion.anchors) == ("quality", 5, [])
    assert "To be written" in client.get(f"{PROFILE}evidence/").text

    saved = client.post(f"{CRITERIA}{criterion.pk}/change/", CRITERION, follow=True)
    assert "3 levels described" in saved.text
    assert 'width="100%"' in saved.text
    criterion.refresh_from_db()
    assert (criterion.weight, criterion.met_from) == (9, 2)
    assert criterion.anchors == ["Tells", "Asks once", "Asks and waits"]
    assert "Read it and publish it" in client.get(PROFILE).text


def test_what_is_written_is_changed_moved_and_taken_out(world, client_of, expectation):
    criterion = CriterionFactory.create(expectation=expectation)
    other = CriterionFactory.create(expectation=expectation)
    client = client_of(world.coordinator)
    client.post(f"{PROFILE}{expectation.pk}/change/", {"text": "They listen well"})
    client.post(f"{CRITERIA}{criterion.pk}/change/", CRITERION)
    client.post(f"{CRITERIA}{other.pk}/move/", {"to": "up"})
    assert list(expectation.criteria.values_list("name", flat=True)) == [other.name, "Listens"]
    assert Expectation.objects.get().text == "They listen well"

    remove = f"{CRITERIA}{criterion.pk}/remove/"
    assert "Take out “Listens”?" in client.get(remove).text
    client.post(remove)
    assert list(Criterion.objects.all()) == [other]
    client.post(f"{PROFILE}{expectation.pk}/remove/")
    assert not Expectation.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("weight", "0"), ("weight", "11"), ("weight", ""), ("met_from", "4"), ("levels", "8")],
)
def test_beyond_the_scale_is_said_and_the_rest_kept(world, client_of, expectation, field, value):
    criterion = CriterionFactory.create(expectation=expectation, name="Before")
    page = client_of(world.coordinator).post(
        f"{CRITERIA}{criterion.pk}/change/", CRITERION | {field: value}
    )
    assert 'class="errorlist"' in page.text
    assert 'value="Listens"' in page.text
    assert 'value="Asks once"' in page.text
    assert Criterion.objects.get().name == "Before"


def test_more_levels_and_suggested_words_lose_nothing_and_store_nothing(
    world, client_of, expectation
):
    criterion = CriterionFactory.create(expectation=expectation, name="Before")
    page = client_of(world.coordinator).post(
        f"{CRITERIA}{criterion.pk}/change/",
        CRITERION | {"levels": "7", "anchor_2": "", "suggest": "1"},
    )
    assert 'value="Tells"' in page.text
    assert 'value="Others learn it from them"' in page.text
    assert 'name="anchor_7"' in page.text
    assert Criterion.objects.get().name == "Before"


def test_a_published_version_sends_its_writers_back(world, client_of):
    profile = published_profile(world.programme, {"name": "Listens"})
    criterion = Criterion.objects.get(expectation__profile=profile)
    page = client_of(world.coordinator).post(
        f"{CRITERIA}{criterion.pk}/change/", CRITERION | {"name": "Other"}, follow=True
    )
    assert page.redirect_chain == [(PROFILE, 302)]
    assert "Begin a new version" in page.text
    assert Criterion.objects.get().name == "Listens"


def test_a_row_of_another_programme_is_not_there(world, client_of):
    other = CriterionFactory.create(expectation__profile__programme=world.other_programme)
    client = client_of(world.coordinator)
    for address in (
        f"{PROFILE}{other.expectation_id}/change/",
        f"{PROFILE}{other.expectation_id}/criteria/add/",
        f"{CRITERIA}{other.pk}/change/",
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
