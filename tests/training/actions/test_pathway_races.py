"""Two at once: of two coordinators one wins, and nothing is noted or mailed twice."""

import pytest
from django.utils import timezone

from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.notifications.models import Message
from tests.factories.fresh import ShadowingFactory
from tests.programmes.races import both_at_once
from tests.training.pathway.people import on_pathway, prepared
from training.actions.pathway import note_interest, note_solo
from training.actions.readiness import invite_ready, mark_ready
from training.actions.shadowing import answer_shadowing
from training.models import Pathway, Shadowing
from training.pathway.enums import PathwayState

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_at_once(world):
    ready = prepared(world)
    one, other = (lambda: mark_ready(Pathway.objects.get(), by=world.coordinator) for _ in "ab")
    (error,) = both_at_once(one, other)
    assert isinstance(error, IllegalTransitionError)
    assert ready.steps.filter(step="ready").count() == 1
    both_at_once(*[lambda: invite_ready([ready], by=world.coordinator)] * 2)
    assert Message.objects.filter(kind="training.pathway_ready").count() == 1
    facts = {"programme": world.programme, "on": timezone.localdate(), "occasion_key": "m"}
    assert both_at_once(*[lambda: note_solo(world.mentee, **facts)] * 2) == []
    assert ready.steps.filter(step="solo").count() == 1


def test_interest_said_twice_at_once_and_two_answers_at_once(world):
    def begin():
        note_interest(
            world.programme, world.mentee, source="self", on=timezone.localdate(), by=world.mentee
        )

    assert both_at_once(begin, begin) == []
    assert Pathway.objects.get().steps.count() == 1
    pathway = on_pathway(world, PathwayState.TRAINED, person=world.reviewer)
    asked = ShadowingFactory.create(pathway=pathway)
    errors = both_at_once(
        lambda: answer_shadowing(asked, agrees=True, by=asked.mentor),
        lambda: answer_shadowing(asked, agrees=True, by=asked.mentee),
    )
    assert errors == []
    assert Shadowing.objects.get().state == "agreed"
    assert Message.objects.filter(kind="training.shadowing_agreed").count() == 1
