"""The search finds what is open to whoever asks, in spite of slips, and nothing else."""

import pytest
from django.urls import reverse

from tests.factories.accounts import PersonFactory
from tests.factories.programmes import ParticipantFactory

SEARCH = "/search/"
PANEL = {"HX-Request": "true", "HX-Target": "palette-results"}


def titles(response):
    return [each.title for group in response.context["groups"] for each in group.found]


@pytest.mark.parametrize(
    "typed",
    ["Jonas", "jon", "weber", "Jonas Weber", "jonás", "jonsa", "jonsa weber", "weber jonas"],
)
def test_a_coordinator_finds_a_person_by_a_part_a_slip_or_another_order(world, client_of, typed):
    response = client_of(world.coordinator).get(SEARCH, {"q": typed})
    assert "Jonas Weber" in titles(response)


def test_letters_with_and_without_accents_are_the_same(world, client_of):
    ParticipantFactory.create(cohort=world.cohort, person=PersonFactory.create(name="Søren Łęcki"))
    assert titles(client_of(world.coordinator).get(SEARCH, {"q": "soren lecki"})) == ["Søren Łęcki"]


def test_who_begins_with_the_words_comes_before_who_only_holds_them(world, client_of):
    for name in ("Zoe Marland", "Mara Zimmer"):
        ParticipantFactory.create(cohort=world.cohort, person=PersonFactory.create(name=name))
    assert titles(client_of(world.coordinator).get(SEARCH, {"q": "mar"}))[:2] == [
        "Mara Zimmer",
        "Zoe Marland",
    ]


@pytest.mark.parametrize("who", ["stranger", "other_coordinator", "mentee", "reviewer"])
def test_nobody_finds_people_who_are_not_theirs_to_see(world, client_of, who):
    response = client_of(getattr(world, who)).get(SEARCH, {"q": "Amara Okafor"})
    assert titles(response) == []
    assert "Amara" not in response.content.decode().replace('value="Amara Okafor"', "").replace(
        "for Amara Okafor", ""
    )


def test_what_was_found_opens_is_remembered_and_shown_before_anything_is_typed(world, client_of):
    client = client_of(world.coordinator)
    address = reverse("search-open", args=("person", world.mentee_place.pk))

    opened = client.get(address)

    assert opened.headers["Location"] == reverse(
        "programmes:participant", args=(world.programme.slug, world.mentee_place.pk)
    )
    assert [each.title for each in client.get(SEARCH).context["visited"]] == ["Jonas Weber"]
    assert "Jonas" not in str(dict(client.session))


def test_what_is_not_theirs_to_open_is_not_there(world, client_of):
    address = reverse("search-open", args=("person", world.mentee_place.pk))
    assert client_of(world.other_coordinator).get(address).status_code == 404
    assert client_of(world.mentor).get(address).status_code == 404
    nothing = reverse("search-open", args=("nonsense", world.mentee_place.pk))
    assert client_of(world.coordinator).get(nothing).status_code == 404


def test_pages_and_beginnings_are_found_too(world, client_of):
    response = client_of(world.coordinator).get(SEARCH, {"q": "add a pers"})
    assert [item.label for item in response.context["deeds"]] == ["Add a person"]
    pages = client_of(world.coordinator).get(SEARCH, {"q": "outbx"}).context["pages"]
    assert [item.label for item in pages] == ["Outbox"]


def test_a_mentee_is_offered_only_what_a_mentee_can_do(world, client_of):
    response = client_of(world.mentee).get(SEARCH)
    assert [item.label for item in response.context["deeds"]] == [
        "Tell us that something is not right",
        "Choose which mails you get",
    ]


@pytest.mark.parametrize(
    "typed", ["\x00", "%", "_", "\\", "'", "   ", "a" * 5000, "\u202e\u05e0", "😀"]
)
def test_whatever_is_typed_is_answered(world, client_of, typed):
    assert client_of(world.coordinator).get(SEARCH, {"q": typed}).status_code == 200


@pytest.mark.parametrize("more", [0, 29])
def test_the_panel_asks_the_database_the_same_for_few_and_many(
    world, client_of, django_assert_max_num_queries, more
):
    for number in range(more):
        person = PersonFactory.create(name=f"Mara {number}")
        ParticipantFactory.create(cohort=world.cohort, person=person)
    client = client_of(world.coordinator)
    client.get(SEARCH)
    with django_assert_max_num_queries(12):
        client.get(
            SEARCH, {"q": "mara"}, headers={"HX-Request": "true", "HX-Target": "palette-results"}
        )
