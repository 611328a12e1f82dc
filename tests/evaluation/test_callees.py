"""Whom a wave asks: by role and state, sponsors, line managers, partners, and who was there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation.actions.calls import call_people
from evaluation.callees import callees_of
from evaluation.enums import Audience, Candour, Purpose, Subject, Trigger
from matching.enums import MatchState
from programmes.enums import ParticipantState
from programmes.intake.enums import EndorsementState
from programmes.models import Endorsement
from tests.factories.accounts import PersonFactory
from tests.factories.choosing import ApplicationFactory
from tests.factories.evaluation import InstrumentFactory, WaveFactory, WavePlanFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import (
    MenteeFactory,
    ParticipantFactory,
    PauseFactory,
    SponsorshipFactory,
)
from tests.factories.training import GatheringFactory
from training.models import Attendance


def make_wave(world, audience, subject=Subject.PROGRAMME, **fields):
    instrument = InstrumentFactory.create(
        organisation=world.organisation,
        audience=audience,
        subject=subject,
        candour=Candour.CONFIDENTIAL,
        purpose=fields.pop("purpose", Purpose.OTHER),
    )
    return WaveFactory.create(cohort=world.cohort, instrument=instrument, **fields)


def asked(wave, on=None):
    return sorted(callees_of(wave, on=on or timezone.localdate()), key=str)


def endorse(world, mentee, state=EndorsementState.ENDORSED, endorser=None):
    now = timezone.now()
    return Endorsement.objects.create(
        application=ApplicationFactory.create(
            cohort=mentee.cohort, person=mentee.person, role="mentee"
        ),
        endorser=endorser or PersonFactory.create(),
        state=state,
        asked_at=now - timedelta(days=9),
        expires_at=now,
        answered_at=now - timedelta(days=1),
        words="Yes, if the shifts allow it.",
    )


def test_states_narrow_the_audience(world):
    matched = MenteeFactory.create(cohort=world.cohort, state=ParticipantState.MATCHED)
    wave = make_wave(world, Audience.MENTEE, states=[ParticipantState.MATCHED])
    assert asked(wave) == [(matched.person_id, matched.pk, None)]


def test_who_is_away_is_asked_once_they_are_back(world):
    today = timezone.localdate()
    PauseFactory.create(participant=world.mentee_place, ends_on=today)
    wave = make_wave(world, Audience.MENTEE)
    assert asked(wave) == []
    assert asked(wave, today + timedelta(days=1)) == [
        (world.mentee.pk, world.mentee_place.pk, None)
    ]


def test_sponsors_in_office_with_an_address_are_asked_without_a_place(world):
    SponsorshipFactory.create(programme=world.programme, ended_on=timezone.localdate())
    SponsorshipFactory.create(programme=world.programme, person=PersonFactory.create(email=None))
    wave = make_wave(world, Audience.SPONSOR)
    assert asked(wave) == [(world.sponsor.pk, None, None)]


def test_line_managers_are_asked_about_each_mentee_they_stood_for(world):
    second = MenteeFactory.create(cohort=world.cohort)
    gone = MenteeFactory.create(cohort=world.cohort, state=ParticipantState.WITHDRAWN)
    manager = endorse(world, world.mentee_place).endorser
    endorse(world, second, endorser=manager)
    endorse(world, gone, endorser=manager)
    endorse(world, MenteeFactory.create(cohort=world.cohort), state=EndorsementState.NOT_NOW)
    about_each = make_wave(world, Audience.LINE_MANAGER, Subject.MENTEE)
    assert {row[2] for row in asked(about_each)} == {world.mentee_place.pk, second.pk}
    assert {row[0] for row in asked(about_each)} == {manager.pk}
    once = make_wave(world, Audience.LINE_MANAGER)
    assert asked(once) == [(manager.pk, None, None)]


def test_a_mentor_is_asked_about_each_mentee_of_matches_that_stand_or_closed_well(world):
    others = MenteeFactory.create_batch(3, cohort=world.cohort)
    states = (MatchState.ACTIVE, MatchState.CLOSED, MatchState.ENDED_EARLY)
    for mentee, state in zip(others, states, strict=True):
        MatchFactory.create(
            cohort=world.cohort, state=state, mentors=[world.mentor_place], mentees=[mentee]
        )
    wave = make_wave(world, Audience.MENTOR, Subject.PARTNER)
    rows = asked(wave)
    assert {row[:2] for row in rows} == {(world.mentor.pk, world.mentor_place.pk)}
    assert {row[2] for row in rows} == {others[0].pk, others[1].pk}


def test_whoever_was_at_the_session_is_asked_about_it(world):
    session = GatheringFactory.create(programme=world.programme)
    there, absent = MenteeFactory.create_batch(2, cohort=world.cohort)
    Attendance.objects.create(session=session, person=there.person, is_present=True)
    Attendance.objects.create(session=session, person=absent.person, is_present=False)
    wave = make_wave(world, Audience.MENTEE, session=session)
    assert asked(wave) == [(there.person_id, there.pk, None)]


@pytest.mark.parametrize(
    ("days_ago", "is_asked"), [(29, False), (30, True), (39, True), (40, False)]
)
def test_people_are_called_as_their_own_match_comes_to_its_day(world, days_ago, is_asked):
    today = timezone.localdate()
    MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.mentor_place],
        mentees=[world.mentee_place],
        started_on=today - timedelta(days=days_ago),
    )
    plan = WavePlanFactory.create(programme=world.programme, trigger=Trigger.MATCH_DAY)
    wave = make_wave(world, Audience.MENTEE, plan=plan, occurrence=0)
    assert bool(asked(wave)) is is_asked


def test_linked_waves_deal_their_forms_evenly_and_anonymous_ones_keep_none(world):
    MenteeFactory.create_batch(5, cohort=world.cohort)
    linked = make_wave(world, Audience.MENTEE, forms=3)
    call_people(linked, on=timezone.localdate())
    assert sorted(linked.calls.values_list("form", flat=True)) == [0, 0, 1, 1, 2, 2]
    sealed = make_wave(world, Audience.MENTEE, forms=3)
    sealed.instrument.candour = Candour.ANONYMOUS
    call_people(sealed, on=timezone.localdate())
    assert set(sealed.calls.values_list("form", flat=True)) == {None}


def test_the_number_of_queries_does_not_grow_with_people(world, django_assert_num_queries):
    wave = make_wave(world, Audience.MENTOR, Subject.PARTNER)

    def grow(count):
        for mentor in ParticipantFactory.create_batch(count, cohort=world.cohort):
            MatchFactory.create(cohort=world.cohort, mentors=[mentor])

    grow(1)
    with django_assert_num_queries(3):
        assert len(asked(wave)) == 1
    grow(8)
    with django_assert_num_queries(3):
        assert len(asked(wave)) == 9
