"""Risks that the records show, each with its figures."""

from datetime import timedelta

from django.utils import timezone

from evaluation.enums import WaveState
from evaluation.reports.gathering.risks import risks_of
from evaluation.reports.model import Risk
from mentorship.accounts.permissions import Role
from programmes.enums import CohortState, ParticipantState
from programmes.models import CharterReview
from tests.factories.charters import review_of, signed_charter
from tests.factories.evaluation import AnswerFactory, InstrumentFactory, WaveFactory
from tests.factories.programmes import (
    CohortFactory,
    MenteeFactory,
    ParticipantFactory,
    TeamMemberFactory,
)
from training.models import CurrencyPolicy, Standing

TODAY = timezone.localdate()


def found(world, *cohorts):
    risks = risks_of(world.programme, cohorts or [world.cohort], TODAY)
    return {risk.key: risk for risk in risks}


def test_one_person_alone_and_an_unsigned_charter_are_risks(world):
    risks = found(world)
    assert risks["one_coordinator"] == Risk("one_coordinator", 1)
    assert "charter_unsigned" in risks
    TeamMemberFactory.create(programme=world.programme, role=Role.COORDINATOR)
    signed_charter(world.programme)
    assert found(world).keys().isdisjoint({"one_coordinator", "charter_unsigned"})


def test_without_a_sponsor_nothing_else_is_said_of_one(world):
    world.programme.sponsorships.update(ended_on=TODAY)
    assert found(world)["no_sponsor"].count == 0


def test_a_review_that_is_over_becomes_silence(world):
    review_of(world.programme, due_on=TODAY - timedelta(days=2))
    assert found(world)["charter_review"] == Risk(
        "charter_review", 1, until=TODAY - timedelta(days=2)
    )
    long_ago = TODAY - timedelta(days=60)
    CharterReview.objects.update(due_on=long_ago)
    risks = found(world)
    assert risks["sponsor_silent"] == Risk("sponsor_silent", 1, until=long_ago)
    assert "charter_review" not in risks


def test_mentees_without_a_mentor_are_counted_of_all(world):
    MenteeFactory.create_batch(2, cohort=world.cohort)
    MenteeFactory.create(cohort=world.cohort, state=ParticipantState.MATCHED)
    assert found(world)["seats_without_mentor"] == Risk("seats_without_mentor", 3, 4)


def test_mentors_out_of_date_by_the_next_cohort_are_counted(world):
    policy = CurrencyPolicy.objects.create(programme=world.programme, role="mentor")
    begins = TODAY + timedelta(days=40)
    for status, days in (("in_date", 30), ("in_date", 40), ("lapsed", -9), ("in_date", 300)):
        Standing.objects.create(
            policy=policy,
            person=ParticipantFactory.create(cohort=world.cohort).person,
            status=status,
            expires_on=TODAY + timedelta(days=days),
            computed_on=TODAY,
        )
    CohortFactory.create(
        programme=world.programme,
        number=9,
        state=CohortState.DESIGNING,
        starts_on=begins,
        ends_on=begins + timedelta(days=200),
    )
    assert found(world)["mentors_lapse"] == Risk("mentors_lapse", 2, 4, until=begins)


def surveyed(world, *, answered, days, instrument):
    moment = timezone.now() - timedelta(days=days)
    wave = WaveFactory.create(
        cohort=world.cohort,
        instrument=instrument,
        state=WaveState.CLOSED,
        opens_at=moment - timedelta(days=9),
        closed_at=moment,
        invited=40,
    )
    AnswerFactory.create_batch(answered, wave=wave)


def test_response_falls_only_beyond_chance(world):
    asked = InstrumentFactory.create(organisation=world.organisation, title="Half-way")
    surveyed(world, answered=30, days=200, instrument=asked)
    surveyed(world, answered=27, days=100, instrument=asked)
    assert "response_falls" not in found(world)
    surveyed(world, answered=9, days=1, instrument=asked)
    assert found(world)["response_falls"] == Risk(
        "response_falls", 9, 40, about="Half-way", before=27, before_of=40
    )


def test_as_many_queries_for_many_cohorts(world, django_assert_max_num_queries):
    with django_assert_max_num_queries(11) as few:
        found(world)
    more = CohortFactory.create_batch(3, programme=world.programme)
    MenteeFactory.create_batch(5, cohort=more[0])
    with django_assert_max_num_queries(len(few)):
        found(world, world.cohort, *more)
