"""Who may be here twice is found in the database, and shown only to those who may merge."""

import pytest

from mentorship.accounts.models import Membership
from programmes.people.duplicates import pairs_in
from tests.factories.accounts import MembershipFactory, PersonFactory
from tests.factories.programmes import MenteeFactory


@pytest.fixture
def named(world):
    """Add people by name and address, with a reference."""

    def add(name, email=None, reference=""):
        person = PersonFactory.create(name=name, email=email)
        MenteeFactory.create(cohort=world.cohort, person=person)
        Membership.objects.filter(person=person).update(external_ref=reference)
        return person

    return add


def found(world, viewer):
    pairs = pairs_in(world.programme, viewer=viewer)
    return {frozenset((pair.first.name, pair.second.name)) for pair in pairs}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Zofia Łukasik", "z@a.example"), ("zofia  LUKASIK", None)),
        (("Anne-Marie Doyle",), ("Anne Marie Doyle",)),
        (("José Peña", "jose@a.example"), ("Jose Pena", "jp@b.example")),
        (("Kim Reyes", "kim.reyes@a.example"), ("Kim A. Reyes", "kim.reyes@b.example")),
        (("Tom One", None, "E-0042"), ("Thomas Won", None, "e42")),
        (("Pat One", None, "0007"), ("Patricia Won", None, "7")),
    ],
)
def test_likely_pairs_are_found(world, named, one, other):
    named(*one)
    named(*other)
    assert found(world, world.coordinator) == {frozenset((one[0], other[0]))}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Kim Reyes", "info@a.example"), ("Ola Berg", "info@b.example")),
        (("Tom One", None, "E-42"), ("Tim Two", None, "E-420")),
        (("Tom One", None, "42"), ("Tim Two", None, "402")),
    ],
)
def test_unlikely_pairs_are_left_alone(world, named, one, other):
    named(*one)
    named(*other)
    assert found(world, world.coordinator) == set()


def test_only_people_whom_one_may_merge_are_shown(world, named):
    named("Kim Reyes")
    member = MembershipFactory.create(
        organisation=world.organisation, person=PersonFactory.create(name="kim reyes")
    )
    MenteeFactory.create(
        cohort__programme=world.other_programme, person=PersonFactory.create(name="KIM REYES")
    )

    assert found(world, world.coordinator) == set()
    assert found(world, world.administrator) == {frozenset(("Kim Reyes", "kim reyes"))}
    assert found(world, world.other_coordinator) == set()
    assert member.person.name == "kim reyes"


def test_many_people_cost_few_queries(world, named, django_assert_num_queries):
    for number in range(60):
        named(f"Twin {number % 30}x")
    with django_assert_num_queries(5):
        assert len(pairs_in(world.programme, viewer=world.coordinator)) == 30
