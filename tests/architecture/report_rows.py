"""One row of everything that reports, recommendations, costs and standards consist of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from evaluation.actions.readiness import take_pack
from evaluation.enums import AskAnswer, Cadence, FileFormat
from evaluation.letters import LetterLink
from evaluation.models import AskReply, Report, ReportAsk, ReportVersion
from evaluation.readiness.standards import STANDARDS
from tests.factories.accounts import PersonFactory
from tests.factories.costing import CostBookFactory, SpendingFactory
from tests.factories.evaluation import ReportFileFactory, ReportScheduleFactory
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


def send_first_of_two(report: Report) -> None:
    """Let the first version of a report be sent, and a second one be written."""
    now = timezone.now()
    report.versions.update(sent_at=now, approved_at=now)
    ReportVersion.objects.create(report=report, number=2, why="A name was wrong.")
    Report.objects.filter(pk=report.pk).update(version=2, sent_at=now)
    for file_format in FileFormat:
        ReportFileFactory.create(report=report, version=1, format=file_format)


def make_reports(world: World, report: Report) -> ReportRows:
    """Make a row of each about a report of the world."""
    made = ReportRows()
    # words and versions
    send_first_of_two(report)
    made.given["number"] = lambda: 1
    # schedules, letters and asks
    sponsorship = world.programme.sponsorships.get()
    ask = ReportAsk.objects.create(report=report, version=1, number=1, words="Go on?")
    made.rows.update(
        {
            "report-schedule": ReportScheduleFactory.create(
                programme=world.programme, cadence=Cadence.MIDWAY
            ),
            "report-letter": report,
            "report-ask": AskReply.objects.create(
                # Whoever has the link of one sponsor does not read what another one said.
                ask=ask,
                person=PersonFactory.create(),
                answer=AskAnswer.TALK,
            ),
        }
    )
    made.given["sponsor"] = lambda: sponsorship.pk
    token = LetterLink(report.pk, world.sponsor.pk).token
    made.tokens.update({"letter-opened": token, "letter-answer": token})
    # cost and return
    made.rows["cost"] = CostBookFactory.create(cohort=world.cohort)
    made.rows["cost-line"] = SpendingFactory.create(book=made.rows["cost"])
    made.given["kind"] = lambda: "money"
    # findings and recommendations
    made.rows["finding"] = FindingFactory.create(programme=world.programme)
    made.rows["lesson"] = RecommendationFactory.create(programme__organisation=world.organisation)
    # readiness
    made.rows["readiness-pack"] = take_pack(
        world.programme, STANDARDS["ismcp"], by=world.coordinator
    )
    made.given["standard"] = lambda: "ismcp"
    made.given["requirement"] = lambda: "purpose.why"
    # what mentors may do next
    assert report.programme == world.programme
    return made
