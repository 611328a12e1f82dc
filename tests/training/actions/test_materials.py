"""Materials of a course: added, ordered, and their documents kept no longer than they are."""

from dataclasses import replace

import pytest
from django.core.files.storage import default_storage

from programmes.documents.keeping import path_of
from programmes.documents.reading import Document
from programmes.models import StoredFile
from tests.factories.training import CourseFactory
from training.actions.materials import (
    MaterialPlan,
    add_material,
    change_material,
    move_material,
    remove_material,
)

PDF = Document(b"%PDF-1.7 ... %%EOF", "slides.pdf", "application/pdf")


@pytest.fixture
def course(world):
    return CourseFactory.create(organisation=world.organisation)


def add(course, world, *titles):
    return [
        add_material(course, MaterialPlan(title=title, words="Read."), by=world.coordinator)
        for title in titles
    ]


def titles(course):
    return [material.title for material in course.materials.all()]


def test_materials_stand_in_the_order_in_which_they_are_worked_through(world, course):
    one, two, three = add(course, world, "1", "2", "3")
    move_material(three, step=-1, by=world.coordinator)
    assert titles(course) == ["1", "3", "2"]
    move_material(one, step=-1, by=world.coordinator)
    move_material(two, step=1, by=world.coordinator)
    assert titles(course) == ["1", "3", "2"]
    remove_material(three, by=world.coordinator)
    remove_material(three, by=world.coordinator)
    assert titles(course) == ["1", "2"]


def test_a_new_document_takes_the_old_ones_place(world, course, django_capture_on_commit_callbacks):
    plan = MaterialPlan(title="Slides", document=PDF)
    material = add_material(course, plan, by=world.coordinator)
    old = material.file
    change_material(material, replace(plan, document=None), by=world.coordinator)
    assert material.file == old
    with django_capture_on_commit_callbacks(execute=True):
        change_material(material, plan, by=world.coordinator)
    assert StoredFile.objects.get() == material.file != old
    assert not default_storage.exists(path_of(old.key))
    with django_capture_on_commit_callbacks(execute=True):
        remove_material(material, by=world.coordinator)
    assert not StoredFile.objects.exists()


def test_a_document_is_taken_away_and_the_words_stay(world, course):
    plan = MaterialPlan(title="Slides", words="See inside.", document=PDF)
    material = add_material(course, plan, by=world.coordinator)
    change_material(material, replace(plan, document=None, keeps_file=False), by=world.coordinator)
    material.refresh_from_db()
    assert (material.file, material.words) == (None, "See inside.")
    assert not StoredFile.objects.exists()
