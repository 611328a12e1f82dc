"""What is left before each step, and taking the step."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.enums import CohortState, RecommendationState
from programmes.models import Cohort, CohortMove
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    ProgrammeFactory,
    TeamMemberFactory,
)
from tests.factories.setup import ProgrammePolicyFactory, RecommendationFactory

SETUP = "/programmes/leaders/setup/"
TODAY = "/programmes/leaders/"


@pytest.fixture
def move(world):
    return f"/programmes/leaders/cohorts/{world.cohort.pk}/move/"


def test_set_up_says_what_is_left_step_by_step(world, client_of):
    cohort = CohortFactory.create(
        programme=world.programme, name="Autumn", state=CohortState.DESIGNING
    )
    page = client_of(world.coordinator).get(SETUP)

    assert "Five things are left" in page.text
    headings = ["Before recruiting", "Before matching", "Before pairs meet", "Before closing"]
    places = [page.text.index(heading) for heading in headings]
    assert places == sorted(places)
    assert "Steps that are behind you" not in page.text
    assert f"?cohort={cohort.pk}" in page.text


def test_each_open_cohort_is_a_tab(world, client_of):
    CohortFactory.create(programme=world.programme, name="Autumn", state=CohortState.DESIGNING)
    page = client_of(world.coordinator).get(f"{SETUP}?cohort={world.cohort.pk}")

    assert "Spring cohort is marked “Running”." in page.text
    assert "One thing is left" in page.text
    assert "Steps that are behind you" in page.text


@pytest.mark.parametrize("asked", ["nonsense", "1", ""])
def test_an_unknown_cohort_is_no_error(world, client_of, asked):
    page = client_of(world.coordinator).get(f"{SETUP}?cohort={asked}")
    assert "Spring cohort" in page.text


def test_a_programme_without_a_cohort_says_where_to_begin(world, client_of):
    programme = ProgrammeFactory.create(organisation=world.organisation)
    lead = TeamMemberFactory.create(programme=programme).person
    page = client_of(lead).get(f"/programmes/{programme.slug}/setup/")

    assert "No cohort is ahead" in page.text
    assert f"/programmes/{programme.slug}/cohorts/add/" in page.text


def test_what_was_promised_is_ticked_off_and_back(world, client_of):
    promise = RecommendationFactory.create(
        state=RecommendationState.ACCEPTED,
        taken_into=world.programme,
        programme__organisation=world.organisation,
    )
    client = client_of(world.coordinator)
    address = f"/programmes/leaders/recommendations/{promise.pk}/done/"

    ticked = client.post(address, {"done": "yes"}, follow=True)
    promise.refresh_from_db()
    assert ticked.redirect_chain == [(f"{SETUP}#changes", 302)]
    assert "Done: Catherine Ward" in ticked.text
    assert promise.done_by == world.coordinator

    client.post(address, {"done": "no"})
    promise.refresh_from_db()
    assert promise.done_at is None


def test_what_another_programme_promised_is_not_there(world, client_of):
    promise = RecommendationFactory.create(
        state=RecommendationState.ACCEPTED, taken_into=world.other_programme
    )
    address = f"/programmes/leaders/recommendations/{promise.pk}/done/"
    assert client_of(world.coordinator).post(address).status_code == 404


def test_set_up_makes_as_many_queries_for_one_as_for_many(
    world, client_of, django_assert_max_num_queries
):
    client = client_of(world.coordinator)
    promised = {"state": RecommendationState.ACCEPTED, "taken_into": world.programme}
    RecommendationFactory.create(**promised)
    CohortFactory.create(programme=world.programme)
    client.get(SETUP)
    with django_assert_max_num_queries(60) as few:
        client.get(SETUP)
    RecommendationFactory.create_batch(10, **promised)
    CohortFactory.create_batch(5, programme=world.programme)
    ParticipantFactory.create_batch(15, cohort=world.cohort)
    MenteeFactory.create_batch(15, cohort=world.cohort)
    with django_assert_max_num_queries(60) as many:
        client.get(SETUP)
    assert len(many) == len(few)


def test_moving_on_says_what_is_missing_and_asks_for_a_reason(world, client_of, move):
    client = client_of(world.coordinator)

    asked = client.get(move)
    refused = client.post(move, {"to": "closing", "reason": ""})

    assert "One thing is missing." in asked.text
    assert "which is still to come" in asked.text
    assert "Say why it goes on although something is missing." in refused.text
    assert Cohort.objects.get(pk=world.cohort.pk).state == CohortState.RUNNING

    moved = client.post(move, {"to": "closing", "reason": "The house closes."}, follow=True)
    assert moved.redirect_chain == [(TODAY, 302)]
    assert "Spring cohort is now marked “Closing”." in moved.text
    history = client.get(move).text
    assert "Catherine Ward moved it on to “Closing”" in history
    assert "The house closes. — Missing then: Let it run to its last day." in history


def test_moving_on_needs_no_reason_when_nothing_is_missing(world, client_of, move):
    Cohort.objects.filter(pk=world.cohort.pk).update(ends_on=timezone.localdate())
    client = client_of(world.coordinator)

    assert "Why it goes on all the same" not in client.get(move).text
    client.post(move, {"to": "closing"})
    assert CohortMove.objects.get().to == CohortState.CLOSING


def test_where_policy_forbids_it_the_page_says_so_and_offers_no_way(world, client_of, move):
    ProgrammePolicyFactory.create(programme=world.programme, may_go_on_early=False)
    client = client_of(world.coordinator)

    page = client.get(move)
    client.post(move, {"to": "closing", "reason": "All the same"})

    assert "lets no cohort take a step while something it needs is missing" in page.text
    assert 'name="reason"' not in page.text
    assert Cohort.objects.get(pk=world.cohort.pk).state == CohortState.RUNNING


def test_who_looks_at_a_page_that_has_aged_moves_nothing(world, client_of, move):
    Cohort.objects.filter(pk=world.cohort.pk).update(
        state=CohortState.CLOSING, ends_on=timezone.localdate() - timedelta(days=1)
    )
    page = client_of(world.coordinator).post(move, {"to": "closing"}, follow=True)

    assert "Somebody else has moved this cohort on meanwhile." in page.text
    assert Cohort.objects.get(pk=world.cohort.pk).state == CohortState.CLOSING


def test_a_reason_too_long_is_kept_and_said(world, client_of, move):
    page = client_of(world.coordinator).post(move, {"reason": "x" * 1001})
    assert "At most 1000 characters" in page.text
    assert "x" * 1001 in page.text


def test_a_closed_cohort_cannot_be_moved(world, client_of):
    closed = CohortFactory.create(programme=world.programme, state=CohortState.CLOSED)
    address = f"/programmes/leaders/cohorts/{closed.pk}/move/"
    assert client_of(world.coordinator).get(address).status_code == 404
