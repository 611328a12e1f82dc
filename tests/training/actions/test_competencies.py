"""Competencies come with an organisation once, and the past keeps what it names."""

import pytest

from tests.factories.accounts import OrganisationFactory
from tests.factories.fresh import CompetencyFactory
from tests.factories.training import CourseFactory, EntryFactory
from tests.programmes.races import both_at_once
from training.actions.competencies import (
    CompetencyUsedError,
    add_competency,
    bring_back,
    ensure_competencies,
    remove_competency,
    set_aside,
    set_levels,
)
from training.competencies.shipped import MENTEE_SKILLS, MENTOR_AREAS, SHIPPED
from training.enums import Audience
from training.models import Competency, CompetencyLevel
from training.receivers import note_programme

LEVELS = 4


def test_six_areas_and_five_skills_come_with_four_levels_each(world):
    ensure_competencies(world.organisation)
    rows = world.organisation.competencies
    assert [row.key for row in rows.for_role("mentor")] == [each.key for each in MENTOR_AREAS]
    assert [row.key for row in rows.for_role("mentee")] == [each.key for each in MENTEE_SKILLS]
    levels = CompetencyLevel.objects.exclude(name="").exclude(description="")
    assert levels.count() == LEVELS * len(SHIPPED)


def test_once_more_changes_nothing_and_keeps_what_was_changed(world):
    ensure_competencies(world.organisation)
    own = world.organisation.competencies.get(key="inclusion")
    own.name = "Belonging"
    own.save()
    own.levels.all().delete()
    set_aside(own, by=world.coordinator)
    ensure_competencies(world.organisation)
    own.refresh_from_db()
    assert (own.name, own.is_active, own.levels.count()) == ("Belonging", False, 0)
    assert world.organisation.competencies.count() == len(SHIPPED)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_give_each_of_them_once():
    organisation = OrganisationFactory.create()
    wrong = both_at_once(
        lambda: ensure_competencies(organisation), lambda: ensure_competencies(organisation)
    )
    assert wrong == []
    assert organisation.competencies.count() == len(SHIPPED)
    assert CompetencyLevel.objects.count() == LEVELS * len(SHIPPED)


def test_they_come_when_a_programme_is_started(world):
    note_programme(type(world.programme), programme=world.programme)
    assert world.organisation.competencies.count() == len(SHIPPED)


def test_a_new_one_gets_a_key_of_its_own_and_stands_last(world):
    ensure_competencies(world.organisation)
    facts = {"description": "", "audience": Audience.BOTH, "by": world.coordinator}
    one = add_competency(world.organisation, name="Inclusion", **facts)
    other = add_competency(world.organisation, name="Übung macht…", **facts)
    assert (one.key, other.key) == ("inclusion-2", "ubung-macht")
    assert [*world.organisation.competencies.all()][-2:] == [one, other]


def test_levels_are_numbered_from_the_lowest(world):
    skill = CompetencyFactory.create(organisation=world.organisation)
    set_levels(skill, [("Old", "")], by=world.coordinator)
    set_levels(skill, [("New", "Tries"), ("Sure", "Does")], by=world.coordinator)
    assert [str(level) for level in skill.levels.all()] == ["1 New", "2 Sure"]


def test_setting_aside_and_bringing_back_are_done_once(world):
    skill = CompetencyFactory.create(organisation=world.organisation)
    by = world.coordinator
    assert [set_aside(skill, by=by), set_aside(skill, by=by)] == [True, False]
    assert not Competency.objects.in_use().exists()
    assert [bring_back(skill, by=by), bring_back(skill, by=by)] == [True, False]


@pytest.mark.parametrize("case", ["a course", "an hour", "shipped"])
def test_what_the_past_names_or_what_comes_along_is_never_deleted(world, case):
    skill = CompetencyFactory.create(organisation=world.organisation)
    if case == "a course":
        CourseFactory.create(organisation=world.organisation).competencies.add(skill)
    elif case == "an hour":
        EntryFactory.create(programme=world.programme, person=world.mentor, competency=skill)
    else:
        ensure_competencies(world.organisation)
        skill = world.organisation.competencies.get(key="inclusion")
    with pytest.raises(CompetencyUsedError):
        remove_competency(skill, by=world.coordinator)
    assert Competency.objects.filter(pk=skill.pk).exists()


def test_what_nothing_names_may_go(world):
    skill = CompetencyFactory.create(organisation=world.organisation)
    set_levels(skill, [("New", "")], by=world.coordinator)
    remove_competency(skill, by=world.coordinator)
    assert not Competency.objects.exists()
