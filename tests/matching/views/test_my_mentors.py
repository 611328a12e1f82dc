"""Looking at who would suit, and asking."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.models import MatchRequest
from tests.factories.rounds import MatchingPlaceFactory, RuleFactory
from tests.matching.wishing.open_rounds import (
    another_mentor,
    asking,
    profile_of,
    today,
    wishing,
)


def page(place):
    return reverse("matching:my-mentors", args=(place.pk,))


def ask_page(place, other):
    return reverse("matching:my-mentors-ask", args=(place.pk, other.pk))


def text(response):
    return response.content.decode()


def test_it_shows_what_profiles_show_and_what_the_two_share(world, client_of):
    wishing(world)
    profile_of(
        world.mentor_place,
        job_title="Head of exports",
        location="Lisbon",
        languages=["Polski"],
        interests=["leading through change"],
        biography="I like <maps>.",
        line_manager_name="Olga Secret",
        grade="G7",
    )
    profile_of(world.mentee_place, languages=["polski"], interests=["Leading through change"])
    shown = text(client_of(world.mentee).get(page(world.mentee_place)))
    assert "1 mentor would suit you" in shown
    assert "You both speak Polski; both named “leading through change”." in shown
    for words in (
        "Amara Okafor",
        "Head of exports, Lisbon",
        "I like &lt;maps&gt;.",
        "random order",
    ):
        assert words in shown
    for words in ("Olga Secret", "G7", world.mentor.email, "fit "):
        assert words not in shown


def test_nobody_whom_a_rule_rules_out_who_rests_or_has_no_room(world, client_of):
    chosen = wishing(world, ceiling=1)
    RuleFactory.create(round=chosen)
    profile_of(world.mentee_place, department="Finance")
    profile_of(world.mentor_place, department="Finance")
    resting, full = another_mentor(world, "Rest Ing"), another_mentor(world, "Full Up")
    for place in (resting, full, another_mentor(world, "Free Now")):
        profile_of(place, department="Nursing")
    MatchingPlaceFactory.create(participant=resting, is_resting=True)
    MatchingPlaceFactory.create(participant=full, seats=0)
    shown = text(client_of(world.mentee).get(page(world.mentee_place)))
    assert "Free Now" in shown
    for name in ("Amara Okafor", "Rest Ing", "Full Up"):
        assert name not in shown


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=harbour", {"Ben Li"}),
        ("q=okaf", {"Amara Okafor"}),
        ("q=chess", {"Ben Li"}),
        ("department=Finance", {"Amara Okafor"}),
        ("location=Porto&language=Cymraeg", {"Ben Li"}),
        ("q=%00", {"Amara Okafor", "Ben Li"}),
        ("department=Nowhere", {"Amara Okafor", "Ben Li"}),
    ],
)
def test_the_list_is_narrowed(world, client_of, query, names):
    wishing(world)
    profile_of(world.mentor_place, department="Finance")
    profile_of(
        another_mentor(world),
        biography="Twenty years in the Harbour",
        location="Porto",
        languages=["Cymraeg"],
        interests=["Chess"],
    )
    shown = text(client_of(world.mentee).get(f"{page(world.mentee_place)}?{query}"))
    assert {name for name in ("Amara Okafor", "Ben Li") if f"<strong>{name}" in shown} == names


def test_thirty_people_cost_as_many_queries_as_one_and_no_page_repeats_anybody(world, client_of):
    wishing(world)
    client = client_of(world.mentee)
    client.get(page(world.mentee_place))
    with CaptureQueriesContext(connection) as one:
        client.get(page(world.mentee_place))
    for number in range(29):
        profile_of(another_mentor(world, f"Mentor Number{number:02}"), interests=["chess"])
    with CaptureQueriesContext(connection) as thirty:
        client.get(page(world.mentee_place))
    assert len(thirty) <= len(one)
    seen = []
    for number in (1, 2, 3):
        found = client.get(f"{page(world.mentee_place)}?page={number}").context["candidates"]
        seen += [each.place.pk for each in found]
    assert len(seen) == len(set(seen)) == 30
    again = client.get(page(world.mentee_place)).context["candidates"]
    assert [each.place.pk for each in again] == seen[:12]


def test_closed_before_and_after_with_a_sentence(world, client_of):
    client = client_of(world.mentee)
    assert "nothing to choose here now" in text(client.get(page(world.mentee_place)))
    wishing(world, wishes_until=today() - timedelta(days=2))
    shown = text(client.get(page(world.mentee_place)))
    assert "Wishes are closed" in shown
    assert "Amara" not in shown


def test_who_said_not_this_time_is_asked_nothing(world, client_of):
    wishing(world)
    MatchingPlaceFactory.create(participant=world.mentee_place, is_resting=True)
    client = client_of(world.mentee)
    assert "You said: not this time" in text(client.get(page(world.mentee_place)))
    assert "Whom would you like" not in text(client.get(reverse("programmes:home")))


def test_only_for_oneself(world, client_of):
    asking(world)
    for person in (world.mentor, world.coordinator, world.stranger):
        client = client_of(person)
        for url in (page(world.mentee_place), ask_page(world.mentee_place, world.mentor_place)):
            assert client.get(url).status_code == 404
            assert client.post(url).status_code in {404, 405}
    assert not MatchRequest.objects.exists()


def test_asking_shows_the_mail_first_and_then_asks(world, client_of):
    asking(world)
    client = client_of(world.mentee)
    shown = text(client.get(ask_page(world.mentee_place, world.mentor_place)))
    assert "Jonas Weber asks you to be their mentor" in shown
    assert not MatchRequest.objects.exists()
    told = {"words": "Because of <maps>."}
    response = client.post(ask_page(world.mentee_place, world.mentor_place), told)
    made = MatchRequest.objects.get()
    assert response.url == reverse("matching:my-request", args=(made.pk,))
    assert made.words == "Because of <maps>."


def test_what_was_typed_stays_when_somebody_was_quicker(world, client_of):
    asking(world, ceiling=1)
    client = client_of(world.mentee)
    MatchingPlaceFactory.create(participant=world.mentor_place, seats=0)
    told = {"words": "Because of maps."}
    shown = text(client.post(ask_page(world.mentee_place, world.mentor_place), told))
    assert "Amara has no room just now" in shown
    assert "Because of maps." in shown
    too_long = {"words": "x" * 1001}
    assert "x" * 1001 in text(
        client.post(ask_page(world.mentee_place, world.mentor_place), too_long)
    )


def test_nobody_of_another_cohort_or_side_can_be_asked(world, client_of):
    asking(world)
    client = client_of(world.mentee)
    for other in (world.mentee_place, another_mentor(world).cohort):
        assert client.get(ask_page(world.mentee_place, other)).status_code == 404
