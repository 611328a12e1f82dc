"""Goals in the course of a relationship: that one was set or reached, never its words."""

from django.utils.translation import gettext as _

from matching.goals.enums import GoalState
from matching.models import Goal, Match
from matching.timeline import CourseFact
from mentorship.common.together import Reads, Telling


def course_of_goals(match: Match) -> Telling[CourseFact]:
    """Yield when goals were set and reached; it reads none of their words."""
    rows = Goal.objects.filter(match=match).order_by()
    goals = rows.values_list("made_at", "state", "settled_at")
    yield Reads(goals)
    for made_at, state, settled_at in goals:
        yield CourseFact(at=made_at, title=_("A goal was set"), icon="flag")
        if state == GoalState.REACHED and settled_at is not None:
            yield CourseFact(at=settled_at, title=_("A goal was reached"), icon="check-badge")
