"""The demo's earlier learning, a waiver, a review, and the practice of all meetings there were."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from matching.actions.practice import enter_past_practice
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year
from programmes.enums import ParticipantRole
from training.actions import (
    Learnt,
    accept_claim,
    change_policy,
    claim_prior_learning,
    record_review,
)
from training.actions.standings import ensure_policies
from training.models import PriorLearningClaim, Waiver
from training.policies import fingerprint_of, rules_of

CAP = Decimal(4)


def add_currency(cast: Cast, year: Year, today: date) -> None:
    """Store two claims, one of them open, a waiver, a review and the practice so far."""
    for programme in (year.leadership, year.starters):
        enter_past_practice(programme, by=None)
    _cap_prior_learning(cast, year)
    mentors = {place.person_id: place for place in year.running.mentors}
    answered, waiting, reviewed = (mentors[cast.seniors[number].pk] for number in (15, 16, 17))
    coaching = Learnt(
        what="Coaching certificate, Leeds College",
        hours=Decimal(6),
        earned_on=today - timedelta(days=200),
        evidence="Certificate no. 2208, signed by Dr Hale",
    )
    claim = claim_prior_learning(answered, coaching, by=answered.person)
    accept_claim(claim, hours=Decimal(6), by=cast.coordinator, reason="Welcome, and well done.")
    feedback = Learnt(
        what="Giving feedback, Volunteer Centre Leeds",
        hours=Decimal(3),
        earned_on=today - timedelta(days=35),
        kind="refresher",
        evidence="Ask Joan Hill, who ran it: joan.hill@volunteers.example",
    )
    claim_prior_learning(waiting, feedback, by=waiting.person)
    asked_at = timezone.now() - timedelta(days=4)
    PriorLearningClaim.objects.filter(person=waiting.person).update(claimed_at=asked_at)
    note = "Two meetings observed, and aims for next year"
    record_review(reviewed, on=today - timedelta(days=40), by=cast.coordinator, note=note)
    lapsed = mentors[cast.seniors[5].pk]
    reason = "Ill when the last refresher was; has a place at the next"
    # Not by the action, which gives waivers from the day on which it runs.
    Waiver.objects.create(
        programme=year.leadership,
        person=lapsed.person,
        role=lapsed.role,
        reason=reason,
        starts_on=today,
        ends_on=today + timedelta(days=45),
        given_by=cast.coordinator,
    )


def _cap_prior_learning(cast: Cast, year: Year) -> None:
    """Let at most so many hours learnt before count in the main programme."""
    policy = ensure_policies(year.leadership)[ParticipantRole.MENTOR]
    rules = rules_of(policy)
    change_policy(
        year.leadership,
        ParticipantRole.MENTOR,
        replace(rules, prior_learning_cap=CAP),
        seen=fingerprint_of(rules),
        by=cast.coordinator,
    )
