"""Pictures that are no longer anybody's go; all others stay."""

import os
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from programmes.actions.merging import merge_people
from programmes.models import Merge, Profile
from programmes.people.pictures import SIZES, Picture, path_of, store_picture
from programmes.tasks import sweep_lost_pictures
from tests.factories.programmes import CohortFactory, MenteeFactory


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }


def stored(*, days):
    """Store a picture so many days ago."""
    key = store_picture(Picture(large=b"large", small=b"small"))
    then = (timezone.now() - timedelta(days=days)).timestamp()
    for size in SIZES:
        os.utime(default_storage.path(path_of(key, size)), (then, then))
    return key


def is_there(key):
    return all(default_storage.exists(path_of(key, size)) for size in SIZES)


def profile_with(person, key):
    return Profile.objects.create(membership=person.memberships.get(), picture_key=key)


def test_a_picture_of_nobody_goes_once_it_is_a_day_old(world):
    lost, young, shown = stored(days=2), stored(days=0), stored(days=40)
    profile_with(world.mentee, shown)

    sweep_lost_pictures()
    sweep_lost_pictures()

    assert (is_there(lost), is_there(young), is_there(shown)) == (False, True, True)


def test_nothing_happens_before_the_first_picture(db):
    sweep_lost_pictures()


def test_a_picture_that_a_merge_dropped_stays_while_the_merge_can_be_taken_back(world):
    earlier = CohortFactory.create(programme=world.programme, name="Earlier")
    gone = MenteeFactory.create(cohort=earlier).person
    kept_key, dropped = stored(days=40), stored(days=40)
    profile_with(world.mentee, kept_key)
    profile_with(gone, dropped)
    merge = merge_people(
        kept=world.mentee,
        gone=gone,
        organisation=world.organisation,
        by=world.coordinator,
        is_administrator=False,
    )

    sweep_lost_pictures()
    assert is_there(dropped)

    Merge.objects.filter(pk=merge.pk).update(made_at=timezone.now() - timedelta(hours=25))
    sweep_lost_pictures()
    assert (is_there(dropped), is_there(kept_key)) == (False, True)
