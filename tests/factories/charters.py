"""Charters, requests to sign them, and their reviews."""

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from programmes.actions.charters import ask_for_signature
from programmes.enums import CharterState
from programmes.models import Charter, CharterReview, Programme, SignOff
from tests.factories.dates import days_ahead
from tests.factories.programmes import ProgrammeFactory


class CharterFactory(DjangoModelFactory):
    """A draft with something in every part."""

    class Meta:
        model = "programmes.Charter"

    programme = factory.SubFactory(ProgrammeFactory)
    version = factory.LazyAttribute(lambda new: new.programme.charters.count() + 1)
    purpose = "To grow our next leaders from within."
    sponsor_commits = "Opens every kick-off\nReads the report"
    programme_commits = "Reports twice a year"
    resources = "Two days a week"
    review_months = 6


class CharterReviewFactory(DjangoModelFactory):
    class Meta:
        model = "programmes.CharterReview"

    charter = factory.SubFactory(CharterFactory)
    due_on = factory.LazyFunction(days_ahead(180))


def signed_charter(programme: Programme, **fields: Any) -> Charter:
    """Make a charter that the programme's sponsor signed just now, without any mail."""
    charter: Charter = CharterFactory.create(
        programme=programme,
        state=CharterState.SIGNED,
        signed_by=programme.sponsorships.get(ended_on=None).person,
        **{"signed_at": timezone.now(), **fields},
    )
    return charter


def request_to_sign(programme: Programme, charter: Charter | None = None) -> SignOff:
    """Ask the programme's sponsor to sign a version."""
    charter = charter or CharterFactory.create(programme=programme)
    before = charter.sign_offs.first()
    return ask_for_signature(
        charter,
        sponsorship=programme.sponsorships.get(ended_on=None),
        by=None,
        after=before.pk if before else None,
    )


def review_of(programme: Programme, **fields: Any) -> CharterReview:
    """Make a review of a signed charter."""
    charter = programme.charters.filter(state=CharterState.SIGNED).first()
    review: CharterReview = CharterReviewFactory.create(
        charter=charter or signed_charter(programme), **fields
    )
    return review
