"""Mentees prepare before the match: reminded 14 and 3 days before, as long as they are to go."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from mentorship.notifications.enums import CancelReason, MessageState
from mentorship.notifications.models import Message
from programmes.enums import CohortState, ParticipantRole, ParticipantState, PhaseKind
from programmes.models import Milestone, Phase
from tests.factories.fresh import let_all_go
from tests.factories.programmes import CohortFactory, MenteeFactory, PauseFactory
from tests.factories.training import CourseFactory, EntryFactory, SessionFactory, in_days
from training.actions import cancel_enrolment, enrol
from training.actions.reminders import keep_reminding
from training.queries.preparing import match_day
from training.reminding.emails import PREPARATION_DUE

MATCH = date(2027, 3, 25)  # two weeks after the noon of these tests


@pytest.fixture
def cohort(world, noon):
    let_all_go(world.programme)
    made = CohortFactory.create(
        programme=world.programme, state=CohortState.RECRUITING, starts_on=date(2027, 4, 20)
    )
    Phase.objects.create(
        cohort=made, kind=PhaseKind.MATCH, starts_on=MATCH, ends_on=MATCH + timedelta(days=9)
    )
    return made


@pytest.fixture
def mentee(cohort):
    return MenteeFactory.create(cohort=cohort, state=ParticipantState.ACCEPTED).person


@pytest.fixture
def session(world):
    course = CourseFactory.create(
        organisation=world.organisation, kind="initial", audience="mentees", title="Begin well"
    )
    return SessionFactory.create(programme=world.programme, course=course, title="Begin well")


def waiting():
    """Return the steps that wait to leave, the first one first."""
    reminders = Message.objects.filter(kind=PREPARATION_DUE.name, state=MessageState.QUEUED)
    return [row.occurrence.partition(", ")[2] for row in reminders.order_by("due_at")]


def test_it_is_reminded_two_weeks_and_three_days_before(mentee, session, time_machine):
    keep_reminding()
    message = Message.objects.get(kind=PREPARATION_DUE.name)
    assert waiting() == ["14 days"]
    assert message.subject == "Your training comes before 25 March, when matching begins"
    assert f"/learn/sessions/{session.pk}/" in message.text
    time_machine.move_to("2027-03-22T12:00:00Z")
    keep_reminding()
    assert waiting() == ["3 days"]
    time_machine.move_to("2027-03-25T12:00:00Z")
    keep_reminding()
    assert waiting() == []


def test_without_a_free_seat_it_says_so(mentee):
    keep_reminding()
    text = Message.objects.get(kind=PREPARATION_DUE.name).text
    assert "No session with a free place is planned yet" in text


def test_who_books_is_left_in_peace_and_reminded_again_when_giving_up(mentee, session):
    keep_reminding()
    enrolment = enrol(session, mentee, by=mentee)
    keep_reminding()
    message = Message.objects.get(kind=PREPARATION_DUE.name)
    assert message.cancel_reason == CancelReason.NO_LONGER_NEEDED
    cancel_enrolment(enrolment, by=mentee)
    assert keep_reminding().revived == 1


def test_a_match_put_off_moves_what_waits(cohort, mentee, time_machine):
    time_machine.move_to("2027-03-08T12:00:00Z")
    keep_reminding()
    Phase.objects.filter(cohort=cohort).update(starts_on=MATCH + timedelta(days=2))
    assert keep_reminding().moved == 1
    message = Message.objects.get(kind=PREPARATION_DUE.name)
    assert timezone.localdate(message.due_at) == date(2027, 3, 13)


@pytest.mark.parametrize(
    "obstacle", ["trained", "away", "withdrawn", "closed", "invited", "no address", "not a mentee"]
)
def test_whoever_need_not_prepare_is_left_in_peace(world, cohort, mentee, obstacle):
    place = mentee.places.get()
    if obstacle == "trained":
        EntryFactory.create(programme=world.programme, person=mentee, role=ParticipantRole.MENTEE)
    if obstacle == "away":
        PauseFactory.create(participant=place, starts_on=timezone.localdate())
    changes: dict[str, dict[str, Any]] = {
        "withdrawn": {"state": ParticipantState.WITHDRAWN, "ended_on": timezone.localdate()},
        "invited": {"state": ParticipantState.INVITED},
        "not a mentee": {"role": ParticipantRole.MENTOR},
    }
    type(place).objects.filter(pk=place.pk).update(**changes.get(obstacle, {"state": place.state}))
    if obstacle == "closed":
        type(cohort).objects.filter(pk=cohort.pk).update(
            state=CohortState.CLOSED, closed_at=timezone.now()
        )
    if obstacle == "no address":
        type(mentee).objects.filter(pk=mentee.pk).update(email=None)
    keep_reminding()
    assert waiting() == []


def test_without_a_phase_it_is_the_kick_off_or_the_first_day(world):
    cohort = CohortFactory.create(programme=world.programme, starts_on=date(2027, 4, 20))
    assert match_day(cohort) == date(2027, 4, 20)
    Milestone.objects.create(cohort=cohort, kind="kick_off", on=date(2027, 4, 12))
    assert match_day(cohort) == date(2027, 4, 12)


def test_a_session_in_time_is_offered_before_a_later_one(world, mentee, session):
    session.starts_at = in_days(30)
    session.save()
    early = SessionFactory.create(
        programme=world.programme, course=session.course, starts_at=in_days(12)
    )
    keep_reminding()
    assert str(early.pk) in Message.objects.get(kind=PREPARATION_DUE.name).text
