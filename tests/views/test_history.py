"""Whatever is on record about a thing is told to whoever may see it, and to nobody else."""

import pytest
from django.apps import apps
from django.urls import reverse

from matching.enums import MatchState
from mentorship.audit.actions import record
from mentorship.audit.redacting import redact_changes
from mentorship.telling.histories import HISTORIES
from mentorship.telling.history_parts import NOT_TOLD, TOLD_WITH
from programmes.models import Programme
from tests.factories.matching import MatchFactory
from tests.factories.relationships import GoalFactory

LAYERS = (
    "audit",
    "accounts",
    "notifications",
    "programmes",
    "training",
    "matching",
    "evaluation",
    "api",
)
MODELS = [model for label in LAYERS for model in apps.get_app_config(label).get_models()]
UNTOLD = {kind for kinds in NOT_TOLD.values() for kind in kinds}


def page_of(row):
    return reverse("history", args=(row._meta.label_lower, row.pk))


def model_at(kind, path):
    """Return the model that a look-up leads to."""
    target = apps.get_model(kind)
    for step in path.split("__"):
        target = target._meta.get_field(step).related_model
    return target


def test_every_model_has_a_history_or_a_reason_for_none():
    """An event may be about any model: so each is told by itself, with another, or never."""
    kinds = [model._meta.label_lower for model in MODELS]
    told = {
        kind: [kind in HISTORIES, kind in TOLD_WITH, kind in UNTOLD].count(True) for kind in kinds
    }
    assert {kind: times for kind, times in told.items() if times != 1} == {}


def test_a_history_goes_through_visible_to_and_leads_to_its_place():
    for kind in HISTORIES:
        assert callable(apps.get_model(kind).objects.visible_to), kind
    places = {
        kind: model_at(kind, history.place)._meta.label
        for kind, history in HISTORIES.items()
        if history.place not in {"", "self"}
    }
    assert set(places.values()) == {"programmes.Programme", "accounts.Organisation"}, places


def test_a_part_leads_to_what_it_is_told_with():
    leads = {
        kind: model_at(kind, told.lookup)._meta.label_lower for kind, told in TOLD_WITH.items()
    }
    assert leads == {kind: told.whole for kind, told in TOLD_WITH.items()}
    assert {told.whole for told in TOLD_WITH.values()} <= set(HISTORIES)


def test_a_coordinator_reads_who_did_what_to_a_cohort_and_to_its_parts(world, client_of):
    record("cohort.running", world.cohort, by=world.coordinator)
    page = client_of(world.coordinator).get(page_of(world.cohort))
    assert page.status_code == 200
    assert b"Let the cohort run" in page.content
    assert b"Catherine Ward" in page.content


def test_who_lacks_the_permission_there_is_refused_and_a_stranger_finds_nothing(world, client_of):
    place = page_of(world.mentee_place)
    assert client_of(world.coordinator).get(place).status_code == 200
    assert client_of(world.mentee).get(place).status_code == 403
    assert client_of(world.stranger).get(place).status_code == 404
    assert client_of(world.other_coordinator).get(place).status_code == 404


def test_what_a_pair_keeps_to_itself_is_told_to_the_pair_alone(world, client_of):
    match = MatchFactory.create(
        cohort=world.cohort,
        mentors=[world.mentor_place],
        mentees=[world.mentee_place],
        state=MatchState.ACTIVE,
    )
    goal = GoalFactory.create(match=match)
    record("goal.set", goal, by=world.mentee)
    assert client_of(world.mentor).get(page_of(goal)).status_code == 200
    assert client_of(world.coordinator).get(page_of(goal)).status_code == 404
    assert client_of(world.administrator).get(page_of(goal)).status_code == 404


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        ("programmes.cohort", "no-number"),
        ("programmes.cohort", "7c9e6679-7425-40de-944b-e07fc1f90ae7"),
        ("programmes.cohort", "\x00"),
        ("audit.event", "1"),
        ("nothing", "1"),
        ("auth.nothing", "1"),
    ],
)
def test_nonsense_is_not_found(world, client_of, kind, key):
    address = reverse("history", args=(kind, key))
    assert client_of(world.coordinator).get(address).status_code == 404


def test_what_was_taken_out_is_said_to_be(world, client_of):
    event = record("cohort.running", world.cohort, by=None, changes={"note": "Wanda"})
    redact_changes([event], by=None)
    page = client_of(world.coordinator).get(page_of(world.cohort)).content
    assert b"when a person was erased" in page
    assert b"Wanda" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_no_number_of_queries_grows(world, client_of, count, django_assert_max_num_queries):
    for _each in range(count):
        record("programme.created", world.programme, by=world.coordinator)
    client = client_of(world.coordinator)
    client.get(page_of(world.programme))
    with django_assert_max_num_queries(36):
        client.get(page_of(world.programme))
    assert Programme.objects.count() == 2


def test_what_was_noted_is_read_without_brackets(world, client_of):
    changes = {"weeks": [4, None], "after": {"most": "5"}}
    record("cohort.running", world.cohort, by=None, changes=changes)
    (line,) = client_of(world.coordinator).get(page_of(world.cohort)).context["lines"]
    assert sorted(line.details) == [("after", "most 5"), ("weeks", "4, –")]
