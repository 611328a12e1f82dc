"""What training asks for before a cohort is matched."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.enums import CohortState
from programmes.models import Cohort, Programme
from programmes.task_list import Task, TaskState
from training.enums import CourseKind, SessionState
from training.models import Session

# A session that belongs to no one cohort prepares those that begin within these days after it.
PREPARES_FOR = timedelta(days=182)


def tasks_of_training(programme: Programme, cohort: Cohort | None) -> Iterator[Task]:
    """Yield that initial training is to be planned; one query."""
    session = _initial_session(cohort) if cohort else None
    if cohort is None:
        state, hint = TaskState.CANNOT_START, _("Needs a cohort with its first day")
    elif session is None:
        state, hint = TaskState.NOT_STARTED, _("Mentors are prepared before they meet anybody")
    else:
        day = date_format(timezone.localtime(session.starts_at), "j F Y")
        state = TaskState.DONE
        hint = _("“%(title)s” on %(day)s") % {"title": session.title, "day": day}
    yield Task(
        key="training.initial",
        title=_("Plan the initial training"),
        state=state,
        before=CohortState.MATCHING,
        order=30,
        url=reverse(
            "training:session-list" if session else "training:session-add", args=(programme.slug,)
        ),
        hint=hint,
    )


def _initial_session(cohort: Cohort) -> Session | None:
    """Return the first session that prepares the cohort's people."""
    of_nobody = Q(
        cohort__isnull=True,
        starts_at__date__gte=cohort.starts_on - PREPARES_FOR,
        starts_at__date__lte=cohort.ends_on,
    )
    sessions = Session.objects.filter(
        Q(cohort=cohort) | of_nobody,
        programme=cohort.programme_id,
        course__kind=CourseKind.INITIAL,
    ).exclude(state=SessionState.CANCELLED)
    return sessions.order_by("starts_at").first()
