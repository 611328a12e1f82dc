"""Putting somebody forward, and what they say."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from mentorship.accounts.models import Membership, Person
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.actions.nominations import (
    NominatesThemselvesError,
    TakesNoNominationsError,
    TooManyOpenError,
    answer_nomination,
    nominate,
    remind_nominees,
    withdraw_nomination,
)
from programmes.enums import ParticipantRole
from programmes.intake.enums import NominationState, NominatorKind
from programmes.models import Nomination
from tests.factories.accounts import MembershipFactory
from tests.factories.choosing import ApplicationWindowFactory, NominationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(world):
    ApplicationWindowFactory.create(cohort=world.cohort, role=ParticipantRole.MENTEE)
    return world.cohort


def put_forward(cohort, nominator, *, by=None, email="priya@example.org", **more):
    return nominate(
        cohort=cohort,
        nominee_name="Priya Shah",
        nominee_email=email,
        nominated_by=nominator,
        kind=NominatorKind.MENTOR,
        reason="She asks the right questions.",
        by=by or nominator,
        **{"role": ParticipantRole.MENTEE, **more},
    )


def mails(kind):
    return Message.objects.filter(kind=f"programmes.{kind}")


def test_somebody_new_is_let_in_and_written_to_once(world, cohort):
    made = put_forward(cohort, world.mentor)
    assert put_forward(cohort, world.mentor) == made
    assert Membership.objects.current().filter(person=made.nominee).count() == 1
    assert "She asks the right questions." in mails("nomination").get().text
    assert made.noted_by is None
    assert Event.objects.filter(kind="nomination.made").count() == 1


def test_who_had_left_is_not_let_in_again_by_a_nomination(world, cohort):
    today = timezone.localdate()
    gone = MembershipFactory.create(organisation=world.organisation, ended_on=today)
    made = put_forward(cohort, world.mentor, email=gone.person.email)
    gone.refresh_from_db()
    assert (made.nominee, gone.ended_on) == (gone.person, today)
    assert not mails("nomination").exists()


def test_a_record_of_somebody_known_is_never_changed(world, cohort):
    put_forward(cohort, world.mentor, email=world.mentee.email)
    assert Person.objects.get(pk=world.mentee.pk).name == "Jonas Weber"


def test_nobody_nominates_themselves_or_outside_the_window(world, cohort):
    with pytest.raises(NominatesThemselvesError):
        put_forward(cohort, world.mentor, email=world.mentor.email)
    with pytest.raises(TakesNoNominationsError):
        put_forward(cohort, world.mentor, role=ParticipantRole.MENTOR)
    cohort.windows.update(takes_nominations=False)
    with pytest.raises(TakesNoNominationsError):
        put_forward(cohort, world.mentor)


def test_nobody_makes_the_product_write_to_everybody(world, cohort, monkeypatch):
    monkeypatch.setattr("programmes.actions.nominations.MOST_OPEN", 1)
    put_forward(cohort, world.mentor)
    with pytest.raises(TooManyOpenError):
        put_forward(cohort, world.mentor, email="other@example.org")


def test_a_coordinator_notes_one_for_somebody(world, cohort):
    made = put_forward(cohort, world.mentor, by=world.coordinator)
    assert (made.nominated_by, made.noted_by) == (world.mentor, world.coordinator)


@pytest.mark.parametrize("is_yes", [True, False])
def test_one_answer_goes_to_all_who_named_the_same_person(world, cohort, is_yes):
    first = put_forward(cohort, world.mentor)
    second = put_forward(cohort, world.reviewer)
    other = NominationFactory.create(nominee=first.nominee)
    answer_nomination(first, is_yes=is_yes, words="Gladly", by=first.nominee)
    state = NominationState.CONFIRMED if is_yes else NominationState.DECLINED
    second.refresh_from_db()
    other.refresh_from_db()
    assert (first.state, second.state, other.state) == (state, state, NominationState.OPEN)
    assert {mail.recipient for mail in mails("nomination_answered")} == {
        world.mentor,
        world.reviewer,
    }
    with pytest.raises(IllegalTransitionError):
        answer_nomination(first, is_yes=not is_yes, by=first.nominee)


def test_what_is_withdrawn_can_be_answered_no_more(world, cohort):
    made = put_forward(cohort, world.mentor)
    withdraw_nomination(made, by=world.coordinator)
    with pytest.raises(IllegalTransitionError):
        answer_nomination(made, is_yes=True, by=made.nominee)
    assert put_forward(cohort, world.mentor) != made


def test_a_nominee_is_reminded_twice_and_no_more_once_they_answer(world, cohort):
    made = put_forward(cohort, world.mentor)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        remind_nominees()
        remind_nominees()
        assert mails("nomination_reminder").count() == 2
        answer_nomination(made, is_yes=False, by=made.nominee)
        assert remind_nominees().cancelled == 2


def test_old_nominations_are_not_all_reminded_at_once_after_a_long_silence(world, cohort):
    put_forward(cohort, world.mentor)
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        assert remind_nominees().created == 0
    assert Nomination.objects.open().count() == 1
