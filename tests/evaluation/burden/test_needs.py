"""On Today: that surveys soon ask people for too much, to those who can act on it."""

from evaluation.burden.needs import needs_of_burden
from tests.evaluation.burden.clash import planned


def found(world, person):
    return list(needs_of_burden(world.programme, person))


def test_a_month_that_asks_too_much_soon_stands_on_today_without_names(world):
    planned(world.cohort, minutes=20)
    (need,) = found(world, world.coordinator)
    assert "asks one person for more than 15 minutes" in need.title
    assert need.url == f"/programmes/{world.programme.slug}/surveys/time/"
    assert world.mentee.name not in f"{need.title} {need.reason}"
    assert found(world, world.reviewer) == []


def test_what_fits_or_is_months_away_does_not(world):
    planned(world.cohort, minutes=4)
    planned(world.cohort, minutes=20, months=4)
    assert found(world, world.coordinator) == []


def test_where_nothing_is_to_be_asked_one_question_is_enough(world, django_assert_num_queries):
    world.coordinator.held_grants = None
    found(world, world.coordinator)
    with django_assert_num_queries(1):
        assert found(world, world.coordinator) == []
