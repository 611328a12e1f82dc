"""Marks brought together for the panel."""

from decimal import Decimal

import pytest
from django.utils import timezone

from programmes.enums import VersionState
from programmes.models import Resolution
from programmes.selection.enums import ReviewState
from programmes.selection.panel import (
    complete_panels,
    is_complete_panel,
    score_applications,
    unresolved,
)
from tests.factories.choosing import (
    MarkFactory,
    ReviewFactory,
    SelectionRoundFactory,
    mentor_application,
    published_profile,
)
from tests.factories.programmes import CohortFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    return SelectionRoundFactory.create()


@pytest.fixture
def profile(round_):
    return published_profile(
        round_.cohort.programme, {"name": "Listens", "weight": 3}, {"name": "Knows", "weight": 1}
    )


def criteria_of(profile):
    return list(profile.expectations.get().criteria.all())


def reviewed(round_, profile, *levels, state=ReviewState.SUBMITTED, application=None):
    """Make an application with a review for each pair of levels."""
    application = application or mentor_application(
        round_.cohort.programme, cohort=round_.cohort, round=round_
    )
    for pair in levels:
        ended_at = None if state == ReviewState.ASSIGNED else timezone.now()
        review = ReviewFactory.create(
            application=application, round=round_, state=state, ended_at=ended_at
        )
        for criterion, level in zip(criteria_of(profile), pair, strict=True):
            MarkFactory.create(review=review, criterion=criterion, level=level)
    return application


def test_scores_count_reviews_handed_in_alone(round_, profile):
    application = reviewed(round_, profile, (5, 3), (4, None))
    reviewed(round_, profile, (1, 1), state=ReviewState.ASSIGNED, application=application)
    reviewed(round_, profile, (1, 1), state=ReviewState.RECUSED, application=application)
    score = score_applications([application])[application.pk]
    assert score.value == Decimal("0.78125")  # (3 · 3.5/4 + 1 · 2/4) / 4


def test_an_application_keeps_its_version_of_the_profile(round_, profile):
    application = reviewed(round_, profile, (5, 5), (5, 5))
    profile.state, profile.version = VersionState.SUPERSEDED, 9
    profile.save()
    published_profile(round_.cohort.programme, {"name": "Another"})
    assert score_applications([application])[application.pk].value == 1


def test_queries_do_not_grow(round_, profile, django_assert_num_queries):
    one = [reviewed(round_, profile, (3, 3), (5, 2))]
    many = one + [reviewed(round_, profile, (4, 2), (3, 3)) for _each in range(10)]
    for applications in (one, many):
        with django_assert_num_queries(2):
            assert len(score_applications(applications)) == len(applications)


def test_a_panel_is_complete_when_enough_are_in_and_none_is_to_do(round_, profile):
    enough = reviewed(round_, profile, (3, 3), (3, 3))
    few = reviewed(round_, profile, (3, 3))
    open_still = reviewed(round_, profile, (3, 3), (3, 3))
    reviewed(round_, profile, (3, 3), state=ReviewState.ASSIGNED, application=open_still)
    reviewed(round_, profile, (3, 3), state=ReviewState.RECUSED, application=enough)
    without_round = mentor_application(round_.cohort.programme, cohort=CohortFactory.create())
    everything = [enough, few, open_still, without_round]
    assert complete_panels(everything) == {enough.pk}
    assert is_complete_panel(enough)
    assert not is_complete_panel(few)


def test_a_disagreement_is_unresolved_until_somebody_notes_what_settled_it(round_, profile):
    application = reviewed(round_, profile, (5, 1), (2, 4))
    score = score_applications([application])[application.pk]
    listens, knows = criteria_of(profile)
    assert unresolved(application, score) == (listens.pk, knows.pk)
    Resolution.objects.create(
        application=application,
        criterion=listens,
        note="The second answer shows it.",
        by=application.person,
        at=timezone.now(),
    )
    assert unresolved(application, score) == (knows.pk,)
