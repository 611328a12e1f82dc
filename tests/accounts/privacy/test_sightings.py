"""Tests of who looked at whose record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mentorship.accounts.actions.sightings import choose_naming, note_looks
from mentorship.accounts.models import Sighting
from mentorship.accounts.privacy.enums import SightingKind
from mentorship.accounts.viewing.now import looking_as_somebody_else
from tests.factories.accounts import PersonFactory
from tests.people import ClientOf, World

pytestmark = pytest.mark.django_db


def test_opening_a_page_twice_a_day_is_one_look(world: World, client_of: ClientOf) -> None:
    client = client_of(world.coordinator)
    slug, pk = world.programme.slug, world.mentee_place.pk
    url = reverse("programmes:participant", args=(slug, pk))
    client.get(url)
    client.get(url)
    look = Sighting.objects.get()
    assert (look.viewer, look.person, look.kind) == (
        world.coordinator,
        world.mentee,
        SightingKind.PERSON,
    )


def test_a_list_as_a_file_names_everybody_on_it(world: World, client_of: ClientOf) -> None:
    client_of(world.coordinator).get(reverse("programmes:people-csv", args=(world.programme.slug,)))
    seen = set(Sighting.objects.filter(kind=SightingKind.LIST).values_list("person", flat=True))
    assert {world.mentor.pk, world.mentee.pk} <= seen


def test_many_people_are_one_statement(world: World) -> None:
    people = [each.pk for each in PersonFactory.create_batch(30)]
    place = world.organisation.pk
    note_looks(SightingKind.LIST, people[:1], organisation_id=place, by=world.coordinator)
    with CaptureQueriesContext(connection) as queries:
        note_looks(SightingKind.LIST, people, organisation_id=place, by=world.coordinator)
    assert len(queries) <= 3
    assert Sighting.objects.count() == 30


def test_nobody_is_told_of_looking_at_themselves(world: World) -> None:
    note_looks(
        SightingKind.PERSON,
        [world.mentee.pk],
        organisation_id=world.organisation.pk,
        by=world.mentee,
    )
    assert not Sighting.objects.exists()


def test_whoever_is_only_played_by_an_administrator_looks_at_nobody(world: World) -> None:
    place = world.organisation.pk
    with looking_as_somebody_else():
        note_looks(
            SightingKind.PERSON, [world.mentee.pk], organisation_id=place, by=world.coordinator
        )
    assert not Sighting.objects.exists()
    note_looks(SightingKind.PERSON, [world.mentee.pk], organisation_id=place, by=world.coordinator)
    assert Sighting.objects.exists()


def test_the_person_reads_names_or_roles_as_the_organisation_chose(
    world: World, client_of: ClientOf
) -> None:
    note_looks(
        SightingKind.PERSON,
        [world.mentee.pk],
        organisation_id=world.organisation.pk,
        by=world.coordinator,
    )
    client = client_of(world.mentee)
    assert world.coordinator.name in client.get(reverse("privacy-looks")).content.decode()
    choose_naming(world.organisation, names_viewers=False, by=world.administrator)
    page = client.get(reverse("privacy-looks")).content.decode()
    assert world.coordinator.name not in page
    assert "oordinator" in page


def test_only_administrators_read_those_of_others(world: World, client_of: ClientOf) -> None:
    note_looks(
        SightingKind.PERSON,
        [world.mentee.pk],
        organisation_id=world.organisation.pk,
        by=world.coordinator,
    )
    url = reverse("organisation-looks")
    assert world.mentee.name in client_of(world.administrator).get(url).content.decode()
    assert client_of(world.coordinator).get(url).status_code == 403
    mentor = client_of(world.mentor).get(reverse("privacy-looks")).content.decode()
    assert world.coordinator.name not in mentor
