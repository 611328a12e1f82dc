"""Who missed a session: one press excuses, one action writes, after a preview."""

import pytest
from django.urls import reverse

from mentorship.notifications.models import Message
from tests.factories.training import EnrolmentFactory, SessionFactory
from training.actions import record_attendance
from training.models import Attendance


@pytest.fixture
def place(world, over):
    place = EnrolmentFactory.create(session=over, person=world.mentor)
    record_attendance(over, {world.mentor: False}, by=world.coordinator)
    return place


def url(session, name, *more):
    return reverse(f"training:{name}", args=(session.programme.slug, session.pk, *more))


def test_one_press_excuses(world, client_of, over, place):
    client = client_of(world.coordinator)
    assert "Amara Okafor" in client.get(url(over, "attendance-missed")).content.decode()
    client.post(url(over, "attendance-excuse", place.pk))
    assert Attendance.objects.get().is_excused
    assert "Nobody was missed" in client.get(url(over, "attendance-missed")).content.decode()


def test_a_place_elsewhere_is_not_excused_here(world, client_of, over, place):
    other = SessionFactory.create(programme=world.programme)
    answer = client_of(world.coordinator).post(url(other, "attendance-excuse", place.pk))
    assert answer.status_code == 404


def test_nothing_is_sent_before_the_preview_is_confirmed(world, client_of, over, place):
    client = client_of(world.coordinator)
    assert "No session to come fits" in client.get(url(over, "attendance-invite")).content.decode()
    client.post(url(over, "attendance-invite"))
    SessionFactory.create(programme=world.programme, course=over.course, title="Asking again")
    preview = client.get(url(over, "attendance-invite")).content.decode()
    assert "We missed you" in preview
    assert "Asking again" in preview
    assert not Message.objects.exists()
    for _ in range(2):
        client.post(url(over, "attendance-invite"))
    assert Message.objects.get().recipient == world.mentor
    assert "Written to before" in client.get(url(over, "attendance-invite")).content.decode()


def test_facilitators_neither_look_nor_write(world, client_of, over, place):
    client = client_of(world.facilitator)
    assert client.get(url(over, "attendance-missed")).status_code == 403
    assert client.post(url(over, "attendance-invite")).status_code == 403
