"""Scores reckoned once more, by SQL over the stored rows, equal what is shown."""

import random
from decimal import ROUND_HALF_UP, Decimal

import pytest
from django.db import connection
from django.urls import reverse

from programmes.actions.profile_versions import begin_version, publish_profile
from programmes.applying.enums import OpenApplications
from programmes.models import Application, Criterion, Mark
from programmes.selection.panel import score_applications
from tests.factories.choosing import published_profile
from tests.programmes.deciding import reviewed, reviewers

pytestmark = pytest.mark.django_db

# Σ weight·(mean − 1)/(levels − 1) / Σ weight over the criteria of the version that the application
# points at, from reviews handed in; nothing where a criterion has no mark.
RECKONED = """
    WITH criterion AS (
        SELECT application.id AS application, criterion.weight, criterion.levels,
               (SELECT avg(mark.level)
                  FROM programmes_mark mark
                  JOIN programmes_review review ON review.id = mark.review_id
                 WHERE review.application_id = application.id AND review.state = 'submitted'
                   AND mark.criterion_id = criterion.id) AS mean
          FROM programmes_application application
          JOIN programmes_expectation expectation ON expectation.profile_id = application.profile_id
          JOIN programmes_criterion criterion ON criterion.expectation_id = expectation.id
    )
    SELECT application,
           CASE WHEN bool_and(mean IS NOT NULL)
                THEN round(sum(weight * (mean - 1) / (levels - 1)) / sum(weight), 5) END
      FROM criterion GROUP BY application
"""


def judged(dice, top):
    return None if dice.random() < 0.2 else dice.randint(1, top)


def reckoned():
    with connection.cursor() as cursor:
        cursor.execute(RECKONED)
        return dict(cursor.fetchall())


def shown():
    applications = list(Application.objects.all())
    return {key: score.value for key, score in score_applications(applications).items()}


@pytest.fixture
def applications(world):
    """Make twelve applications with marks at random, some of which could not be given."""
    dice = random.Random(4)
    profile = published_profile(
        world.programme,
        {"weight": 10, "is_essential": True},
        {"weight": 3, "levels": 4, "anchors": ["a", "b", "c", "d"]},
        {"weight": 1, "levels": 7, "anchors": list("abcdefg"), "met_from": 5},
        {"weight": 4},
    )
    levels = [each.levels for each in Criterion.objects.filter(expectation__profile=profile)]
    panel = reviewers(3)
    return [
        reviewed(
            world.cohort,
            panel,
            *([judged(dice, top) for top in levels] for _ in panel),
            name=f"Applicant{number} Somebody",
        )
        for number in range(12)
    ]


def test_scores_are_those_of_the_stored_rows(applications):
    # One that nobody could judge on one criterion is incomplete, never zero.
    first = applications[0]
    criterion = Criterion.objects.filter(expectation__profile=first.profile).first()
    Mark.objects.filter(review__application=first, criterion=criterion).update(level=None)

    assert shown() == reckoned()
    assert shown()[first.pk] is None
    complete = [value for value in shown().values() if value is not None]
    assert len(complete) > 6
    assert len(set(complete)) > 6


def test_a_new_version_of_the_profile_changes_no_score(world, applications, client_of):
    before = shown()
    draft = begin_version(world.programme, by=world.coordinator)
    Criterion.objects.filter(expectation__profile=draft).update(
        weight=7, evidence="Two people would agree on it."
    )
    Criterion.objects.filter(expectation__profile=draft).first().delete()
    publish_profile(draft, open_applications=OpenApplications.KEEP, by=world.coordinator)

    assert shown() == before == reckoned()
    told = next(each for each in applications if before[each.pk] is not None)
    address = reverse("programmes:panel", args=(world.programme.slug, told.pk))
    page = client_of(world.coordinator).get(address).text
    hundredths = (before[told.pk] * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert f"Score: {hundredths} of 100" in page
