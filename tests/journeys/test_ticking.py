"""Ticks on a phone that loses its connection are kept, sent later, and lost by nobody."""

import re

import pytest
from playwright.sync_api import expect

from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EnrolmentFactory, SessionFactory, in_days
from tests.journeys.hands import sees
from training.actions import record_attendance
from training.models import Attendance

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_ticks_outlive_a_lost_connection_and_a_closed_page(world, cast):
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(-0.01))
    others = [ParticipantFactory.create(cohort=world.cohort).person for _ in range(2)]
    for person in (world.mentor, *others):
        EnrolmentFactory.create(session=session, person=person)
    address = f"/programmes/leaders/training/sessions/{session.pk}/attendance/"
    page = cast.device(world.facilitator)
    page.goto(address)
    page.context.set_offline(True)
    page.get_by_role("checkbox", name=re.compile("Amara")).check()
    page.get_by_role("checkbox", name=re.compile(re.escape(others[0].name))).check()
    says = page.get_by_role("status").filter(has_text="kept on this phone")
    expect(says).to_have_text("2 ticks kept on this phone, not sent yet")
    page.get_by_role("button", name="Save who was here").click()
    expect(says).to_contain_text("it saves once they are sent")
    sees("ticks-kept", page)
    assert not Attendance.objects.exists()

    # A colleague ticks the third person; then the page is closed, and opened with a connection.
    record_attendance(session, {others[1]: True}, by=world.coordinator)
    page.close()
    context = cast.pages[0].context
    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("All sent")).to_be_visible()
    expect(page.get_by_role("checkbox", checked=True)).to_have_count(3)
    assert Attendance.objects.filter(is_present=True).count() == 3
    page.get_by_role("button", name="Save who was here").click()
    expect(page.get_by_text("Saved: 3 of 3 were there.")).to_be_visible()
