"""Drafts side by side."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.drafts.queries import measures_of
from matching.trying.comparing import deciles, measured
from tests.matching.trying.making import MENTEES, MENTORS, small_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(world):
    return small_round(world.programme)


@pytest.fixture
def coordinator(world, client_of):
    return client_of(world.coordinator)


def page(world, draft):
    return reverse("matching:draft-compare", args=(world.programme.slug, draft.pk))


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def row(comparison, label):
    return [cell.text for each in comparison.measures if each.label == label for cell in each.cells]


def test_one_draft_alone_is_offered_a_change(coordinator, world, small):
    words = text(coordinator.get(page(world, small.draft())))
    assert "There is only one draft" in words


def test_measures_and_people_that_differ(coordinator, world, small):
    first = small.draft()
    second = small.draft(pins=[small.pair("Ines", "Li")])
    response = coordinator.get(page(world, second), {"drafts": [str(first.pk)]})
    comparison = response.context["comparison"]
    assert row(comparison, "Pinned") == ["1", "0"]
    own = measures_of(second), measures_of(first)
    assert row(comparison, "Average fit, of 100") == [
        f"{(each['mean'] or 0) / 100:.1f}" for each in own
    ]
    assert row(comparison, "Mentees placed") == ["3 of 3", "3 of 3"]
    assert "Ines Carvalho" in {each.label for each in response.context["people"]}
    everybody = coordinator.get(page(world, second), {"drafts": str(first.pk), "show": "all"})
    assert len(everybody.context["people"]) == 3
    assert not comparison.differs_by_rules


def test_pairs_who_would_both_rather_have_each_other(small):
    draft = small.draft(pins=[small.pair("Ines", "Li")])
    # Ines and Amara, Tom and Yuki share more than any of them does with whom they have.
    assert measured([draft])[draft.pk].blocking == 2
    free = small.draft()
    assert measured([free])[free.pk].blocking == 0


def test_rules_that_differ_are_named(coordinator, world, small):
    first = small.draft()
    small.departments.is_on = False
    small.departments.save()
    second = small.draft()
    response = coordinator.get(page(world, second), {"drafts": str(first.pk)})
    (line,) = response.context["comparison"].settings
    assert [cell.text for cell in line.cells] == ["off", "must"]
    assert "made by different rules" in text(response)
    assert first.settings["rules"][0]["id"] == str(small.departments.pk)


def test_at_most_three_beside_it_and_nothing_of_other_rounds(coordinator, world, small):
    drafts = [small.draft() for _turn in range(5)]
    sent = {"drafts": [str(draft.pk) for draft in drafts[1:]]}
    assert "Choose three at most." in text(coordinator.get(page(world, drafts[0]), sent))
    other = small_round(world.programme).draft()
    strange = coordinator.get(page(world, drafts[0]), {"drafts": str(other.pk)})
    assert "comparison" not in strange.context


def test_who_may_compare(world, client_of, small):
    draft = small.draft()
    for person, status in ((world.coordinator, 200), (world.mentor, 403), (world.stranger, 404)):
        assert client_of(person).get(page(world, draft)).status_code == status


def test_as_many_queries_for_thirty_as_for_a_few(coordinator, world, small):
    many = small_round(
        world.programme,
        mentors=MENTORS | {f"Mentor{turn} X": ("Art", ["coaching"], 1) for turn in range(30)},
        mentees=MENTEES | {f"Mentee{turn} X": ("Law", ["coaching"]) for turn in range(30)},
    )
    counts = []
    for each in (small, many):
        first = each.draft()
        second = each.draft(pins=[each.pair("Ines", "Li")])
        url = page(world, second)
        sent = {"drafts": str(first.pk), "show": "all"}
        coordinator.get(url, sent)
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(url, sent).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_deciles_are_scores_that_occur():
    assert deciles([]) == ()
    assert deciles([5]) == (5,) * 11
    assert deciles(list(range(101))) == tuple(range(0, 101, 10))
