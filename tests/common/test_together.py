"""Several reads as one statement give what each gives by itself."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Count, F, Value
from django.db.models.functions import JSONObject

from matching.enums import MatchState
from matching.models import Match
from matching.queries import in_order_of_care
from mentorship.accounts.models import Organisation, Person
from mentorship.audit.models import Event
from mentorship.common.together import Reads, fill_together, reading, tell_together
from programmes.models import Participant, TeamMember
from tests.factories.matching import HeldMeetingFactory, pair
from tests.factories.training import initial_training

CELLS = {
    "octets": (models.BinaryField(), b"\x00\xff1"),
    "flag": (models.BooleanField(), True),
    "text": (models.TextField(), 'ünï "quoted" 100 %s \\ \n'),
    "day": (models.DateField(), date(2026, 2, 28)),
    "moment": (models.DateTimeField(), datetime(2026, 3, 29, 1, 30, 0, 120000, tzinfo=UTC)),
    "amount": (models.DecimalField(max_digits=9, decimal_places=2), Decimal("1234567.10")),
    "share": (models.FloatField(), 0.1),
    "number": (models.BigIntegerField(), 2**62 + 1),
    "document": (models.JSONField(), {"a": [1.25, None, "é"], "b": {"c": True}}),
    "hour": (models.TimeField(), time(9, 30)),
    "key": (models.UUIDField(), uuid.UUID(int=7)),
    "nothing": (models.DateField(null=True), None),
}


def alike(*querysets):
    """Return whether each, filled with the others, holds what it holds when asked by itself."""
    alone = [list(queryset.all()) for queryset in querysets]
    fill_together(*querysets)
    return [list(queryset) for queryset in querysets] == alone


@pytest.mark.parametrize("name", CELLS)
def test_each_kind_of_value_comes_back_as_it_was(world, name):
    kind, value = CELLS[name]
    ours = Organisation.objects.filter(pk=world.organisation.pk)
    rows = ours.annotate(cell=Value(value, output_field=kind)).values_list("cell", flat=True)
    asked = rows.all()
    fill_together(asked, Person.objects.all())
    (alone,), (cell,) = rows, asked
    assert (cell, type(cell)) == (alone, type(alone))


def test_the_rows_of_every_model_are_the_same(world, django_assert_num_queries):
    HeldMeetingFactory.create(match=pair(world))
    initial_training(world.programme, world.mentor, days=20)
    tables = [
        model for model in apps.get_models() if model._meta.label != "usersessions.UserSession"
    ]
    asked = [model._base_manager.order_by("pk")[:30] for model in tables]
    alone = [[vars_of(row) for row in queryset.all()] for queryset in asked]
    with django_assert_num_queries(1):
        fill_together(*asked)
    assert [[vars_of(row) for row in queryset] for queryset in asked] == alone
    assert sum(map(len, alone)) > 30


def vars_of(row):
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_relations_annotations_slices_and_counts_are_kept(world):
    HeldMeetingFactory.create(match=pair(world, MatchState.ACTIVE))
    matches = in_order_of_care(Match.objects.visible_to(world.coordinator)).with_people()
    states = Participant.objects.order_by("state").values("state").annotate(n=Count("pk"))
    team = TeamMember.objects.select_related("person", "programme__organisation").order_by("-pk")
    told = Person.objects.annotate(told=JSONObject(name="name", at="joined_at")).order_by("name")
    assert alike(
        matches.select_related("cohort__programme"),
        states,
        team[1:3],
        told.values_list("told", "language", named=True),
        Organisation.objects.values_list("weekend_days", flat=True),
    )
    fill_together(matches)
    (match,) = matches
    assert [person.name for person in match.people]
    assert match.last_met_on is not None


def test_one_statement_fetches_all_and_asks_no_question_twice(world, django_assert_num_queries):
    first, second = Person.objects.order_by("name"), Person.objects.order_by("name")
    nobody, none = Person.objects.none(), Person.objects.filter(pk__in=[])
    with django_assert_num_queries(1) as asked:
        fill_together(first, second, nobody, none, Organisation.objects.all())
        assert list(first) == list(second) != []
        assert [list(nobody), list(none)] == [[], []]
    assert asked.captured_queries[0]["sql"].count('FROM "accounts_person"') == 1


def test_nothing_is_asked_where_everything_is_known(world, django_assert_num_queries):
    people = Person.objects.all()
    assert len(people)
    with django_assert_num_queries(0):
        fill_together(people, Person.objects.none())
        fill_together()


def test_what_derives_from_a_filled_one_asks_anew(world, django_assert_num_queries):
    people = Person.objects.order_by("name")
    fill_together(people)
    with django_assert_num_queries(1):
        assert list(people.filter(pk=world.mentor.pk)) == [world.mentor]


def test_what_is_asked_as_a_condition_still_is_one(world):
    people = Person.objects.filter(pk=world.mentor.pk)
    places = Participant.objects.filter(person__in=people)
    fill_together(people, places)
    assert [place.person_id for place in places] == [world.mentor.pk]


def test_what_cannot_travel_is_refused(world):
    length = models.ExpressionWrapper(Value(timedelta(days=1)), output_field=models.DurationField())
    with pytest.raises(TypeError, match="DurationField"):
        fill_together(Person.objects.annotate(length=length))
    with pytest.raises(TypeError, match="Sorted by what it does not hold"):
        fill_together(Person.objects.order_by(F("name").desc()).values_list("language").distinct())


def counting(rows, said):
    """Tell how many rows there are, and then how many events."""
    yield Reads(rows)
    yield f"{said}: {len(rows)}"
    events = Event.objects.filter(pk__lte=len(rows))
    yield Reads(events)
    yield f"{said}, then: {len(events)}"


def test_those_who_tell_read_together_step_by_step(world, django_assert_num_queries):
    people, places = Person.objects.all(), Participant.objects.all()
    organisations = Organisation.objects.all()
    number, seats = people.count(), places.count()
    with django_assert_num_queries(2):
        told = tell_together(
            counting(people, "people"),
            counting(places, "places"),
            reading(organisations),
            iter(["at once"]),
        )
        assert len(organisations)
    events = Event.objects.filter
    assert told == [
        [f"people: {number}", f"people, then: {events(pk__lte=number).count()}"],
        [f"places: {seats}", f"places, then: {events(pk__lte=seats).count()}"],
        [],
        ["at once"],
    ]
