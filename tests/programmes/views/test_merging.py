"""Looking at two records, making them one, and taking it back, on pages."""

import pytest

from mentorship.accounts.models import Person
from programmes.models import Merge, Profile
from tests.factories.programmes import CohortFactory, MenteeFactory

PEOPLE = "/programmes/leaders/people/"


@pytest.fixture
def other(world):
    earlier = CohortFactory.create(programme=world.programme, name="Earlier")
    return MenteeFactory.create(cohort=earlier, person__name="jonas weber")


@pytest.fixture
def address(world, other):
    return f"{PEOPLE}merge/?kept={world.mentee.pk}&gone={other.person.pk}"


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def test_from_the_suggestion_to_one_record_and_back(world, coordinator, other, address):
    Profile.objects.create(membership=world.mentee.memberships.get(), job_title="Analyst")
    Profile.objects.create(membership=other.person.memberships.get(), job_title="Team lead")

    found = coordinator.get(f"{PEOPLE}duplicates/")
    (card,) = found.context["pairs"]
    assert card["url"] == address

    page = coordinator.get(address)
    assert "Is this one person?" in page.text
    assert "places (1)" in page.text
    assert f"Only {world.mentee.email} signs in from now on" in page.text
    assert set(page.context["form"].fields) == {"name", "job_title"}
    assert not Merge.objects.exists()
    wrong = coordinator.post(address, {"name": "kept"})
    assert "Error:" in wrong.text
    assert not Merge.objects.exists()

    done = coordinator.post(address, {"name": "kept", "job_title": "gone"}, follow=True)
    assert "are one now" in done.text
    assert "Made one within the last day" in done.text
    assert Profile.objects.get(membership__person=world.mentee).job_title == "Team lead"
    place = f"{PEOPLE}{world.mentee_place.pk}/"
    assert "Two records became this one" in coordinator.get(place).text

    back = coordinator.post(f"{PEOPLE}merge/{Merge.objects.get().pk}/undo/", follow=True)
    assert "two records again" in back.text
    assert Person.objects.get(pk=other.person.pk).is_active
    again = coordinator.post(f"{PEOPLE}merge/{Merge.objects.get().pk}/undo/", follow=True)
    assert "cannot be taken back" in again.text


def test_what_stands_in_the_way_is_said_instead_of_a_button(world, coordinator, other, address):
    Person.objects.filter(pk=world.mentee.pk).update(email=None)
    page = coordinator.get(address)
    assert "keep that record instead" in page.text
    assert "Merge them" not in page.text
    assert f"kept={other.person.pk}" in page.context["swap_url"]


def test_two_ticked_people_lead_to_the_same_page(world, coordinator, other, address):
    chosen = f"chosen={world.mentee_place.pk}&chosen={other.pk}"
    assert (
        coordinator.get(f"{PEOPLE}merge/chosen/?{chosen}")
        .headers["Location"]
        .startswith(f"{PEOPLE}merge/?kept=")
    )
    one = coordinator.get(f"{PEOPLE}merge/chosen/?chosen={other.pk}", follow=True)
    assert "exactly two people" in one.text


def test_merging_is_for_coordinators_and_administrators(world, client_of, other, address):
    for path in (address, f"{PEOPLE}duplicates/"):
        for person in (world.coordinator, world.administrator):
            assert client_of(person).get(path).status_code == 200
        for person in (world.reviewer, world.facilitator, world.mentor):
            assert client_of(person).get(path).status_code == 403
        for person in (world.stranger, world.other_coordinator):
            assert client_of(person).get(path).status_code == 404


@pytest.mark.parametrize("gone", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_people_of_elsewhere_are_not_found(world, coordinator, gone):
    assert coordinator.get(f"{PEOPLE}merge/?kept={world.mentee.pk}&gone={gone}").status_code == 404
    elsewhere = MenteeFactory.create(cohort__programme=world.other_programme).person
    page = coordinator.get(f"{PEOPLE}merge/?kept={world.mentee.pk}&gone={elsewhere.pk}")
    assert page.status_code == 404


def test_nobody_takes_back_what_another_coordinator_made(world, client_of, other):
    merge = Merge.objects.create(
        organisation=world.organisation, kept=world.mentee, gone=other.person, by=world.mentor
    )
    address = f"{PEOPLE}merge/{merge.pk}/undo/"
    assert client_of(world.coordinator).post(address).status_code == 404
    assert client_of(world.administrator).post(address).status_code == 302


def test_places_in_programmes_of_others_are_not_told(world, coordinator, other, address):
    elsewhere = CohortFactory.create(
        programme__organisation=world.organisation, name="Quiet circle"
    )
    MenteeFactory.create(cohort=elsewhere, person=other.person)
    page = coordinator.get(address)
    assert "Earlier" in page.text
    assert "Quiet circle" not in page.text
