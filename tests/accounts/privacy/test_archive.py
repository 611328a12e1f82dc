"""Tests of the copy of what is kept of a person: complete, readable, and silent about others."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.privacy.archive import write_copy
from programmes.models import Participant
from tests.people import World

pytestmark = pytest.mark.django_db


def copy_of(person: Person, **how: Any) -> zipfile.ZipFile:
    """Return the copy, opened."""
    target = io.BytesIO()
    write_copy(target, person, **how)
    return zipfile.ZipFile(io.BytesIO(target.getvalue()))


def rows(packed: zipfile.ZipFile, label: str) -> list[dict[str, Any]]:
    """Return the rows of one kind; none where it has no file."""
    name = f"data/{label}.json"
    return json.loads(packed.read(name)) if name in packed.namelist() else []


def test_it_holds_the_person_their_places_and_nobody_elses(world: World) -> None:
    packed = copy_of(world.mentee)
    person = rows(packed, "accounts.person")
    assert [row["email"] for row in person] == [world.mentee.email]
    assert person[0]["password"] == {"held_back": True}
    places = rows(packed, "programmes.participant")
    assert [row["id"] for row in places] == [str(world.mentee_place.pk)]
    everything = b"".join(packed.read(name) for name in packed.namelist()).decode()
    assert world.stranger.name not in everything


def test_the_manifest_lists_each_file_with_its_hash(world: World) -> None:
    packed = copy_of(world.mentee)
    manifest = json.loads(packed.read("manifest.json"))
    listed = {entry["path"] for entry in manifest["files"]}
    assert listed | {"manifest.json"} == set(packed.namelist())
    assert manifest["made_at"].endswith("Z")


def test_an_organisation_hands_out_only_what_it_keeps(world: World) -> None:
    place = Participant.objects.create(
        cohort=world.other_programme.cohorts.create(
            number=7,
            starts_on=timezone.localdate(),
            ends_on=timezone.localdate() + timedelta(days=90),
        ),
        person=world.mentee,
        role="mentee",
        joined_on=timezone.localdate(),
    )
    everything = rows(copy_of(world.mentee), "programmes.participant")
    of_one = rows(copy_of(world.mentee, organisation=world.organisation), "programmes.participant")
    assert str(place.pk) in {row["id"] for row in everything}
    assert {row["id"] for row in of_one} == {str(world.mentee_place.pk)}
