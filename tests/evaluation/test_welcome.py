"""The surveys that wait on a participant's home: one card for each go, in their own words."""

import pytest

from evaluation.actions.answers import save_draft, submit_answer
from evaluation.enums import Candour, Subject
from evaluation.models import AnsweringTime
from evaluation.welcome import cards_of_evaluation
from tests.cards import told_by
from tests.evaluation.actions.test_answers import MARK, make_wave
from tests.evaluation.calling import called
from tests.factories.evaluation import CallFactory


def cards(person):
    return told_by(person, cards_of_evaluation)


@pytest.fixture
def linked(world):
    return make_wave(world.cohort, Candour.CONFIDENTIAL)


def test_what_was_begun_is_gone_on_with(world, linked):
    call = called(linked, world.mentee)
    assert [card.action for card in cards(world.mentee)] == ["Answer"]
    save_draft(call, MARK)
    assert [card.action for card in cards(world.mentee)] == ["Go on"]


def test_the_title_is_in_the_persons_language(world, linked):
    linked.instrument.translations = {"de": {"title": "Wie geht es?"}}
    linked.instrument.save()
    world.mentee.language = "de"
    world.mentee.save()
    called(linked, world.mentee)
    assert [card.title for card in cards(world.mentee)] == ["Wie geht es?"]


def test_merged_surveys_share_a_card_until_the_last_is_answered(world, linked):
    merged = make_wave(world.cohort, Candour.NAMED, merged_into=linked)
    first, second = called(linked, world.mentee), called(merged, world.mentee)
    (card,) = cards(world.mentee)
    assert card.key.endswith(str(first.pk))
    assert "4 minutes" in card.text
    assert "2 short parts" in card.text
    submit_answer(first, MARK)
    (card,) = cards(world.mentee)
    assert card.key.endswith(str(second.pk))
    assert "short parts" not in card.text


def test_minutes_are_measured_once_enough_have_answered(world, linked):
    called(linked, world.mentee)
    assert "2 minutes" in cards(world.mentee)[0].text
    AnsweringTime.objects.create(instrument=linked.instrument, half_minutes=9, people=10)
    assert "5 minutes" in cards(world.mentee)[0].text


def test_a_card_says_whom_it_is_about_in_a_constant_number_of_queries(
    world, linked, django_assert_num_queries
):
    type(linked.instrument).objects.update(subject=Subject.PARTNER)
    CallFactory.create(wave=linked, place=world.mentee_place, about=world.mentor_place)
    with django_assert_num_queries(2):
        (card,) = cards(world.mentee)
    assert card.title == f"{world.mentor.name}: {linked.instrument.title}"
    for _more in range(5):
        CallFactory.create(wave=make_wave(world.cohort), place=world.mentee_place)
    with django_assert_num_queries(2):
        assert len(cards(world.mentee)) == 6
