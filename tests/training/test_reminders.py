"""Reminders of refreshers: the right five, to the right people, in their morning, once each."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mentorship.notifications import sweeping
from mentorship.notifications.enums import CancelReason, Category, MessageState
from mentorship.notifications.models import Message, Preference
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from tests.factories.accounts import PersonFactory
from tests.factories.fresh import MemberFactory, let_all_go
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    PauseFactory,
    ProgrammeFactory,
)
from tests.factories.training import (
    EnrolmentFactory,
    EntryFactory,
    GatheringFactory,
    SessionFactory,
    in_days,
    initial_training,
)
from training.actions import cancel_enrolment, enrol, record_attendance
from training.actions.reminders import keep_reminding
from training.emails import REFRESHER_DUE
from training.enums import EnrolmentState
from training.models import CurrencyPolicy
from training.reminders import refresher_plans, steps_of
from training.reminding.steps import Step, at_a_decent_hour, wanted_steps
from training.tasks import reconcile_refresher_reminders

LONDON = ZoneInfo("Europe/London")
DUE_ON = date(2027, 4, 10)


@pytest.fixture(autouse=True)
def _all_seen(request):
    """Somebody has looked at every kind of reminder before."""
    if "world" in request.fixturenames:
        let_all_go(request.getfixturevalue("world").programme)


@pytest.fixture
def steps() -> list[Step]:
    return steps_of(DUE_ON, CurrencyPolicy(role="mentor", grace_days=60), LONDON)


def at(text, zone=LONDON):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def trained(world, days, **fields):
    """Make a mentor who takes part and was trained that many days ago."""
    place = ParticipantFactory.create(cohort=world.cohort, person=PersonFactory.create(**fields))
    initial_training(world.programme, place.person, days=days)
    return place.person


def waiting(person=None):
    """Return the reminders that wait to leave."""
    reminders = Message.objects.filter(kind=REFRESHER_DUE.name, state=MessageState.QUEUED)
    return list((reminders.filter(recipient=person) if person else reminders).order_by("due_at"))


def names_of(messages):
    return [message.occurrence.partition(", ")[2] for message in messages]


def test_the_five_steps_of_a_period(steps):
    assert [(step.name, step.on.isoformat()) for step in steps] == [
        ("60 days", "2027-02-09"),
        ("30 days", "2027-03-11"),
        ("7 days", "2027-04-03"),
        ("due", "2027-04-10"),
        ("in grace", "2027-05-10"),
    ]
    assert steps[-1].stale_after == at("2027-06-10T00:00")


def test_steps_leave_at_nine_where_the_person_is_before_and_after_the_clocks_change(steps):
    assert [step.due_at.astimezone(UTC).hour for step in steps] == [9, 9, 8, 8, 8]


def test_each_step_is_of_use_until_the_next(steps):
    for step, following in itertools.pairwise(steps):
        assert step.stale_after == following.due_at


def test_without_grace_there_is_no_step_in_it():
    steps = steps_of(DUE_ON, CurrencyPolicy(role="mentor", grace_days=0), LONDON)
    assert steps[-1].name == "due"
    assert steps[-1].stale_after == at("2027-04-11T00:00")


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-01-31T12:00", []),
        ("2027-02-02T10:00", ["60 days"]),
        ("2027-02-10T10:00", ["60 days"]),
        ("2027-03-05T10:00", ["60 days", "30 days"]),
        ("2027-04-03T08:59", ["30 days", "7 days"]),
        ("2027-04-03T09:00", ["7 days", "due"]),
        ("2027-04-20T09:00", ["due"]),
        ("2027-06-09T23:59", ["in grace"]),
        ("2027-06-10T00:00", []),
    ],
)
def test_only_the_latest_step_and_those_of_this_week_are_wanted(steps, now, expected):
    assert [step.name for step in wanted_steps(steps, at(now))] == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2027-04-01T10:00", "2027-04-03T09:00"),
        ("2027-04-04T12:00", "2027-04-03T09:00"),
        ("2027-04-04T03:00", "2027-04-04T09:00"),
        ("2027-04-04T22:00", "2027-04-05T09:00"),
    ],
)
def test_who_is_late_is_not_woken(now, expected):
    assert at_a_decent_hour(at("2027-04-03T09:00"), at(now), LONDON) == at(expected)


@pytest.mark.usefixtures("smtp_server")
def test_a_year_brings_a_mentor_five_reminders_and_others_none(world, time_machine):
    time_machine.move_to("2026-01-12T12:00:00Z")
    due = trained(world, 0, time_zone="America/New_York")
    away = trained(world, 0)
    PauseFactory.create(participant=away.places.get(), starts_on=timezone.localdate())
    trained(world, 0, email=None)
    trained(world, 0, is_active=False)
    closed = CohortFactory.create(programme=world.programme, state=CohortState.CLOSED)
    for cohort, state in (
        (world.cohort, ParticipantState.WITHDRAWN),
        (world.cohort, ParticipantState.FINISHED),
        (world.cohort, ParticipantState.INVITED),
        (closed, ParticipantState.TRAINED),
    ):
        person = ParticipantFactory.create(cohort=cohort, state=state).person
        initial_training(world.programme, person, days=0)

    start = datetime(2026, 11, 1, 15, tzinfo=UTC)
    for day in range(135):
        time_machine.move_to(start + timedelta(days=day))
        keep_reminding()
        sweeping.sweep(seconds=20)

    sent = Message.objects.filter(kind=REFRESHER_DUE.name).order_by("sent_at")
    assert set(sent.values_list("recipient", "state")) == {(due.pk, MessageState.SENT)}
    assert [f"{message.sent_at:%Y-%m-%d}" for message in sent] == [
        "2026-11-13",
        "2026-12-13",
        "2027-01-05",
        "2027-01-12",
        "2027-02-11",
    ]
    mornings = {message.due_at.astimezone(due.time_zone).hour for message in sent}
    assert mornings == {9}
    assert "was due by 12 January" in sent[4].subject


@pytest.fixture
def noon(time_machine):
    """A day thirty days before the training of whoever was trained 335 days ago runs out."""
    time_machine.move_to("2027-03-11T12:00:00Z")


@pytest.mark.usefixtures("noon")
def test_a_reminder_says_the_fact_and_offers_a_seat(world):
    mentor = trained(world, 335)
    session = SessionFactory.create(programme=world.programme, title="Asking more")
    keep_reminding()
    message = waiting(mentor)[0]
    assert message.subject == "Your mentor training is due by 10 April"
    assert f"/learn/sessions/{session.pk}/" in message.text
    assert "Asking more" in message.text
    assert "3 hours of refresher training or 2 gatherings" in message.text
    assert (message.programme_id, message.organisation) == (world.programme.pk, world.organisation)


@pytest.mark.usefixtures("noon")
def test_without_a_free_seat_it_says_so(world):
    trained(world, 335)
    full = SessionFactory.create(programme=world.programme, capacity=1)
    EnrolmentFactory.create(session=full)
    keep_reminding()
    text = waiting()[0].text
    assert "No session with a free place is planned yet" in text
    assert text.count("/learn/") == 1


@pytest.mark.usefixtures("noon")
def test_a_session_in_time_is_offered_before_an_earlier_one_of_another_cohort(world):
    mentor = trained(world, 335)
    other = CohortFactory.create(programme=world.programme)
    SessionFactory.create(programme=world.programme, cohort=other, starts_at=in_days(2))
    GatheringFactory.create(programme=world.programme, starts_at=in_days(3))
    own = SessionFactory.create(programme=world.programme, starts_at=in_days(20))
    keep_reminding()
    assert str(own.pk) in waiting(mentor)[0].text


@pytest.mark.usefixtures("noon")
def test_the_gathering_of_a_community_is_offered_to_its_members_alone(world):
    inside, outside = trained(world, 335), trained(world, 335)
    gathering = GatheringFactory.create(
        programme=world.programme,
        community=MemberFactory.create(
            community__programme=world.programme, person=inside
        ).community,
    )
    keep_reminding()
    assert str(gathering.pk) in waiting(inside)[0].text
    assert "No session with a free place is planned yet" in waiting(outside)[0].text


@pytest.mark.usefixtures("noon")
def test_running_it_again_changes_nothing(world):
    trained(world, 335)
    SessionFactory.create(programme=world.programme)
    assert keep_reminding().created == 2  # and the coordinator’s digest
    before = list(Message.objects.values())
    again = keep_reminding()
    assert (again.created, again.moved, again.cancelled, again.left) == (0, 0, 0, 2)
    reconcile_refresher_reminders()
    assert list(Message.objects.values()) == before


@pytest.mark.usefixtures("noon")
def test_who_books_in_time_is_left_in_peace_and_reminded_again_when_giving_up(world):
    mentor = trained(world, 335)
    session = SessionFactory.create(programme=world.programme)
    keep_reminding()
    enrolment = enrol(session, mentor, by=mentor)
    keep_reminding()
    message = Message.objects.get(kind=REFRESHER_DUE.name)
    assert message.cancel_reason == CancelReason.NO_LONGER_NEEDED
    cancel_enrolment(enrolment, by=mentor)
    assert keep_reminding().revived == 1
    assert waiting(mentor) == [message]


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    ("days", "state", "is_reminded"),
    [
        (20, EnrolmentState.ENROLLED, False),
        (-3, EnrolmentState.ENROLLED, False),  # nobody has ticked yet who was there
        (-20, EnrolmentState.ENROLLED, True),
        (40, EnrolmentState.ENROLLED, True),
        (20, EnrolmentState.WAITING, True),
        (20, EnrolmentState.CANCELLED, True),
    ],
)
def test_only_a_place_in_time_counts(world, days, state, is_reminded):
    mentor = trained(world, 335)
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(days))
    EnrolmentFactory.create(session=session, person=mentor, state=state)
    keep_reminding()
    assert bool(waiting(mentor)) is is_reminded


@pytest.mark.usefixtures("noon")
def test_a_topic_or_a_session_for_mentees_is_no_refresher(world):
    mentor = trained(world, 335)
    for fields in ({"course": None}, {"course__audience": "mentees"}):
        session = SessionFactory.create(programme=world.programme, **fields)
        EnrolmentFactory.create(session=session, person=mentor)
    keep_reminding()
    assert waiting(mentor)


@pytest.mark.usefixtures("noon")
def test_a_gathering_helps_only_where_the_policy_counts_it(world):
    mentor = trained(world, 335)
    session = GatheringFactory.create(programme=world.programme)
    EnrolmentFactory.create(session=session, person=mentor)
    keep_reminding()
    assert not waiting(mentor)
    CurrencyPolicy.objects.filter(role=ParticipantRole.MENTOR).update(counted_gatherings=None)
    keep_reminding()
    assert waiting(mentor)


@pytest.mark.usefixtures("noon")
def test_a_refresher_attended_cancels_what_waited(world):
    mentor = trained(world, 335)
    keep_reminding()
    session = SessionFactory.create(programme=world.programme, starts_at=in_days(-1))
    record_attendance(session, {mentor: True}, by=world.coordinator)
    assert keep_reminding().cancelled == 2  # and the digest that told of it
    assert not waiting(mentor)


@pytest.mark.usefixtures("noon")
def test_after_a_long_silence_one_reminder_comes_and_not_three(world):
    mentor = trained(world, 360)
    keep_reminding()
    assert names_of(waiting(mentor)) == ["7 days", "due"]


@pytest.mark.usefixtures("noon")
def test_who_has_lapsed_is_not_written_to_any_more(world):
    trained(world, 365 + 61)
    keep_reminding()
    assert not waiting()


@pytest.mark.usefixtures("noon")
def test_who_mentors_in_two_programmes_is_reminded_once(world):
    mentor = trained(world, 335)
    sister = ProgrammeFactory.create(organisation=world.organisation)
    let_all_go(sister)
    ParticipantFactory.create(cohort=CohortFactory.create(programme=sister), person=mentor)
    keep_reminding()
    assert len(waiting(mentor)) == 1


@pytest.mark.usefixtures("noon")
def test_mentees_are_reminded_of_their_own_training(world):
    person = MenteeFactory.create(cohort=world.cohort).person
    EntryFactory.create(
        programme=world.programme,
        person=person,
        role=ParticipantRole.MENTEE,
        earned_on=date(2026, 10, 1),
    )
    keep_reminding()
    assert waiting(person)[0].subject == "Your training is due by 1 April"


@pytest.mark.usefixtures("noon")
def test_who_switched_reminders_off_gets_none(world):
    mentor = trained(world, 335)
    Preference.objects.create(person=mentor, category=Category.TRAINING, is_wanted=False)
    keep_reminding()
    assert not waiting(mentor)


@pytest.mark.usefixtures("noon")
def test_the_number_of_queries_does_not_grow_with_people(world):
    def queries():
        keep_reminding()
        with CaptureQueriesContext(connection) as captured:
            list(refresher_plans(timezone.now()))
        return len(captured)

    trained(world, 335)
    few = queries()
    for _ in range(29):
        trained(world, 335)
    assert queries() == few
