"""Many reads come in one statement, and give what each would give alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.common.statements import NOW, rows_of
from programmes.models import Cohort, Participant, Programme
from tests.factories.programmes import CohortFactory, ParticipantFactory, PauseFactory

pytestmark = pytest.mark.django_db


def places(person):
    related = Participant.objects.filter(person=person)
    return related.select_related("person", "cohort__programme", "coordinator").order_by("pk")


def roles(person):
    own = Participant.objects.filter(person=person).order_by("role")
    return own.values_list("role", "moved_at")


def programmes_with_cohorts(person):
    own = Programme.objects.filter(cohorts__participants__person=person)
    return own.prefetch_related("cohorts")


def moved_lately(person):
    return Participant.objects.filter(person=person, moved_at__gt=NOW - timedelta(days=7))


def cohorts_of(person, programme):
    return Cohort.objects.filter(programme=programme, participants__person=person)


def test_rows_are_those_of_each_read_alone(world, django_assert_num_queries):
    ParticipantFactory.create(cohort=CohortFactory.create(), person=world.mentor)
    alone = list(places(world.mentor))
    with django_assert_num_queries(1):
        found, named = rows_of((places, roles), world.mentor)
        assert [place.cohort.programme.name for place in found] == [
            place.cohort.programme.name for place in alone
        ]
        assert [place.person for place in found] == [world.mentor] * 2
    for one, other in zip(found, alone, strict=True):
        for field in Participant._meta.concrete_fields:
            assert getattr(one, field.attname) == getattr(other, field.attname)
    assert named == list(roles(world.mentor))


def test_everybody_gets_their_own(world):
    for person, place in ((world.mentor, world.mentor_place), (world.mentee, world.mentee_place)):
        assert rows_of((places,), person) == [[place]]
    assert rows_of((cohorts_of,), world.mentor, world.programme) == [[world.cohort]]
    assert rows_of((cohorts_of,), world.mentor, CohortFactory.create().programme) == [[]]


def test_what_is_prefetched_is_asked_for_only_where_there_are_rows(
    world, django_assert_num_queries
):
    with django_assert_num_queries(2):
        ((programme,),) = rows_of((programmes_with_cohorts,), world.mentor)
        assert list(programme.cohorts.all()) == [world.cohort]
    with django_assert_num_queries(1):
        assert rows_of((programmes_with_cohorts,), world.coordinator) == [[]]


def test_now_is_the_moment_of_asking(world, time_machine):
    Participant.objects.update(moved_at=timezone.now())
    assert rows_of((moved_lately,), world.mentor) == [[world.mentor_place]]
    time_machine.move_to(timezone.now() + timedelta(days=8))
    assert rows_of((moved_lately,), world.mentor) == [[]]


def test_rows_keep_what_json_and_days_are(world):
    pause = PauseFactory.create(participant=world.mentor_place)
    pause.refresh_from_db()

    def pauses(place):
        return type(pause).objects.filter(participant=place).values_list("starts_on", "ends_on")

    assert rows_of((pauses,), world.mentor_place) == [[(pause.starts_on, pause.ends_on)]]


def test_a_read_may_not_look_at_more_than_keys(world):
    def in_own_zone(person):
        return Person.objects.filter(time_zone=person.time_zone)

    def where_somebody_asked(person):
        return Person.objects.filter(pk__in=list(Person.objects.values_list("pk", flat=True)))

    for read in (in_own_zone, where_somebody_asked):
        with pytest.raises(AssertionError, match="keys"):
            rows_of((read,), world.mentor)
