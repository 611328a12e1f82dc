"""Who may open which page of training: strangers find nothing, colleagues are told no."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.training import EnrolmentFactory
from training.models import Attendance, Enrolment, LedgerEntry, Session

CONSOLE = (
    "session-list",
    "session-add",
    "course-add",
    "session",
    "session-edit",
    "session-people",
    "session-rule",
    "session-cancel",
    "series-add",
    "attendance",
    "register",
    "register-invite",
)
FACILITATOR_MAY = {"attendance"}
OWN = ("learn-session",)


def address(name, session):
    args = [session.programme.slug] if name in CONSOLE else []
    if name.startswith("session-") and name not in {"session-list", "session-add"}:
        args.append(session.pk)
    if name in {"session", "attendance", "learn-session", "enrol", "give-up", "decline"}:
        args.append(session.pk)
    return reverse(f"training:{name}", args=args)


@pytest.mark.parametrize("name", CONSOLE)
def test_the_console_is_for_those_who_run_the_programme(world, client_of, coming, name):
    expected = {
        world.coordinator: 200,
        world.facilitator: 200 if name in FACILITATOR_MAY else 403,
        world.reviewer: 403,
        world.mentor: 403,
        world.mentee: 403,
        world.stranger: 404,
        world.other_coordinator: 404,
    }
    for person, status in expected.items():
        response = client_of(person).get(address(name, coming))
        assert response.status_code == status, person.name


@pytest.mark.parametrize("name", [*CONSOLE, "learn", "learn-session"])
def test_who_has_not_signed_in_is_asked_to(coming, name):
    response = Client().get(address(name, coming))
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


@pytest.mark.parametrize("name", ["session", "session-cancel", "attendance"])
def test_a_session_is_not_found_under_another_programme(world, client_of, coming, name):
    own = address(name, coming)
    foreign = own.replace(f"/{world.programme.slug}/", f"/{world.other_programme.slug}/")
    assert client_of(world.other_coordinator).get(foreign).status_code == 404


def test_people_see_the_sessions_that_are_for_them(world, client_of, coming):
    expected = {
        world.mentor: 200,
        world.mentee: 404,  # it is for mentors
        world.coordinator: 404,  # who takes no part
        world.stranger: 404,
        world.other_coordinator: 404,
    }
    for person, status in expected.items():
        response = client_of(person).get(address("learn-session", coming))
        assert response.status_code == status, person.name


@pytest.mark.parametrize(
    "name",
    ["session-cancel", "session-edit", "session-rule", "attendance", "enrol", "give-up", "decline"],
)
def test_strangers_change_nothing(world, client_of, coming, name):
    EnrolmentFactory.create(session=coming, person=world.mentor)

    def everything():
        return [list(model.objects.values()) for model in (Session, Enrolment, Attendance)]

    before = everything()
    for person in (world.stranger, world.other_coordinator, world.mentee):
        response = client_of(person).post(address(name, coming), {"present": str(world.mentor.pk)})
        assert response.status_code in {403, 404}, person.name
    assert everything() == before
    assert not LedgerEntry.objects.exists()


def test_the_place_of_another_programme_cannot_be_taken_back(world, client_of, coming):
    enrolment = EnrolmentFactory.create(session=coming, person=world.mentor)
    own = world.other_programme.slug
    url = reverse("training:place-cancel", args=(own, coming.pk, enrolment.pk))
    assert client_of(world.other_coordinator).post(url).status_code == 404
    enrolment.refresh_from_db()
    assert enrolment.has_place


@pytest.mark.parametrize("name", ["enrol", "give-up", "decline"])
def test_a_link_alone_changes_nothing(world, client_of, coming, name):
    assert client_of(world.mentor).get(address(name, coming)).status_code == 405
    assert not Enrolment.objects.exists()
