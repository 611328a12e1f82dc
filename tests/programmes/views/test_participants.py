"""One participant's page, and what a coordinator does there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.actions import move_participant, pause_participant
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant, Profile
from tests.factories.programmes import (
    CohortFactory,
    ContributionFactory,
    MenteeFactory,
    ParticipantFactory,
)


@pytest.fixture
def address(world):
    return f"/programmes/leaders/people/{world.mentee_place.pk}/"


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def state_of(place):
    return Participant.objects.get(pk=place.pk).state


def test_the_page_says_who_this_is_and_how_they_came_here(world, coordinator, address):
    earlier = CohortFactory.create(programme=world.programme, name="Earlier cohort")
    ContributionFactory.create(cohort=earlier, person=world.mentee)
    MenteeFactory.create(cohort=earlier, person=world.mentee)
    MenteeFactory.create(person=world.mentee, cohort__name="Hidden cohort")
    membership = world.mentee.memberships.get(organisation=world.organisation)
    Profile.objects.create(membership=membership, job_title="Analyst", department="Finance")
    move_participant(world.mentee_place, ParticipantState.TRAINED, by=world.coordinator)

    page = coordinator.get(address)

    for words in ("Jonas Weber", "Mentee in Spring cohort", "jonas@example.org", "Analyst"):
        assert words in page.text
    assert "Joined Spring cohort as mentee" in page.text
    assert "Helped Earlier cohort as expert" in page.text
    assert "Earlier cohort" in page.text.split("Other places")[1]
    assert "Hidden cohort" not in page.text
    assert "Noted as trained" in page.text
    assert "Catherine Ward" in page.text.split("Who changed what")[1]


def test_a_profile_of_another_organisation_stays_there(world, coordinator, address):
    theirs = MenteeFactory.create(person=world.mentee)
    organisation = theirs.cohort.programme.organisation
    membership = world.mentee.memberships.get(organisation=organisation)
    Profile.objects.create(membership=membership, job_title="Spy")

    assert "Spy" not in coordinator.get(address).text


@pytest.mark.parametrize(
    ("state", "word", "to"),
    [
        (ParticipantState.INVITED, "Accept", ParticipantState.ACCEPTED),
        (ParticipantState.APPLIED, "Accept", ParticipantState.ACCEPTED),
        (ParticipantState.ACCEPTED, "Mark as trained", ParticipantState.TRAINED),
        (ParticipantState.MATCHED, "Mark as finished", ParticipantState.FINISHED),
    ],
)
def test_the_page_offers_the_next_step_and_takes_it(world, coordinator, state, word, to):
    place = ParticipantFactory.create(cohort=world.cohort, state=state)
    address = f"/programmes/leaders/people/{place.pk}/"

    assert f"<span>{word}</span>" in coordinator.get(address).text
    moved = coordinator.post(f"{address}move/", {"to": to}, follow=True)

    assert f"is now marked “{to.label}”." in moved.text
    assert state_of(place) == to


@pytest.mark.parametrize("to", [ParticipantState.MATCHED, ParticipantState.WITHDRAWN, "king", ""])
def test_a_step_that_was_not_offered_is_not_taken(world, coordinator, address, to):
    answer = coordinator.post(f"{address}move/", {"to": to}, follow=True)

    assert "has moved on meanwhile" in answer.text
    assert state_of(world.mentee_place) == ParticipantState.ACCEPTED


def test_a_page_that_stood_open_moves_nobody_twice(world, coordinator, address):
    move_participant(world.mentee_place, ParticipantState.TRAINED, by=world.coordinator)
    answer = coordinator.post(f"{address}move/", {"to": "trained"}, follow=True)

    assert "You noted Jonas Weber as trained at" in answer.text
    assert state_of(world.mentee_place) == ParticipantState.TRAINED


def test_letting_somebody_leave_asks_first(world, coordinator, address):
    asked = coordinator.get(f"{address}withdraw/")
    assert "Withdraw Jonas Weber?" in asked.text
    assert state_of(world.mentee_place) == ParticipantState.ACCEPTED

    left = coordinator.post(f"{address}withdraw/", {"reason": "New job"}, follow=True)

    assert "Jonas Weber is withdrawn." in left.text
    assert "Withdrew from Spring cohort" in left.text
    assert "New job" in left.text
    assert ">Withdraw<" not in left.text
    again = coordinator.post(f"{address}withdraw/", {}, follow=True)
    assert "that Jonas Weber left." in again.text


def test_somebody_is_away_and_comes_back(world, coordinator, address):
    until = timezone.localdate() + timedelta(days=20)
    away = coordinator.post(f"{address}pause/", {"ends_on": until.isoformat()}, follow=True)
    assert "Jonas Weber is away." in away.text
    assert "No reminder leaves meanwhile" in away.text

    back = coordinator.post(f"{address}resume/", follow=True)
    assert "Welcome back, Jonas." in back.text
    assert "No reminder leaves meanwhile" not in back.text


def test_a_pause_ends_in_time_to_come(world, coordinator, address):
    yesterday = timezone.localdate() - timedelta(days=1)
    refused = coordinator.post(
        f"{address}pause/", {"ends_on": yesterday.isoformat(), "reason": "Leave"}
    )
    assert "That day is over already." in refused.text
    assert 'value="Leave"' in refused.text
    assert not world.mentee_place.pauses.exists()


def test_nobody_is_away_twice(world, coordinator, address):
    pause_participant(world.mentee_place, by=world.coordinator)
    again = coordinator.post(f"{address}pause/", {}, follow=True)
    assert "Jonas Weber is away already." in again.text


@pytest.mark.parametrize("way", ["", "withdraw/", "pause/"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("reviewer", 403),
        ("administrator", 403),
        ("mentor", 403),
        ("mentee", 403),
        ("stranger", 404),
        ("other_coordinator", 404),
    ],
)
def test_the_page_is_for_coordinators_of_the_programme(world, client_of, address, way, who, status):
    assert client_of(getattr(world, who)).get(address + way).status_code == status


def test_a_participant_of_another_programme_is_not_found_here(world, coordinator):
    elsewhere = ParticipantFactory.create(role=ParticipantRole.MENTEE)
    page = coordinator.get(f"/programmes/leaders/people/{elsewhere.pk}/")
    assert page.status_code == 404


@pytest.mark.parametrize("way", ["move/", "resume/"])
def test_what_changes_something_is_posted(coordinator, address, way):
    assert coordinator.get(address + way).status_code == 405
