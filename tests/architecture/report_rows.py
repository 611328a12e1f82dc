"""One row of everything that reports, recommendations, costs and standards consist of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from evaluation.models import Report
from tests.factories.ledger import FindingFactory
from tests.factories.setup import RecommendationFactory
from tests.people import World


@dataclass(frozen=True)
class ReportRows:
    """What addresses about reports point at.

    `rows` by the first words of an address's name (`cost-line` also serves `cost-line-remove`),
    `given` what addresses take beside a row's `pk`, and `tokens` what opens one without signing in.
    """

    rows: dict[str, Any] = field(default_factory=dict)
    given: dict[str, Callable[[], Any]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)


def make_reports(world: World, report: Report) -> ReportRows:
    """Make a row of each about a report of the world."""
    made = ReportRows()
    # words and versions
    # schedules, letters and asks
    # cost and return
    # findings and recommendations
    made.rows["finding"] = FindingFactory.create(programme=world.programme)
    made.rows["lesson"] = RecommendationFactory.create(programme__organisation=world.organisation)
    # readiness
    # what mentors may do next
    assert report.programme == world.programme
    return made
