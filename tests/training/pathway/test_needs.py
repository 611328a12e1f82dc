"""Today says what the pathway needs of a coordinator, and the home page what of others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from programmes.measures import measure_of
from programmes.person_facts import told_of
from tests.factories.fresh import ShadowingFactory
from tests.factories.programmes import MenteeFactory
from tests.training.pathway.people import on_pathway, prepared, transition_session
from training.actions.readiness import invite_ready, say_not_yet
from training.pathway.enums import PathwayState
from training.pathway.needs import needs_of_pathway


def ago(days):
    return timezone.now() - timedelta(days=days)


def titles(world, person=None):
    return [need.title for need in needs_of_pathway(world.programme, person or world.coordinator)]


@pytest.mark.parametrize(("days", "shown"), [(13, 0), (14, 1)])
def test_interest_that_nobody_answered_for_two_weeks(world, days, shown):
    pathway = on_pathway(world, moved_at=ago(days))
    assert titles(world) == ["Jonas Weber would like to be a mentor"] * shown
    say_not_yet(pathway, reason="Second goal.", by=world.coordinator)
    assert titles(world) == []


def test_the_ready_without_a_seat(world):
    pathway = prepared(world, PathwayState.READY)
    (need,) = needs_of_pathway(world.programme, world.coordinator)
    assert need.action == "Plan a session"
    transition_session(world)
    (need,) = needs_of_pathway(world.programme, world.coordinator)
    assert need.action == "Invite the ready"
    invite_ready([pathway], by=world.coordinator)
    assert titles(world) == []


@pytest.mark.parametrize(("days", "shown"), [(6, 0), (7, 1)])
def test_a_pair_that_has_not_answered_for_a_week(world, days, shown):
    pathway = on_pathway(world, PathwayState.TRAINED)
    ShadowingFactory.create(pathway=pathway, asked_at=ago(days))
    assert titles(world) == ["Jonas Weber waits for a pair’s answer"] * shown


def test_first_year_mentors_without_a_supporter(world):
    on_pathway(world, PathwayState.SOLO)
    on_pathway(world, PathwayState.SOLO, person=MenteeFactory.create(cohort=world.cohort).person)
    assert titles(world) == ["Two people mentor for the first time, with nobody at their side"]
    assert titles(world, world.facilitator) == []


def test_the_page_of_a_person_says_how_far_they_are(world):
    on_pathway(world, PathwayState.TRAINED)
    sections = told_of(world.mentee_place, world.coordinator).sections
    (section,) = [row for row in sections if row.key == "training.pathway"]
    assert section.word == "Trained"
    assert ("Waits for", "A pair to observe") in [(f.label, f.value) for f in section.facts]
    moments = told_of(world.mentee_place, world.coordinator).moments
    assert "On the way to mentor: Trained" in [moment.title for moment in moments]
    assert not [
        row for row in told_of(world.mentee_place, world.mentee).sections if "pathway" in row.key
    ]


def test_figures_for_indicators(world):
    today = timezone.localdate()
    count = measure_of("training.on_pathway")
    assert count.read(world.programme, as_of=today) is None
    on_pathway(world, PathwayState.LEFT)
    assert count.read(world.programme, as_of=today).value == 0
    on_pathway(world, person=MenteeFactory.create(cohort=world.cohort).person)
    assert count.read(world.programme, as_of=today).value == 1
    assert measure_of("training.conversion").read(world.programme, as_of=today) is None
