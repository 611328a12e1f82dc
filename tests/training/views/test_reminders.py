"""The page of reminders: every kind, the first of each as its reader reads it, what to decide."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.notifications.models import Message
from programmes.needs import needs_of
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import SessionFactory, initial_training
from training.actions.reminders import keep_reminding
from training.emails import REFRESHER_DUE
from training.models import ReminderApproval

SLUG = "refresher-of-mentors-30-days"


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to("2027-03-11T12:00:00Z")


def due_mentor(world, **fields):
    place = ParticipantFactory.create(cohort=world.cohort, person=PersonFactory.create(**fields))
    initial_training(world.programme, place.person, days=335)
    return place.person


@pytest.fixture
def mentor(world):
    return due_mentor(world, name="Amara Adeyemi")


def url_of(world, name, *more):
    return reverse(f"training:{name}", args=(world.programme.slug, *more))


def test_every_kind_is_listed_with_how_many_it_goes_to(client_of, world, mentor):
    keep_reminding()
    page = client_of(world.coordinator).get(url_of(world, "reminder-list"))
    text = page.content.decode()
    assert text.count('<th scope="row">') == 12
    assert "Waits for your look" in text
    assert "Will wait for a first look" in text


def test_the_first_is_read_as_its_reader_reads_it_without_their_link(client_of, world, mentor):
    SessionFactory.create(programme=world.programme, title="Asking more")
    keep_reminding()
    client = client_of(world.coordinator)
    text = client.get(url_of(world, "reminder", SLUG)).content.decode()
    assert "Hello Amara" in text
    assert "Asking more" in text
    assert "/unsubscribe/" not in text
    mail = client.get(url_of(world, "reminder-mail", SLUG))
    assert mail.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert "/unsubscribe/" not in mail.content.decode()


def test_approving_and_holding(client_of, world, mentor):
    keep_reminding()
    client = client_of(world.coordinator)
    client.post(url_of(world, "reminder-approve", SLUG))
    client.post(url_of(world, "reminder-approve", SLUG))
    assert ReminderApproval.objects.get().approved_by == world.coordinator
    message = Message.objects.filter(kind=REFRESHER_DUE.name).get()
    assert message.state == "queued"
    listed = client.get(url_of(world, "reminder-list")).content.decode()
    assert "Catherine Ward, 11 March 2027" in listed
    client.post(url_of(world, "reminder-hold", SLUG))
    message.refresh_from_db()
    assert message.state == "awaiting_approval"
    assert not ReminderApproval.objects.exists()


def test_what_is_not_declared_is_not_there(client_of, world):
    client = client_of(world.coordinator)
    for name in ("reminder", "reminder-mail"):
        assert client.get(url_of(world, name, "refresher-of-mentors-61-days")).status_code == 404
    assert client.post(url_of(world, "reminder-approve", "nonsense")).status_code == 404


def test_with_nobody_to_remind_there_is_nothing_to_approve(client_of, world):
    client = client_of(world.coordinator)
    text = client.get(url_of(world, "reminder", SLUG)).content.decode()
    assert "Nobody gets one in the next 30 days" in text
    assert "Approve and let them go" not in text
    assert client.get(url_of(world, "reminder-mail", SLUG)).status_code == 404


def test_reviewers_may_not_look_and_deciding_is_for_those_who_manage(client_of, world, mentor):
    reviewer = client_of(world.reviewer)
    assert reviewer.get(url_of(world, "reminder-list")).status_code == 403
    assert reviewer.post(url_of(world, "reminder-approve", SLUG)).status_code == 403
    assert client_of(world.stranger).get(url_of(world, "reminder-list")).status_code == 404


def test_today_says_that_a_first_one_waits_and_to_whom(world, mentor):
    due_mentor(world, name="Zoe Zell")
    keep_reminding()
    need = next(
        need
        for need in needs_of(world.programme, world.coordinator)
        if need.key == "training.reminders"
    )
    assert need.title == (
        "The first reminder waits for your look: “Mentors: a refresher is due”, 30 days before"
    )
    assert need.reason == "To Amara Adeyemi and one other. It leaves at once if you let it"
    assert need.url == url_of(world, "reminder", SLUG)
    ReminderApproval.objects.create(programme=world.programme, name="refresher of mentors, 30 days")
    keep_reminding()
    keys = [each.key for each in needs_of(world.programme, world.coordinator)]
    assert "training.reminders" not in keys


def test_the_number_of_queries_does_not_grow_with_people(client_of, world, mentor):
    client = client_of(world.coordinator)

    def queries():
        keep_reminding()
        with CaptureQueriesContext(connection) as captured:
            for name in ("reminder-list", "reminder"):
                client.get(url_of(world, name, *([SLUG] if name == "reminder" else [])))
        return len(captured)

    queries()
    few = queries()
    for _ in range(29):
        due_mentor(world)
    assert queries() == few
