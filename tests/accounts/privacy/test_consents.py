"""Tests of what people agreed to, shown in one place and taken back as easily."""

import pytest
from django.urls import reverse

from mentorship.accounts.actions.consents import give_consent
from mentorship.accounts.models import Consent
from mentorship.accounts.privacy.consents import LATER_PROGRAMMES, everything_agreed
from tests.people import ClientOf, World
from training.models import ThankYou

pytestmark = pytest.mark.django_db


def given(world: World, version: int = 1) -> Consent:
    """Return the mentee's consent."""
    return give_consent(
        world.organisation,
        purpose=LATER_PROGRAMMES.name,
        version=version,
        words="You may write to me.",
        by=world.mentee,
    )


def test_given_twice_it_stands_once_and_new_words_end_the_old(world: World) -> None:
    first = given(world)
    assert given(world) == first
    second = given(world, version=2)
    first.refresh_from_db()
    assert first.withdrawn_at is not None
    assert list(Consent.objects.standing()) == [second]


def test_one_press_takes_it_back(world: World, client_of: ClientOf) -> None:
    consent, client = given(world), client_of(world.mentee)
    assert "You may write to me." in client.get(reverse("privacy")).content.decode()
    posted = {"source": "organisation", "key": str(consent.pk)}
    client.post(reverse("privacy-consent-withdraw"), posted)
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None


def test_nobody_takes_back_what_another_agreed_to(world: World, client_of: ClientOf) -> None:
    consent = given(world)
    posted = {"source": "organisation", "key": str(consent.pk)}
    client_of(world.mentor).post(reverse("privacy-consent-withdraw"), posted)
    consent.refresh_from_db()
    assert consent.withdrawn_at is None


def test_thanks_that_may_be_quoted_are_among_them(world: World, client_of: ClientOf) -> None:
    note = ThankYou.objects.create(
        programme=world.programme,
        author=world.mentee,
        mentor=world.mentor,
        words="Thank you.",
        may_be_shared=True,
    )
    assert [source for source, _each in everything_agreed(world.mentee)] == ["thanks"]
    posted = {"source": "thanks", "key": str(note.pk)}
    client_of(world.mentee).post(reverse("privacy-consent-withdraw"), posted)
    note.refresh_from_db()
    assert not note.may_be_shared
