"""What was learnt before is claimed with evidence, and decided by somebody else."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from programmes.documents.reading import read_document
from tests.factories.fresh import CompetencyFactory
from tests.programmes.races import both_at_once
from training.actions import (
    Learnt,
    OwnClaimError,
    accept_claim,
    claim_prior_learning,
    ensure_policies,
    refuse_claim,
    withdraw_claim,
)
from training.enums import ClaimState, EntryKind, EntrySource
from training.models import CurrencyPolicy, LedgerEntry, PriorLearningClaim

YESTERDAY = timezone.localdate() - timedelta(days=1)


def claim(world, **fields):
    given: dict[str, Any] = {
        "what": "Coaching certificate",
        "hours": Decimal(8),
        "earned_on": YESTERDAY,
        "evidence": "No. 12",
    }
    learnt = Learnt(**(given | fields))
    return claim_prior_learning(world.mentor_place, learnt, by=world.mentor)


def test_pressed_twice_it_is_asked_once(world):
    assert claim(world) == claim(world)
    assert claim(world, hours=Decimal(9)) != claim(world)
    withdraw_claim(claim(world), by=world.mentor)
    assert PriorLearningClaim.objects.count() == 2
    assert claim(world).state == ClaimState.OPEN


def cap(world, hours, **also):
    ensure_policies(world.programme)
    CurrencyPolicy.objects.update(prior_learning_cap=hours, **also)


def lines():
    return [
        (entry.hours, entry.is_assured, entry.rejected_reason)
        for entry in LedgerEntry.objects.order_by("-is_assured")
    ]


def test_credited_in_part_it_is_entered_and_told(world):
    accept_claim(found := claim(world), hours=Decimal(5), by=world.coordinator, reason="Part two")
    found.refresh_from_db()
    assert (found.state, found.hours_credited) == (ClaimState.ACCEPTED, Decimal(5))
    entry = LedgerEntry.objects.get()
    assert (entry.source, entry.note) == (EntrySource.PRIOR_LEARNING, "Coaching certificate")
    mail = Message.objects.get(recipient=world.mentor)
    assert mail.subject == "“Coaching certificate” is credited in part"
    assert "5 of the 8 hours" in mail.text
    assert "Part two" in mail.text


def test_hours_above_the_cap_are_entered_as_not_counting_with_the_reason(world):
    cap(world, 6)
    accept_claim(claim(world, hours=Decimal(4)), hours=Decimal(4), by=world.coordinator)
    found = accept_claim(claim(world), hours=Decimal(8), by=world.coordinator)
    reason = "above the cap of 6 hours of prior learning"
    assert lines() == [
        (Decimal(4), True, ""),
        (Decimal(2), True, ""),
        (Decimal(6), False, reason),
    ]
    assert found.hours_credited == Decimal(2)
    assert reason in Message.objects.filter(recipient=world.mentor).latest("created_at").text


def test_where_the_cap_leaves_nothing_nothing_counts(world):
    cap(world, 0, initial_cap=20)
    found = accept_claim(claim(world), hours=Decimal(8), by=world.coordinator)
    assert found.hours_credited == 0
    assert [line[1] for line in lines()] == [False]


def test_a_cap_is_on_initial_training_alone(world):
    cap(world, 2)
    found = claim(world, kind=EntryKind.REFRESHER)
    assert accept_claim(found, hours=Decimal(8), by=world.coordinator).hours_credited == 8


def test_a_refusal_says_why(world):
    found = claim(world)
    with pytest.raises(ValueError, match="reason"):
        refuse_claim(found, reason=" ", by=world.coordinator)
    refuse_claim(found, reason="We cannot read it.", by=world.coordinator)
    assert not LedgerEntry.objects.exists()
    assert "We cannot read it." in Message.objects.get().text


@pytest.mark.parametrize("hours", [Decimal(0), Decimal("8.1")])
def test_no_more_is_credited_than_was_claimed(world, hours):
    with pytest.raises(ValueError, match="Credit some"):
        accept_claim(claim(world), hours=hours, by=world.coordinator)


def test_nobody_decides_their_own(world):
    found = claim(world)
    with pytest.raises(OwnClaimError):
        accept_claim(found, hours=Decimal(1), by=world.mentor)
    with pytest.raises(OwnClaimError):
        refuse_claim(found, reason="No", by=world.mentor)


def test_evidence_is_words_or_a_document_and_lies_in_the_past(world):
    upload = SimpleUploadedFile("my.pdf", b"%PDF-1.4\n%%EOF")
    found = claim(world, evidence="", document=read_document(upload))
    assert found.file.filename == "my.pdf"
    for wrong in (
        {"evidence": " "},
        {"earned_on": timezone.localdate() + timedelta(days=2)},
        {"competency": CompetencyFactory.create()},
    ):
        with pytest.raises(ValueError, match=r"evidence|future|competency"):
            claim(world, **wrong)


def test_withdrawn_it_is_not_decided_any_more(world):
    withdraw_claim(found := claim(world), by=world.mentor)
    with pytest.raises(IllegalTransitionError):
        accept_claim(found, hours=Decimal(1), by=world.coordinator)
    assert not LedgerEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_at_once_one_does(world):
    found = claim(world)

    def accept():
        accept_claim(type(found).objects.get(), hours=Decimal(8), by=world.coordinator)

    [error] = both_at_once(accept, accept)
    assert isinstance(error, IllegalTransitionError)
    assert LedgerEntry.objects.count() == 1
