"""The page about mentees without a mentor."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.matching.trying.making import small_round

pytestmark = pytest.mark.django_db

MENTORS = {"Li Wei Chen": ("Finance", ["strategy"], 1)}
MENTEES = {"Ines Carvalho": ("Law", ["strategy"]), "Kwame Boateng": ("Law", ["pricing"])}


def page(world, draft):
    return reverse("matching:draft-nobody", args=(world.programme.slug, draft.pk))


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_names_who_has_nobody_and_leads_to_a_try_that_places_them(world, client_of):
    small = small_round(world.programme, mentors=MENTORS, mentees=MENTEES)
    client = client_of(world.coordinator)
    response = client.get(page(world, small.draft()))
    assert "1 mentee has nobody in Draft 1" in text(response)
    (person,) = response.context["left"]
    assert person.ways[0].sentence.startswith("One more place with Li Wei Chen: ")
    answer = client.get(person.ways[0].url).context["answer"]
    assert answer.outcome.figures_after.placed == 2
    assert answer.title == "1 more mentee would have a mentor"


def test_everybody_has_a_mentor(world, client_of):
    small = small_round(world.programme, mentors=MENTORS, mentees={"Ines C": ("Law", [])})
    words = text(client_of(world.coordinator).get(page(world, small.draft())))
    assert "Everybody has a mentor in Draft 1" in words


def test_who_may_look(world, client_of):
    small = small_round(world.programme, mentors=MENTORS, mentees=MENTEES)
    draft = small.draft()
    for person, status in ((world.coordinator, 200), (world.mentor, 403), (world.stranger, 404)):
        assert client_of(person).get(page(world, draft)).status_code == status


def test_as_many_queries_for_thirty_as_for_one(world, client_of):
    few = small_round(world.programme, mentors=MENTORS, mentees=MENTEES)
    many = small_round(
        world.programme,
        mentors=MENTORS,
        mentees=MENTEES | {f"Mentee{turn} X": ("Law", ["coaching"]) for turn in range(30)},
    )
    client, counts = client_of(world.coordinator), []
    for each in (few, many):
        draft = each.draft()
        client.get(page(world, draft))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page(world, draft)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
