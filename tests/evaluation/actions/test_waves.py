"""Waves open, invite, remind and close by themselves; closing shuffles what was sealed."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from evaluation.actions.answers import submit_answer
from evaluation.actions.calls import call_people
from evaluation.actions.inviting import invite, remind_all
from evaluation.actions.waves import (
    NotLaterError,
    close_wave,
    extend_wave,
    move_wave,
    open_wave,
    plan_wave,
    tend_waves,
)
from evaluation.answering_links import AnswerLink
from evaluation.enums import Candour, WaveState
from evaluation.models import Answer, Receipt, SealedAnswer, Wave
from mentorship.audit.models import Event
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.enums import ParticipantState
from programmes.models import Profile
from tests.evaluation.calling import called
from tests.factories.accounts import PersonFactory
from tests.factories.evaluation import AnswerFactory, InstrumentFactory, ItemFactory, WaveFactory
from tests.factories.programmes import MenteeFactory
from tests.programmes.races import both_at_once

KEY = "mentor_met_expectations"


def make_wave(cohort, candour=Candour.ANONYMOUS, **fields):
    instrument = InstrumentFactory.create(
        organisation=cohort.programme.organisation, candour=candour
    )
    ItemFactory.create(instrument=instrument, low=1, high=99)
    return WaveFactory.create(cohort=cohort, instrument=instrument, **fields)


@pytest.fixture
def wave(world):
    return make_wave(world.cohort)


def mentees(cohort, count):
    return [place.person for place in MenteeFactory.create_batch(count, cohort=cohort)]


def mailed(kind):
    return Message.objects.filter(kind=f"evaluation.{kind}")


def at_last(wave):
    """Let the last reminders leave, twice."""
    for _again in range(2):
        remind_all(wave.closes_at - timedelta(days=1))


def in_order_of_storage(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT values FROM {table} ORDER BY ctid")  # noqa: S608  (a name of ours)
        return [row[0] for row in cursor.fetchall()]


def test_opening_counts_whom_it_can_reach(world):
    planned = make_wave(world.cohort, state=WaveState.PLANNED)
    MenteeFactory.create(cohort=world.cohort)
    MenteeFactory.create(cohort=world.cohort, state=ParticipantState.WITHDRAWN)
    MenteeFactory.create(cohort=world.cohort, person=PersonFactory.create(email=None))
    open_wave(planned, by=world.coordinator)
    planned.refresh_from_db()
    assert (planned.state, planned.invited) == (WaveState.OPEN, 2)
    assert Event.objects.about(planned).get().actor_id == world.coordinator.pk


def test_opened_by_hand_it_counts_as_open_from_now(world):
    later = timezone.now() + timedelta(days=3)
    planned = make_wave(world.cohort, state=WaveState.PLANNED, opens_at=later)
    open_wave(planned, by=world.coordinator)
    planned.refresh_from_db()
    assert planned.opens_at <= timezone.now()


def test_what_is_answered_in_one_go_moves_and_opens_with_it(world):
    now = timezone.now()
    day, end = now + timedelta(days=3), now + timedelta(days=20)
    host = make_wave(world.cohort, state=WaveState.PLANNED, opens_at=day, closes_at=end)
    guest = make_wave(
        world.cohort, state=WaveState.PLANNED, opens_at=day, closes_at=end, merged_into=host
    )
    move_wave(host, opens_at=day + timedelta(days=1), closes_at=end, by=world.coordinator)
    guest.refresh_from_db()
    assert guest.opens_at == day + timedelta(days=1)
    open_wave(host, by=world.coordinator)
    guest.refresh_from_db()
    assert (guest.state, guest.invited, guest.opens_at < day) == (WaveState.OPEN, 1, True)
    assert Event.objects.about(guest).filter(kind="wave.opened").count() == 1


def test_a_wave_opens_and_closes_once(wave):
    with pytest.raises(IllegalTransitionError):
        open_wave(wave, by=None)
    close_wave(wave, by=None)
    with pytest.raises(IllegalTransitionError):
        close_wave(Wave.objects.get(pk=wave.pk), by=None)


@pytest.mark.django_db(transaction=True)
def test_closing_moves_every_sealed_answer_in_one_shuffled_transaction(world, wave):
    people = mentees(world.cohort, 30)
    for mark, person in enumerate(people, start=1):
        submit_answer(called(wave, person), {KEY: mark})
    sealed_ids = set(SealedAnswer.objects.values_list("pk", flat=True))
    arrived = in_order_of_storage("evaluation_sealedanswer")
    close_wave(wave, by=world.coordinator)
    stored = in_order_of_storage("evaluation_answer")
    assert sorted(stored) == sorted(arrived)
    assert stored != arrived
    assert not SealedAnswer.objects.exists()
    answers = Answer.objects.filter(wave=wave)
    assert set(answers.values_list("participant", flat=True)) == {None}
    assert sealed_ids.isdisjoint(answers.values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT xmin::text) FROM evaluation_answer")
        assert cursor.fetchone() == (1,)


def test_an_interrupted_closing_leaves_everything_sealed(world, wave):
    submit_answer(called(wave, world.mentee), {KEY: 7})
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE evaluation_answer ADD CONSTRAINT disk CHECK (false) NOT VALID")
    with pytest.raises(Exception, match="disk"):
        close_wave(wave, by=None)
    wave.refresh_from_db()
    assert wave.state == WaveState.OPEN
    assert SealedAnswer.objects.count() == 1


def test_the_audit_of_a_closing_holds_counts_alone(world, wave):
    submit_answer(called(wave, world.mentee), {KEY: 7})
    close_wave(wave, by=world.coordinator)
    assert Event.objects.about(wave).get().changes == {"answers": 1}


def test_invitations_and_reminders_are_posted_once(world, wave):
    answered, silent = mentees(world.cohort, 2)
    call_people(wave, on=timezone.localdate())
    for _again in range(2):
        invite(wave)
    assert set(mailed("wave_invitation").values_list("recipient", flat=True)) == {
        world.mentee.pk,
        answered.pk,
        silent.pk,
    }
    submit_answer(called(wave, answered), {KEY: 3})
    at_last(wave)
    reminded = mailed("wave_reminder").values_list("recipient", flat=True)
    assert sorted(reminded) == sorted([world.mentee.pk, silent.pk])


def test_who_answered_before_the_invitations_left_gets_none(world, wave):
    submit_answer(called(wave, world.mentee), {KEY: 3})
    invite(wave)
    assert not mailed("wave_invitation").exists()


@pytest.mark.parametrize(
    ("candour", "is_shown"), [(Candour.ANONYMOUS, False), (Candour.NAMED, True)]
)
def test_no_outbox_tells_who_has_not_answered_anonymously(world, candour, is_shown):
    wave = make_wave(world.cohort, candour)
    called(wave, world.mentee)
    at_last(wave)
    assert mailed("wave_reminder").count() == 1
    visible = Message.objects.visible_to(world.coordinator).filter(kind="evaluation.wave_reminder")
    assert visible.exists() is is_shown


def test_mails_name_the_survey_its_day_and_who_sees_what(world, wave):
    call = called(wave, world.mentee)
    invite(wave)
    message = mailed("wave_invitation").get()
    assert message.subject.startswith("Please answer by ")
    for part in (message.text, message.html):
        assert "nobody, not even this system, can tell which answer is yours" in part
        assert AnswerLink.of(call).url in part
        assert "Europe/London time" in part


def test_the_tick_walks_a_wave_through_its_life(world):
    start = timezone.now().replace(microsecond=0) + timedelta(days=2)
    wave = plan_wave(
        make_wave(world.cohort).instrument,
        world.cohort,
        opens_at=start,
        closes_at=start + timedelta(days=10),
        by=world.coordinator,
    )

    def state_on(day):
        with time_machine.travel(start + timedelta(days=day, minutes=1), tick=False):
            tend_waves()
            tend_waves()
        wave.refresh_from_db()
        about = f"evaluation.wave:{wave.pk}"
        return (
            wave.state,
            mailed("wave_invitation").filter(about=about).count(),
            mailed("wave_reminder").filter(about=about).count(),
        )

    assert state_on(-1) == (WaveState.PLANNED, 0, 0)
    assert state_on(0) == (WaveState.OPEN, 1, 0)
    assert state_on(3) == (WaveState.OPEN, 1, 0)
    assert state_on(4) == (WaveState.OPEN, 1, 1)
    assert state_on(7) == (WaveState.OPEN, 1, 1)
    assert state_on(8) == (WaveState.OPEN, 1, 2)
    assert state_on(10) == (WaveState.CLOSED, 1, 2)
    assert Wave.objects.get(pk=wave.pk).closed_at is not None


def test_a_planned_wave_whose_time_passed_unseen_never_opens(world):
    start = timezone.now() - timedelta(days=20)
    wave = make_wave(world.cohort, state=WaveState.PLANNED, opens_at=start)
    tend_waves()
    wave.refresh_from_db()
    assert wave.state == WaveState.PLANNED
    assert not Receipt.objects.exists()


def test_the_number_of_queries_of_a_tick_does_not_grow_with_closed_waves(
    world, django_assert_max_num_queries
):
    for _wave in range(12):
        make_wave(world.cohort, state=WaveState.CLOSED)
    with django_assert_max_num_queries(6):
        tend_waves()


def test_a_linked_answer_keeps_the_department_of_the_day_it_closed(world):
    wave = make_wave(world.cohort, Candour.CONFIDENTIAL)
    membership = world.mentee.memberships.get()
    profile = Profile.objects.create(membership=membership, department="Finance")
    submit_answer(called(wave, world.mentee), {KEY: 7})
    close_wave(wave, by=None)
    Profile.objects.filter(pk=profile.pk).update(department="Sales")
    assert Answer.objects.get(wave=wave).department == "Finance"


def test_an_anonymous_answer_keeps_no_department(world, wave):
    AnswerFactory.create(wave=wave)
    close_wave(wave, by=None)
    assert Answer.objects.get(wave=wave).department == ""


@pytest.mark.django_db(transaction=True)
def test_of_extending_and_closing_at_once_either_comes_first(world, wave):
    later = wave.closes_at + timedelta(days=3)
    errors = both_at_once(
        lambda: extend_wave(
            Wave.objects.get(pk=wave.pk), by=world.coordinator, closes_at=later, reason="A fair."
        ),
        lambda: close_wave(Wave.objects.get(pk=wave.pk), by=world.coordinator),
    )
    wave.refresh_from_db()
    assert wave.state == WaveState.CLOSED
    was_extended = wave.closes_at == later
    assert [type(error) for error in errors] == ([] if was_extended else [IllegalTransitionError])


def test_a_wave_is_not_extended_to_what_is_past_or_earlier(world, wave):
    for moment in (wave.closes_at, timezone.now() - timedelta(hours=1)):
        with pytest.raises(NotLaterError):
            extend_wave(wave, by=world.coordinator, closes_at=moment)
