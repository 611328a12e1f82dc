"""The line manager's link: a page on GET, one act on POST, and a clear page when it is over."""

from datetime import timedelta

import pytest
import time_machine
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.notifications.models import Message
from programmes.actions.endorsements import ask_endorsement
from programmes.applying.enums import ApplicationState
from programmes.enums import ParticipantRole
from programmes.intake.enums import EndorsementState
from programmes.intake.links import EndorsementLink
from programmes.models import Endorsement
from tests.factories.choosing import AnswerFactory, ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(world):
    application = ApplicationFactory.create(
        cohort=world.cohort, person=world.mentee, role=ParticipantRole.MENTEE
    )
    return ask_endorsement(
        application,
        endorser_name="Ann Lee",
        endorser_email="ann@example.org",
        by=world.coordinator,
    )


@pytest.fixture
def page(asked):
    return f"/endorsements/{EndorsementLink.of(asked).token}/"


def everything():
    """Return all that a link could change."""
    return (
        list(Endorsement.objects.order_by("pk").values()),
        Event.objects.count(),
        Message.objects.count(),
    )


def refused(client, address, status, words):
    """Open and act on a link that may act no more: a clear page, and nothing changed."""
    before = everything()
    opened = client.get(address)
    acted = client.post(address, {"act": "answer", "answer": "endorsed"})
    passed = client.post(
        address, {"act": "pass_on", "other-name": "Bo", "other-email": "bo@example.org"}
    )
    assert (opened.status_code, acted.status_code, passed.status_code) == (status,) * 3
    assert words in opened.text
    assert words in acted.text
    assert everything() == before


def test_reading_changes_nothing_and_shows_hours_and_nothing_of_the_application(
    client, page, asked
):
    AnswerFactory.create(application=asked.application, values=["My deepest wish"])
    before = everything()
    for method in (client.get, client.head, client.get):
        response = method(page)
        assert response.status_code == 200
    assert everything() == before
    assert "27 hours within a year" in response.text
    assert "Jonas Weber would like to have a mentor" in response.text
    assert "My deepest wish" not in response.text
    assert "no-cache" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"answer": "endorsed"}, "Thank you: it is endorsed"),
        (
            {"answer": "conditional", "hours_a_month": "2.5", "words": "Not in May"},
            "with your conditions",
        ),
        ({"answer": "not_now", "words": "We are short of people"}, "Thank you for saying so"),
    ],
)
def test_each_answer_is_taken_once_and_is_a_receipt_afterwards(client, page, answer, words):
    done = client.post(page, {"act": "answer", **answer}, follow=True)
    assert words in done.text
    assert Endorsement.objects.get().state == answer["answer"]
    before = everything()
    again = client.post(page, {"act": "answer", "answer": "not_now", "words": "Mallory"})
    assert again.status_code == 409
    assert words in again.text
    assert "Mallory" not in again.text
    assert everything() == before


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(client, page):
    before = everything()
    silent = client.post(page, {"act": "answer"})
    unsaid = client.post(page, {"act": "answer", "answer": "not_now"})
    bare = client.post(page, {"act": "answer", "answer": "conditional", "hours_a_month": "7.5"})
    other = client.post(page, {"act": "pass_on", "other-name": "Bo", "other-email": "nowhere"})
    assert "choose one of the three" in silent.text
    assert "why not now" in unsaid.text
    assert 'value="7.5"' in bare.text
    assert 'value="nowhere"' in other.text
    assert everything() == before


def test_somebody_else_is_asked_instead(client, page, asked):
    done = client.post(
        page,
        {"act": "pass_on", "other-name": "Bo Chen", "other-email": "bo@example.org"},
        follow=True,
    )
    assert "on to Bo Chen" in done.text
    new = Endorsement.objects.open().get()
    assert (new.endorser.email, new.instead_of) == ("bo@example.org", asked)
    assert client.post(page, {"act": "answer", "answer": "endorsed"}).status_code == 409


def test_after_the_deadline(client, page):
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        refused(client, page, 410, "This link has ended")


def test_a_withdrawn_request_and_an_application_that_waits_no_more(client, page, asked):
    Endorsement.objects.update(state=EndorsementState.WITHDRAWN, answered_at=timezone.now())
    refused(client, page, 410, "The request was withdrawn")
    Endorsement.objects.update(state=EndorsementState.OPEN, answered_at=None)
    asked.application.state = ApplicationState.DECIDED
    asked.application.save()
    refused(client, page, 410, "waits for an answer no more")


def test_an_altered_link_and_one_made_for_something_else(client, asked):
    good = EndorsementLink.of(asked).token
    value = good.rpartition(":")[0]
    for token in (good[:-1], f"x{good}", Signer(salt="programmes.charter.review").sign(value)):
        refused(client, f"/endorsements/{token}/", 404, "This link does not work")


def test_without_its_mark_a_form_of_another_site_does_nothing(page):
    before = everything()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(page, {"act": "answer", "answer": "endorsed"}).status_code == 403
    assert everything() == before
