"""What matching asks for before a cohort runs."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.enums import MatchState
from matching.models import Match
from programmes.enums import CohortState
from programmes.models import Cohort, Programme
from programmes.task_list import Task, TaskState


def tasks_of_matching(programme: Programme, cohort: Cohort | None) -> Iterator[Task]:
    """Yield that proposals are to be answered; one query. A late answer holds nobody else up."""
    states = list(Match.objects.filter(cohort=cohort).values_list("state", flat=True))
    waiting = states.count(MatchState.PROPOSED)
    hint = ngettext(
        "%(count)d proposal waits for an answer", "%(count)d proposals wait for an answer", waiting
    ) % {"count": waiting}
    if waiting:
        state = TaskState.IN_PROGRESS
    elif states:
        state, hint = TaskState.DONE, ""
    else:
        state, hint = TaskState.CANNOT_START, _("Needs matches that are proposed")
    yield Task(
        key="matching.answers",
        title=_("Have every proposal answered (optional)"),
        state=state,
        before=CohortState.RUNNING,
        order=20,
        url=reverse("matching:match-list", args=(programme.slug,)),
        hint=hint,
        is_required=False,
    )
