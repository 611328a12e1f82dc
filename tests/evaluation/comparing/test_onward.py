"""From the results of a survey one goes on to what compares it, and to nothing that cannot."""

import pytest

from evaluation.comparing.onward import onward_from
from evaluation.enums import Candour, Purpose
from evaluation.models import Instrument, Wave
from programmes.models import Cohort, Programme

COHORTS = "Compare cohorts, departments and roles"


@pytest.mark.parametrize(
    ("purpose", "candour", "also"),
    [
        (Purpose.PULSE, Candour.CONFIDENTIAL, []),
        (Purpose.CLOSE, Candour.CONFIDENTIAL, ["Before and after"]),
        (Purpose.CLOSE, Candour.ANONYMOUS, []),
        (Purpose.COMPETENCY_OTHER, Candour.CONFIDENTIAL, ["Self and others"]),
    ],
)
def test_the_pages_that_can_compare_it_are_offered(purpose, candour, also):
    instrument = Instrument(key="close-mentee", purpose=purpose, candour=candour, audience="mentee")
    cohort = Cohort(programme=Programme(slug="spring"))
    ways = onward_from(Wave(cohort=cohort, instrument=instrument))
    assert [way["label"] for way in ways] == [COHORTS, *also]
    assert ways[0]["url"].endswith("/spring/surveys/compare/?survey=close-mentee&by=cohort")
    if also == ["Before and after"]:
        assert ways[1]["url"].endswith(f"/change/?of={cohort.pk}.mentee")
