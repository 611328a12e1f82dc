"""The wall shows a code to whoever records attendance, and lets in whoever types it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.training import EnrolmentFactory, SessionFactory
from training.attending.wall import code_at, step_at
from training.enums import AttendanceSource
from training.models import Attendance

HERE = reverse("training:here")


@pytest.fixture
def session(world):
    starts_at = timezone.now() - timedelta(minutes=5)
    session = SessionFactory.create(programme=world.programme, starts_at=starts_at)
    EnrolmentFactory.create(session=session, person=world.mentor)
    return session


def url(session, name="attendance-wall"):
    return reverse(f"training:{name}", args=(session.programme.slug, session.pk))


def test_a_facilitator_puts_it_up_and_a_mentor_comes_in(world, client_of, session):
    facilitator, mentor = client_of(world.facilitator), client_of(world.mentor)
    facilitator.post(url(session), {"up": "1"})
    session.refresh_from_db()
    code = code_at(session.wall_key, step_at(timezone.now()))
    text = facilitator.get(url(session, "attendance-wall-now")).content.decode()
    assert "wall-code" in text
    assert session.wall_key not in text

    wrong = mentor.post(HERE, {"code": "AAAAAA"})
    assert wrong.status_code == 422
    assert 'value="AAAAAA"' in wrong.content.decode()
    page = mentor.post(HERE, {"code": code.lower()}, follow=True).content.decode()
    assert "You are in" in page
    assert Attendance.objects.get().source == AttendanceSource.CODE

    text = facilitator.get(url(session), {"heads": "0"}).content.decode()
    assert "Amara Okafor" in text
    assert "1 more is noted than heads" in text
    facilitator.post(url(session), {"up": "0"})
    session.refresh_from_db()
    assert session.wall_key == ""


def test_outside_its_time_no_code_is_shown(world, client_of, session):
    client = client_of(world.facilitator)
    client.post(url(session), {"up": "1"})
    session.refresh_from_db()
    session.starts_at += timedelta(days=1)
    session.save()
    assert "wall-code" not in client.get(url(session)).content.decode()


def test_looking_changes_nothing_and_mentors_see_no_wall(world, client_of, session):
    client_of(world.facilitator).get(url(session), {"up": "1"})
    session.refresh_from_db()
    assert session.wall_key == ""
    assert client_of(world.mentor).get(url(session)).status_code == 403
