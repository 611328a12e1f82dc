"""The what-if page: an answer in sentences, kept as a draft exactly as it was shown."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.actions.board import pin
from matching.drafts.enums import DraftOrigin
from matching.models import Draft, DraftHold, DraftPair
from matching.trying.links import try_url
from tests.matching.trying.making import MENTEES, MENTORS, small_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(world):
    return small_round(world.programme)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def page(world, draft):
    return reverse("matching:draft-try", args=(world.programme.slug, draft.pk))


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def mark_in(response):
    return re.search(r'name="mark" value="(\w+)"', response.content.decode())[1]


def keep(client, world, draft, query, mark):
    url = reverse("matching:draft-try-keep", args=(world.programme.slug, draft.pk))
    return client.post(f"{url}?{query}", {"mark": mark})


def test_begins_with_a_form_and_stores_nothing(coordinator, world, small):
    draft = small.draft()
    words = text(coordinator.get(page(world, draft)))
    assert "What would change?" in words
    assert "Nothing is stored until you keep it as a draft." in words
    assert Draft.objects.count() == 1


def test_says_who_moves_and_what_it_costs(coordinator, world, small):
    draft = small.draft()
    pair = small.pair("Ines", "Li")
    response = coordinator.get(try_url(world.programme.slug, draft, together=[pair]))
    words = text(response)
    assert "Pinning Ines Carvalho with Li Wei Chen moves" in words
    assert "Ines Carvalho leaves Amara Okafor for it." in words
    assert re.search(r"Average fit (falls|stays|rises)", words)
    assert "this is proven" in words
    assert Draft.objects.count() == 1


def test_kept_as_it_was_shown_and_only_once(coordinator, world, small):
    draft = small.draft()
    url = try_url(world.programme.slug, draft, together=[small.pair("Ines", "Li")])
    shown = coordinator.get(url)
    places = {
        (each.mentee, each.mentor, each.points) for each in shown.context["answer"].outcome.after
    }
    query = url.partition("?")[2]
    first = keep(coordinator, world, draft, query, mark_in(shown))
    second = keep(coordinator, world, draft, query, mark_in(shown))
    kept = Draft.objects.get(origin=DraftOrigin.WHAT_IF)
    assert (
        first.url == second.url == reverse("matching:draft", args=(world.programme.slug, kept.pk))
    )
    rows = DraftPair.objects.filter(draft=kept)
    assert {(row.mentee_id, row.mentor_id, row.points) for row in rows} == places
    assert kept.parent == draft
    assert kept.measures["total"] == sum(points for *_pair, points in places)
    assert kept.certificate["is_optimal"]
    hold = DraftHold.objects.get(draft=kept)
    assert (hold.mentee_id, hold.mentor_id) == small.pair("Ines", "Li")


def test_another_answer_than_was_seen_is_not_kept(coordinator, world, small):
    draft = small.draft()
    url = try_url(world.programme.slug, draft, together=[small.pair("Ines", "Li")])
    mark = mark_in(coordinator.get(url))
    other = DraftPair.objects.exclude(mentee=small["Ines"]).exclude(mentor=small["Li"]).first()
    assert other is not None
    pin(draft, other, by=world.coordinator, seen_version=1)
    response = keep(coordinator, world, draft, url.partition("?")[2], mark)
    assert response.status_code == 409
    assert "Something has changed meanwhile" in text(response)
    assert Draft.objects.count() == 1


def test_a_pin_against_a_rule_names_it_and_offers_to_try_without(coordinator, world, small):
    draft = small.draft()
    url = try_url(world.programme.slug, draft, together=[small.pair("Ines", "Yuki")])
    response = coordinator.get(url)
    words = text(response)
    assert "Ines Carvalho with Yuki Tanaka would break a rule" in words
    assert f"“{draft.settings['rules'][0]['sentence']}”" in words
    without = response.context["trouble"].url
    answer = coordinator.get(without).context["answer"].outcome
    assert small.pair("Ines", "Yuki") in {(each.mentee, each.mentor) for each in answer.after}


def test_pins_that_contradict_each_other_are_named(coordinator, world, small):
    draft = small.draft()
    pairs = [small.pair("Ines", "Li"), small.pair("Kwame", "Li")]
    words = text(coordinator.get(try_url(world.programme.slug, draft, together=pairs)))
    assert "These cannot all be together" in words
    assert "Ines Carvalho with Li Wei Chen" in words
    assert "Kwame Boateng with Li Wei Chen" in words


def test_half_a_pair_is_asked_for_and_nothing_typed_is_lost(coordinator, world, small):
    draft = small.draft()
    typed = {"mentee": str(small["Ines"].pk), "room": "2", "ceiling": "3"}
    response = coordinator.get(page(world, draft), typed)
    words = text(response)
    assert "Choose the mentor as well." in words
    assert "Say whose room it is." in words
    form = response.context["form"]
    assert form["mentee"].value() == typed["mentee"]
    assert form["ceiling"].value() == "3"


def test_what_is_chosen_becomes_an_address(coordinator, world, small):
    draft = small.draft()
    pair = small.pair("Ines", "Li")
    sent = {"mentee": pair[0], "mentor": pair[1], "how": "apart", "ceiling": "2", "mode": "leximin"}
    response = coordinator.get(page(world, draft), sent)
    assert response.status_code == 302
    assert response.url.endswith(f"?apart={pair[0]}~{pair[1]}&mode=leximin")
    answered = coordinator.get(response.url)
    assert answered.status_code == 200
    assert [each.label for each in answered.context["tried"]] == [
        "Ines Carvalho not with Li Wei Chen",
        "Putting “Fairest: raise the weakest pairs” first",
    ]


def test_strangers_to_the_draft_are_refused(coordinator, world, small):
    draft = small.draft()
    other = small_round(world.programme)
    sent = {"together": "~".join(map(str, other.pair("Ines", "Li")))}
    words = text(coordinator.get(page(world, draft), sent))
    assert "A pair in this address is not of this draft." in words


def test_who_may_try_and_who_may_keep(world, client_of, small):
    draft = small.draft()
    keeping = reverse("matching:draft-try-keep", args=(world.programme.slug, draft.pk))
    for person, status in (
        (world.coordinator, 200),
        (world.mentor, 403),
        (world.reviewer, 403),
        (world.stranger, 404),
        (world.other_coordinator, 404),
    ):
        assert client_of(person).get(page(world, draft)).status_code == status, person
        expected = 302 if status == 200 else status
        assert client_of(person).post(keeping).status_code == expected, person


def test_as_many_queries_for_thirty_as_for_a_few(coordinator, world, small):
    many = small_round(
        world.programme,
        mentors=MENTORS | {f"Mentor{turn} X": ("Art", ["coaching"], 1) for turn in range(30)},
        mentees=MENTEES | {f"Mentee{turn} X": ("Law", ["coaching"]) for turn in range(30)},
    )
    counts = []
    for each in (small, many):
        draft = each.draft()
        url = try_url(world.programme.slug, draft, together=[each.pair("Ines", "Li")])
        coordinator.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert coordinator.get(url).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
