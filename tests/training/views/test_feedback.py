"""Feedback in the portal, and its sums in the console."""

from datetime import timedelta

import pytest
from django.urls import reverse

from programmes.cards import home_of
from tests.factories.accounts import PersonFactory
from training.actions import record_attendance
from training.models import SessionFeedback


@pytest.fixture
def held(world, over):
    record_attendance(over, {world.mentor: True}, by=world.coordinator)
    return over


def own(session):
    return reverse("training:feedback", args=(session.pk,))


def sums(session):
    return reverse("training:feedback-sums", args=(session.programme.slug, session.pk))


def keys(person):
    return {card.key for card in home_of(person).cards}


def test_home_asks_until_it_is_answered(world, client_of, held):
    client = client_of(world.mentor)
    assert f"training.feedback.{held.pk}" in keys(world.mentor)
    assert f"training.feedback.{held.pk}" not in keys(world.mentee)
    missing = client.post(own(held), {"usefulness": "5", "keep": "The pace"})
    assert missing.status_code == 422
    assert 'value="The pace"' in missing.content.decode()
    client.post(own(held), {"usefulness": "5", "confidence": "4", "keep": "The pace"})
    assert SessionFeedback.objects.get().keep == "The pace"
    assert f"training.feedback.{held.pk}" not in keys(world.mentor)
    assert "You have answered" in client.get(own(held)).content.decode()


def answer(session, count):
    SessionFeedback.objects.bulk_create(
        SessionFeedback(
            session=session, person=person, usefulness=4, confidence=3, keep="Secret words"
        )
        for person in PersonFactory.create_batch(count)
    )


def test_too_few_show_nothing_not_even_how_many(world, client_of, held):
    answer(held, 4)
    text = client_of(world.coordinator).get(sums(held)).content.decode()
    assert "Too few to show" in text
    assert "figure-value" not in text


def test_words_are_for_the_team_alone(world, client_of, held):
    answer(held, 10)
    held.facilitators.add(world.facilitator)
    team = client_of(world.coordinator).get(sums(held)).content.decode()
    facilitator = client_of(world.facilitator).get(sums(held)).content.decode()
    assert "4.0" in team
    assert "4.0" in facilitator
    assert "Secret words" in team
    assert "Secret words" not in facilitator


def test_facilitators_see_their_own_sessions_alone(world, client_of, held):
    assert client_of(world.facilitator).get(sums(held)).status_code == 404


def test_whoever_leads_a_session_finds_its_list_on_home(world, over):
    over.facilitators.add(world.facilitator, world.mentor)
    assert f"training.leading.{over.pk}" in keys(world.facilitator)
    assert f"training.leading.{over.pk}" not in keys(world.mentor)
    over.starts_at -= timedelta(days=1)
    over.save()
    assert f"training.leading.{over.pk}" not in keys(world.facilitator)
