"""What is known of people, held against a programme's rules."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from programmes.enums import CohortState, ParticipantRole
from programmes.intake.eligibility import eligibility_of, months_between, tally_of
from programmes.intake.enums import EligibilityFact, EligibilityTest
from programmes.models import IntakePolicy, Profile, Programme
from programmes.signals import programme_created
from tests.factories.accounts import MembershipFactory
from tests.factories.choosing import EligibilityRuleFactory
from tests.factories.programmes import MenteeFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


def member(world, *, days=400, **profile):
    since = timezone.localdate() - timedelta(days=days)
    membership = MembershipFactory.create(organisation=world.organisation, joined_on=since)
    if profile:
        Profile.objects.create(membership=membership, **profile)
    return membership.person


def test_without_a_rule_everybody_may_apply(world):
    found = eligibility_of(world.mentee, world.programme, "mentee")
    assert (found.is_eligible, found.is_barred, found.sentences) == (True, False, ())


def test_a_department_that_is_another_bars_and_one_that_is_not_known_does_not(world):
    EligibilityRuleFactory.create(programme=world.programme)
    right, wrong, silent = (
        eligibility_of(person, world.programme, "mentee")
        for person in (
            member(world, department="finance"),
            member(world, department="Care"),
            member(world),
        )
    )
    assert (right.is_eligible, wrong.is_eligible, silent.is_eligible) == (True, False, None)
    assert (right.is_barred, wrong.is_barred, silent.is_barred) == (False, True, False)
    assert wrong.sentences == ("Department is Finance: no, it is Care.",)
    assert "cannot be told" in silent.sentences[0]


def test_rules_hold_for_their_role_and_their_programme_alone(world):
    EligibilityRuleFactory.create(programme=world.programme, role=ParticipantRole.MENTOR)
    EligibilityRuleFactory.create(programme=world.other_programme)
    found = eligibility_of(member(world, department="Care"), world.programme, "mentee")
    assert found.is_eligible is True


def test_months_here_and_earlier_cohorts(world):
    EligibilityRuleFactory.create(
        programme=world.programme,
        fact=EligibilityFact.MONTHS_HERE,
        test=EligibilityTest.AT_LEAST,
        words=[],
        number=6,
    )
    EligibilityRuleFactory.create(
        programme=world.programme,
        fact=EligibilityFact.EARLIER_COHORTS,
        test=EligibilityTest.AT_MOST,
        words=[],
        number=0,
        is_must=False,
        position=1,
    )
    fresh = eligibility_of(member(world, days=40), world.programme, "mentee")
    again = eligibility_of(world.mentee, world.programme, "mentee")
    assert fresh.is_barred
    assert fresh.sentences[0] == "In the organisation for at least 6 months: no, it is 1."
    assert again.is_eligible is False
    assert again.sentences[1] == "Has not taken part in this role before: no, it is 1."


def test_a_cohort_that_has_not_begun_is_no_earlier_one(world):
    EligibilityRuleFactory.create(
        programme=world.programme,
        fact=EligibilityFact.EARLIER_COHORTS,
        test=EligibilityTest.AT_MOST,
        words=[],
        number=0,
    )
    place = MenteeFactory.create(
        cohort__programme=world.programme, cohort__state=CohortState.RECRUITING
    )
    assert eligibility_of(place.person, world.programme, "mentee").is_eligible is True


def test_whole_months():
    assert months_between(date(2026, 1, 31), date(2026, 2, 28)) == 0
    assert months_between(date(2025, 11, 3), date(2026, 5, 3)) == 6
    assert months_between(date(2026, 5, 3), date(2026, 1, 1)) == 0


def test_the_count_of_everybody_takes_as_many_queries_for_one_as_for_thirty(
    world, django_assert_num_queries
):
    EligibilityRuleFactory.create(programme=world.programme)
    before = tally_of(world.programme, "mentee")
    for department in ["Finance"] * 12 + ["Care"] * 10:
        member(world, department=department)
    with django_assert_num_queries(4):
        after = tally_of(world.programme, "mentee")
    assert after.known == before.known + 22
    assert after.eligible == before.eligible + 12
    assert after.not_eligible == before.not_eligible + 10
    assert after.cannot_tell == before.cannot_tell


def test_a_clone_has_the_rules_and_the_way_of_intake(world):
    EligibilityRuleFactory.create(programme=world.programme)
    IntakePolicy.objects.create(programme=world.programme, endorsement_days=9)
    clone = ProgrammeFactory.create(cloned_from=world.programme)
    programme_created.send(sender=Programme, programme=clone, by=world.coordinator)
    assert clone.eligibility_rules.get().words == ["Finance"]
    assert clone.intake_policy.endorsement_days == 9
