"""A rule gives places to whom it fits, now and later, and asks nobody twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.notifications.models import Message
from tests.factories.fresh import CommunityFactory, MemberFactory
from tests.factories.programmes import CohortFactory, ParticipantFactory
from tests.factories.training import GatheringFactory, SessionFactory, in_days, initial_training
from tests.programmes.races import both_at_once
from training.actions import (
    SessionClosedError,
    apply_rules,
    cancel_enrolment,
    decline,
    enrol,
    enrol_several,
    ensure_policies,
    refresh_standings,
    set_rule,
    take_off_rule,
)
from training.enums import EnrolmentState, EnrolmentWhom
from training.models import Enrolment, EnrolmentRule
from training.tasks import apply_enrolment_rules


@pytest.fixture
def session(world):
    return SessionFactory.create(programme=world.programme, capacity=2)


def newcomer(world, days=0, **fields):
    joined = timezone.localdate() + timedelta(days=days)
    return ParticipantFactory.create(cohort=world.cohort, joined_on=joined, **fields).person


def booked(session):
    return {row.person: row.state for row in session.enrolments.all()}


def settle(world):
    for policy in ensure_policies(world.programme).values():
        refresh_standings(policy)


def test_everybody_it_is_for_gets_a_place_the_longest_here_first(world, session):
    late, early = newcomer(world, days=2), newcomer(world, days=1)
    assert set_rule(session, EnrolmentWhom.EVERYBODY, by=world.coordinator) == 3
    assert booked(session) == {
        world.mentor: EnrolmentState.ENROLLED,
        early: EnrolmentState.ENROLLED,
        late: EnrolmentState.WAITING,
    }
    told = Message.objects.filter(kind="training.place_given")
    assert {message.recipient for message in told} == {world.mentor, early}
    assert "keeps a place for you" in told[0].text


def test_who_comes_later_is_booked_and_who_said_no_is_not_booked_again(world, session):
    set_rule(session, EnrolmentWhom.EVERYBODY, by=world.coordinator)
    decline(session, world.mentor, by=world.mentor)
    later = newcomer(world)
    cancel_enrolment(enrol(session, newcomer(world), by=None), by=None)
    apply_enrolment_rules()
    apply_enrolment_rules()
    assert session.enrolments.get(person=later).has_place
    assert booked(session)[world.mentor] == EnrolmentState.DECLINED
    assert session.enrolments.enrolled().count() == 1


def test_the_audience_and_the_cohort_hold(world):
    other = CohortFactory.create(programme=world.programme)
    theirs = ParticipantFactory.create(cohort=other).person
    session = GatheringFactory.create(
        programme=world.programme, cohort=other, audience="mentors", capacity=9
    )
    set_rule(session, EnrolmentWhom.EVERYBODY, by=world.coordinator)
    assert set(booked(session)) == {theirs}


def test_the_new_and_the_due_are_told_apart(world):
    due = newcomer(world)
    initial_training(world.programme, due, days=360)
    in_date = newcomer(world)
    initial_training(world.programme, in_date, days=30)
    settle(world)
    for whom, expected in ((EnrolmentWhom.NEW, {world.mentor}), (EnrolmentWhom.DUE, {due})):
        session = SessionFactory.create(programme=world.programme)
        set_rule(session, whom, by=world.coordinator)
        assert set(booked(session)) == expected


def test_members_of_its_community_are_those_who_belong_now(world):
    community = CommunityFactory.create(programme=world.programme)
    session = GatheringFactory.create(programme=world.programme, community=community)
    MemberFactory.create(community=community, person=world.mentor)
    MemberFactory.create(community=community, person=world.mentee, state="left")
    set_rule(session, EnrolmentWhom.COMMUNITY, by=world.coordinator)
    assert set(booked(session)) == {world.mentor}
    plain = GatheringFactory.create(programme=world.programme)
    with pytest.raises(ValueError, match="no community"):
        set_rule(plain, EnrolmentWhom.COMMUNITY, by=world.coordinator)


def test_a_rule_taken_off_or_replaced_gives_no_more(world, session):
    set_rule(session, EnrolmentWhom.DUE, by=world.coordinator)
    set_rule(session, EnrolmentWhom.NEW, by=world.coordinator)
    assert EnrolmentRule.objects.get().whom == EnrolmentWhom.NEW
    assert take_off_rule(session, by=world.coordinator)
    assert not take_off_rule(session, by=world.coordinator)
    newcomer(world)
    assert apply_rules() == 0


def test_a_session_that_has_begun_gives_no_places_by_rule(world):
    begun = SessionFactory.create(programme=world.programme, starts_at=in_days(-0.1))
    with pytest.raises(SessionClosedError):
        set_rule(begun, EnrolmentWhom.EVERYBODY, by=world.coordinator)
    EnrolmentRule.objects.create(session=begun, whom=EnrolmentWhom.EVERYBODY)
    assert apply_rules() == 0


@pytest.mark.django_db(transaction=True)
def test_the_hour_striking_twice_books_nobody_twice(world):
    session = SessionFactory.create(programme=world.programme)
    EnrolmentRule.objects.create(session=session, whom=EnrolmentWhom.EVERYBODY)
    assert both_at_once(apply_rules, apply_rules) == []
    assert Enrolment.objects.count() == 1
    assert Message.objects.filter(kind="training.place_given").count() == 1


def test_several_are_booked_in_order_and_the_rest_is_passed_over(world, session):
    second, third = newcomer(world), newcomer(world)
    people = [world.mentor, world.mentee, second, third, world.mentor]
    made = enrol_several(session, people, by=world.coordinator)
    assert [(row.person, row.has_place) for row in made] == [
        (world.mentor, True),
        (second, True),
        (third, False),
    ]
    assert enrol_several(session, people, by=world.coordinator) == []
