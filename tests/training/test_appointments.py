"""Calendars take each invitation and cancellation, since each is newer than the one before."""

from hypothesis import given
from hypothesis import strategies as st

from tests.factories.training import EnrolmentFactory, SessionFactory
from training.appointments import appointment_at, cancellation_of
from training.models import Enrolment, Session

CHANGES = st.lists(st.sampled_from(["change", "again"]), max_size=12)


@given(CHANGES)
def test_each_file_is_newer_than_those_before(changes):
    session = SessionFactory.build()
    booking: Enrolment = EnrolmentFactory.build(session=session, person__name="Amara Okafor")
    editions = [appointment_at(booking).edition]
    for change in changes:
        if change == "change":
            session.sequence += 1
        else:
            editions.append(cancellation_of(booking).edition)
            booking.turn += 1
        editions.append(appointment_at(booking).edition)
    editions.append(cancellation_of(booking).edition)
    assert editions == sorted(set(editions))


def test_it_is_always_the_same_appointment():
    session: Session = SessionFactory.build()
    booking: Enrolment = EnrolmentFactory.build(session=session)
    before = appointment_at(booking).key
    session.sequence, booking.turn = 4, 3
    assert cancellation_of(booking).key == appointment_at(booking).key == before
