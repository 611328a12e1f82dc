"""A pair whose programme opens reported messages, and two coordinators to do so."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from matching.actions.message_reports import report_message
from matching.actions.messages import write_message
from matching.models import Match, MessageReport, PairMessage
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Role
from tests.factories.matching import MatchFactory
from tests.factories.setup import ProgrammePolicyFactory
from tests.people import World, team_member

MARK = "Zanzibar-4711"


@dataclass
class Reported:
    """A reported message of the mentee, and the second coordinator."""

    match: Match
    message: PairMessage
    report: MessageReport
    second: Person


def reported_pair(world: World, *, may_open: bool = True) -> Reported:
    """Let the mentor report what the mentee wrote; it was opened to two people a day before."""
    ProgrammePolicyFactory.create(
        programme=world.programme,
        may_open_reports=may_open,
        reports_open_since=timezone.now() - timedelta(days=1) if may_open else None,
    )
    match = MatchFactory.create(
        cohort=world.cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )
    message = write_message(match, by=world.mentee, text=f"Meet me at {MARK}")
    report = report_message(message, by=world.mentor, reason="pressure", words="Please call me.")
    second = team_member(world.programme, "Tom Second", Role.COORDINATOR)
    return Reported(match, message, report, second)
