"""Is it still true? Asked before matching, reminded twice, then told to the coordinator."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from programmes.actions.applicant_reminders import keep_reminding
from programmes.actions.applications import submit_application, withdraw_application
from programmes.actions.validations import ask_validation, confirm_validation
from programmes.applying.enums import QuestionKind
from programmes.applying.still_true import needs_of_validations
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant, Profile, Validation
from tests.factories.choosing import AnswerFactory, ApplicationFactory
from tests.factories.programmes import ParticipantFactory
from tests.programmes.applicants import applying_in


@pytest.fixture
def applying(world):
    """Somebody who applied and was accepted, and two whom nobody asks."""
    applying = applying_in(world)
    applying.ask("name")
    applying.ask("job", QuestionKind.PROFILE, profile_field="job_title")
    Profile.objects.create(membership=applying.person.memberships.get(), job_title="Engineer")
    application = applying.begun()
    AnswerFactory.create(application=application, question=applying.questions["name"])
    submit_application(application, by=applying.person)
    Participant.objects.filter(cohort=applying.cohort).update(state=ParticipantState.ACCEPTED)
    ParticipantFactory.create(cohort=applying.cohort, person=world.facilitator)
    ApplicationFactory.create(cohort=applying.cohort, person=world.mentee, form=applying.form)
    return applying


def ask(world, applying, days=10):
    return ask_validation(
        applying.cohort,
        ParticipantRole.MENTOR,
        answer_by=timezone.localdate() + timedelta(days=days),
        by=world.coordinator,
    )


def test_the_preview_says_who_is_asked_and_who_is_not_and_asking_twice_asks_once(
    world, applying, client_of
):
    client = client_of(world.coordinator)
    address = f"/programmes/leaders/still-true/ask/?cohort={applying.cohort.number}&role=mentor"
    day = (timezone.localdate() + timedelta(days=10)).isoformat()
    preview = client.post(address, {"answer_by": day})
    assert "1 is asked" in preview.text
    assert "came without an application" in preview.text
    assert "Is this still true?" in preview.context["mail"].subject
    assert not Validation.objects.exists()

    seen = preview.context["plan"].mark
    listed = client.post(address, {"answer_by": day, "seen": seen}, follow=True)
    assert "1 person is asked." in listed.text
    assert "Nadia Hassan" in listed.text
    assert Message.objects.get(kind="programmes.validation_asked").recipient == applying.person
    assert ask(world, applying) == []
    assert "is asked already" in client.get(address).text
    assert client_of(world.reviewer).get("/programmes/leaders/still-true/").status_code == 403


def test_a_preview_that_is_out_of_date_asks_nobody(world, applying, client_of):
    address = f"/programmes/leaders/still-true/ask/?cohort={applying.cohort.number}"
    day = (timezone.localdate() + timedelta(days=10)).isoformat()
    page = client_of(world.coordinator).post(address, {"answer_by": day, "seen": "other"})
    assert "This is not quite what you saw" in page.text
    assert not Validation.objects.exists()


def test_everything_may_still_be_true(world, applying, client_of):
    (validation,) = ask(world, applying)
    client = client_of(applying.person)
    assert "Is this still true?" in client.get("/home/").text
    address = f"/apply/{validation.application_id}/still-true/"
    page = client.get(address)
    assert "Something" in page.text
    assert "Engineer" in page.text
    client.post(address)
    validation.refresh_from_db()
    assert (validation.is_still_true, validation.changed) == (True, [])
    assert client.get(address).status_code == 302


def test_what_has_changed_is_changed_in_place_and_named(world, applying, client_of):
    (validation,) = ask(world, applying)
    application = validation.application
    client = client_of(applying.person)
    back = client.post(
        f"/apply/{application.pk}/{applying.url('name')}",
        {"answer": "Nadia Ahmed", "to": "still-true"},
    )
    assert back["Location"] == f"/apply/{application.pk}/still-true/"
    Profile.objects.update(job_title="Lead")
    confirm_validation(validation, by=applying.person)

    assert (validation.is_still_true, validation.changed) == (False, ["Name?", "Job?"])
    assert application.answers.get(question=applying.questions["job"]).values == ["Lead"]
    late = client.post(f"/apply/{application.pk}/{applying.url('name')}", {"answer": "Too late"})
    assert "takes no answers any more" in late.text


def test_who_withdrew_is_asked_no_more(world, applying, client_of):
    (validation,) = ask(world, applying)
    withdraw_application(validation.application, by=applying.person)
    client = client_of(applying.person)
    address = f"/apply/{validation.application_id}"
    assert client.get(f"{address}/still-true/").status_code == 302
    saved = client.post(f"{address}/{applying.url('name')}", {"answer": "x", "to": "still-true"})
    assert "takes no answers any more" in saved.text


def test_the_silent_are_reminded_twice_and_then_a_coordinator_is_told(world, applying):
    with time_machine.travel("2027-03-01T09:00:00Z", tick=False):
        (validation,) = ask(world, applying)
    kinds = Message.objects.filter(kind="programmes.validation_reminder")
    for day, waiting in (("2027-03-02", 0), ("2027-03-08", 1), ("2027-03-11", 2)):
        with time_machine.travel(f"{day}T12:00:00Z", tick=False):
            keep_reminding()
            keep_reminding()
            left = kinds.filter(due_at__lte=timezone.now())
            assert left.count() == waiting
            assert list(needs_of_validations(world.programme, world.coordinator)) == []
    with time_machine.travel("2027-03-12T12:00:00Z", tick=False):
        (need,) = needs_of_validations(world.programme, world.coordinator)
        assert need.title.startswith("Nadia Hassan has not said")
        assert list(needs_of_validations(world.programme, world.reviewer)) == []
        confirm_validation(validation, by=applying.person)
        assert list(needs_of_validations(world.programme, world.coordinator)) == []


def test_an_unfinished_application_is_reminded_of_twice_and_not_once_it_is_in(world):
    applying = applying_in(world)
    question = applying.ask("name")
    with time_machine.travel("2027-03-01T09:00:00Z", tick=False):
        application = applying.begun()
    applying.window.opens_on, applying.window.closes_on = "2027-02-01", "2027-03-20"
    applying.window.save()
    reminders = Message.objects.filter(kind="programmes.application_unfinished")
    for day, due in (("2027-03-15", 0), ("2027-03-17", 1), ("2027-03-21", 1), ("2027-03-22", 2)):
        with time_machine.travel(f"{day}T12:00:00Z", tick=False):
            keep_reminding()
            assert reminders.filter(due_at__lte=timezone.now()).count() == due
    assert "20 March" in reminders.get(occurrence="3 days before").subject
    last = reminders.get(occurrence="on the last day")
    assert "22 March" in last.subject
    assert "/unsubscribe/" in last.text

    AnswerFactory.create(application=application, question=question)
    with time_machine.travel("2027-03-22T13:00:00Z", tick=False):
        submit_application(application, by=applying.person)
        keep_reminding()
    last.refresh_from_db()
    assert last.state == MessageState.CANCELLED


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_and_the_preview_ask_as_often_however_many_people(
    world, applying, client_of, number
):
    for each in range(number):
        place = ParticipantFactory.create(cohort=applying.cohort)
        application = ApplicationFactory.create(
            cohort=applying.cohort, person=place.person, form=applying.form
        )
        if each % 2:
            Validation.objects.create(
                application=application,
                asked_by=world.coordinator,
                asked_at=timezone.now(),
                answer_by=timezone.localdate(),
            )
    client = client_of(world.coordinator)
    for address in ("/programmes/leaders/still-true/", "/programmes/leaders/still-true/ask/"):
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 20, [query["sql"][:120] for query in queries]
