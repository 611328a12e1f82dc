"""The first of each kind waits for a look; approving lets all go, holding keeps them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.audit.models import Event
from mentorship.notifications.actions import hold_message
from mentorship.notifications.enums import MessageState
from mentorship.notifications.models import Message
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import ParticipantFactory, ProgrammeFactory
from tests.factories.training import initial_training
from tests.programmes.races import both_at_once
from training.actions.reminders import approve_reminders, hold_reminders, keep_reminding
from training.emails import REFRESHER_DUE
from training.models import ReminderApproval
from training.reminding.declarations import all_declared

THIRTY = next(each for each in all_declared() if each.slug == "refresher-of-mentors-30-days")


@pytest.fixture(autouse=True)
def _noon(time_machine):
    time_machine.move_to("2027-03-11T12:00:00Z")


@pytest.fixture
def mentor(world):
    return trained(world)


def trained(world, days=335):
    """Make a mentor whose 30-day reminder is due today."""
    place = ParticipantFactory.create(cohort=world.cohort, person=PersonFactory.create())
    initial_training(world.programme, place.person, days=days)
    return place.person


def states():
    reminders = Message.objects.filter(kind=REFRESHER_DUE.name)
    return sorted(reminders.values_list("state", flat=True))


def test_it_waits_until_somebody_looked_and_later_ones_wait_no_more(world, mentor):
    keep_reminding()
    assert states() == ["awaiting_approval"]
    assert approve_reminders(world.programme, THIRTY, by=world.coordinator) == 1
    message = Message.objects.get(kind=REFRESHER_DUE.name)
    assert (message.state, message.approved_by) == ("queued", world.coordinator)
    trained(world)
    keep_reminding()
    assert states() == ["queued", "queued"]
    assert Event.objects.filter(kind="reminders.approved").count() == 1


def test_another_kind_role_or_programme_goes_on_waiting(world, mentor):
    trained(world, days=358)  # due in 7 days, so that two of its reminders wait
    keep_reminding()
    sister = ProgrammeFactory.create(organisation=world.organisation)
    assert approve_reminders(sister, THIRTY, by=world.coordinator) == 0
    assert states() == ["awaiting_approval"] * 3
    approve_reminders(world.programme, THIRTY, by=world.coordinator)
    assert states() == [*["awaiting_approval"] * 2, "queued"]


def test_what_lost_its_use_while_it_waited_is_not_sent_late(world, mentor, time_machine):
    keep_reminding()
    time_machine.move_to(timezone.now() + timedelta(days=24))
    assert approve_reminders(world.programme, THIRTY, by=world.coordinator) == 0


def test_holding_keeps_what_is_about_to_leave_and_cancels_nothing(world, mentor):
    approve_reminders(world.programme, THIRTY, by=world.coordinator)
    keep_reminding()
    assert hold_reminders(world.programme, THIRTY, by=world.coordinator) == 1
    assert states() == ["awaiting_approval"]
    keep_reminding()
    assert states() == ["awaiting_approval"]
    assert hold_reminders(world.programme, THIRTY, by=world.coordinator) == 0
    assert approve_reminders(world.programme, THIRTY, by=world.coordinator) == 1
    assert Event.objects.filter(kind="reminders.held").count() == 1


def test_one_held_by_hand_stays_held(world, mentor):
    approve_reminders(world.programme, THIRTY, by=world.coordinator)
    keep_reminding()
    message = Message.objects.get(kind=REFRESHER_DUE.name)
    hold_message(message, by=world.coordinator)
    keep_reminding()
    approve_reminders(world.programme, THIRTY, by=world.coordinator)
    assert states() == ["awaiting_approval"]


def test_one_that_was_posted_while_somebody_approved_is_let_go_by_the_next_run(world, mentor):
    keep_reminding()
    ReminderApproval.objects.create(programme=world.programme, name=THIRTY.look)
    assert keep_reminding().moved == 1
    assert states() == ["queued"]


def test_a_revived_one_waits_like_a_new_one(world, mentor):
    keep_reminding()
    place = mentor.places.get()
    type(place).objects.filter(pk=place.pk).update(state="invited")
    keep_reminding()
    assert states() == ["cancelled"]
    type(place).objects.filter(pk=place.pk).update(state="trained")
    keep_reminding()
    assert states() == ["awaiting_approval"]


@pytest.mark.django_db(transaction=True)
def test_two_who_approve_at_once_approve_once(world, mentor):
    keep_reminding()

    def approve():
        return approve_reminders(world.programme, THIRTY, by=world.coordinator)

    assert not both_at_once(approve, approve)
    assert ReminderApproval.objects.count() == 1
    assert Event.objects.filter(kind="reminders.approved").count() == 1
    assert Message.objects.get(kind=REFRESHER_DUE.name).state == MessageState.QUEUED
