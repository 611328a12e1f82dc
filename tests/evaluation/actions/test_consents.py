"""A mentee gives and takes back; each of them once, and only their own."""

import pytest

from evaluation.actions.consents import NotTheirsError, give_consent, withdraw_consent
from evaluation.models import MirrorConsent
from mentorship.audit.models import Event
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import MenteeFactory, ParticipantFactory
from tests.programmes.races import both_at_once


def give(world, **fields):
    given = {"words": "Amara may see it.", "by": world.mentee} | fields
    give_consent(world.mentee_place, world.mentor_place, **given)


def test_it_is_given_once_with_its_words_and_taken_back_once(world):
    give(world)
    give(world, words="Something else.")
    consent = MirrorConsent.objects.get()
    assert (consent.words, consent.withdrawn_at) == ("Amara may see it.", None)
    for _press in range(2):
        withdraw_consent(world.mentee_place, world.mentor_place, by=world.mentee)
    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert [e.kind for e in Event.objects.about(consent).order_by("at")] == [
        "mirror.consent_given",
        "mirror.consent_withdrawn",
    ]
    give(world)
    assert MirrorConsent.objects.count() == 2


def test_nobody_decides_for_somebody_else(world):
    for by in (world.mentor, world.coordinator, world.administrator):
        with pytest.raises(NotTheirsError):
            give(world, by=by)
    give(world)
    with pytest.raises(NotTheirsError):
        withdraw_consent(world.mentee_place, world.mentor_place, by=world.mentor)
    assert MirrorConsent.objects.get().withdrawn_at is None


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_consent_stands():
    mentee = MenteeFactory.create(person=PersonFactory.create())
    mentor = ParticipantFactory.create(cohort=mentee.cohort)

    def press():
        give_consent(mentee, mentor, words="Yes.", by=mentee.person)

    assert both_at_once(press, press) == []
    assert MirrorConsent.objects.count() == 1
    assert Event.objects.filter(kind="mirror.consent_given").count() == 1
