"""What coordinators see of messages in a relationship's course: that one was reported, no more.

How many were written, and when, is nobody's business but the pair's.
"""

from django.utils.translation import gettext as _

from matching.models import Match, MessageReport
from matching.queries import coordinators_of
from matching.timeline import CourseFact
from mentorship.common.together import Reads, Telling


def facts_of_messages(match: Match) -> Telling[CourseFact]:
    """Yield reports, and what came of them, without names.

    Nothing where somebody in the match reads this page as a coordinator: whoever was reported is
    not told so.
    """
    reports = MessageReport.objects.filter(match=match)
    yield Reads(reports)
    if not reports or set(match.people) & set(coordinators_of(match.cohort.programme)):
        return
    for report in reports:
        yield CourseFact(report.raised_at, _("A message was reported"), icon="flag", tone="warn")
        if report.opened_at is not None:
            title = _("Two coordinators opened the messages")
            yield CourseFact(report.opened_at, title, icon="lock-open", tone="warn")
        if report.settled_at is not None:
            title = _("The report about a message was settled")
            yield CourseFact(report.settled_at, title, icon="check", tone="good")
