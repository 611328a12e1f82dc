"""Two records of one person who applied, or judged the other: joined, or refused in words."""

import pytest

from mentorship.accounts.models import Person
from programmes.actions.merging import merge_people, undo_merge
from programmes.merging import CannotMergeError
from programmes.models import Application, ConflictOfInterest
from programmes.selection.enums import ReviewState
from tests.factories.choosing import (
    AnswerFactory,
    CheckFactory,
    EndorsementFactory,
    NominationFactory,
    ReviewFactory,
    mentee_application,
    mentor_application,
)
from tests.factories.programmes import MenteeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(world):
    """Return a second record of the mentee's."""
    return MenteeFactory.create(cohort__programme=world.programme, person__email=None).person


def merge(world, gone):
    return merge_people(
        kept=Person.objects.get(pk=world.mentee.pk),
        gone=Person.objects.get(pk=gone.pk),
        organisation=world.organisation,
        by=world.administrator,
        is_administrator=True,
    )


def test_what_one_applied_for_goes_along_and_comes_back(world, twin):
    application = mentee_application(world.cohort, person=twin)
    check = CheckFactory.create(requirement__programme=world.programme, person=twin)
    joined = merge(world, twin)
    application.refresh_from_db()
    check.refresh_from_db()
    assert (application.person, check.person) == (world.mentee, world.mentee)
    undo_merge(joined, by=world.administrator)
    application.refresh_from_db()
    assert application.person == twin


def test_both_applied_for_the_same(world, twin):
    mine = mentee_application(world.cohort, person=world.mentee)
    for each in (mine, mentee_application(world.cohort, person=twin)):
        AnswerFactory.create(application=each, question__section__form=each.form)
    with pytest.raises(CannotMergeError, match="Both have their own"):
        merge(world, twin)
    assert Application.objects.filter(person=twin).exists()


def test_who_nominated_the_other(world, twin):
    NominationFactory.create(cohort=world.cohort, nominee=twin, nominated_by=world.mentee)
    with pytest.raises(CannotMergeError):
        merge(world, twin)


def test_who_judged_the_other(world, twin):
    application = mentor_application(world.programme, cohort=world.cohort, person=twin)
    ReviewFactory.create(application=application, reviewer=world.mentee, state=ReviewState.ASSIGNED)
    with pytest.raises(CannotMergeError, match="reviews"):
        merge(world, twin)


def test_who_endorsed_the_other(world, twin):
    application = mentee_application(world.cohort, person=twin)
    EndorsementFactory.create(application=application, endorser=world.mentee)
    with pytest.raises(CannotMergeError, match="endorse"):
        merge(world, twin)


def test_who_is_too_near_to_the_other_is_so_no_more(world, twin):
    ConflictOfInterest.objects.create(
        programme=world.programme, reviewer=world.mentee, applicant=twin
    )
    merge(world, twin)
