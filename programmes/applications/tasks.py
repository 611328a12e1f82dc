"""What is to be done about applications before a cohort recruits, and before it is matched."""

from collections.abc import Iterator

from django.db.models import Count, F, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.permissions import Role
from programmes.enums import CohortState
from programmes.models import Application, Cohort, Programme
from programmes.models.selection_round import FEWEST_REVIEWERS
from programmes.selection.enums import ReviewState
from programmes.task_list import Task, TaskState


def tasks_of_applications(programme: Programme, cohort: Cohort | None) -> Iterator[Task]:
    """Yield that reviewers are named, and that every mentor's application has some."""
    yield _reviewers_named(programme)
    if cohort is not None:
        yield from _reviewers_assigned(programme, cohort)


def _reviewers_named(programme: Programme) -> Task:
    """Offer to name those who will review; one query."""
    reviewers = programme.team.current().filter(role=Role.REVIEWER)
    named = reviewers.order_by().values("person").distinct().count()
    hint = ngettext(
        "%(count)d reviewer is named; two look at each application",
        "%(count)d reviewers are named; two look at each application",
        named,
    )
    states = (TaskState.NOT_STARTED, TaskState.IN_PROGRESS, TaskState.DONE)
    return Task(
        key="programmes.reviewers_named",
        title=_("Name who reviews applications (optional)"),
        state=states[min(named, FEWEST_REVIEWERS)],
        before=CohortState.RECRUITING,
        order=65,
        url=reverse("programmes:team", args=(programme.slug,)),
        hint=hint % {"count": named}
        if named
        else _("Two people who look at each application without seeing the other’s marks"),
        is_required=False,
    )


def _reviewers_assigned(programme: Programme, cohort: Cohort) -> Iterator[Task]:
    """Ask for reviewers of what mentors handed in, as soon as anything is; two queries."""
    waiting = Application.objects.handed_in().mentors().filter(cohort=cohort)
    number = waiting.count()
    if not number:
        return
    standing = Q(reviews__state__in=[ReviewState.ASSIGNED, ReviewState.SUBMITTED])
    covered = waiting.annotate(given=Count("reviews", filter=standing))
    left = number - covered.filter(given__gte=F("round__reviewers_each")).count()
    hint = ngettext(
        "%(count)d application has too few reviewers",
        "%(count)d applications have too few reviewers",
        left,
    )
    state = TaskState.IN_PROGRESS if left < number else TaskState.NOT_STARTED
    yield Task(
        key="programmes.reviewers_assigned",
        title=_("Give every mentor’s application its reviewers"),
        state=state if left else TaskState.DONE,
        before=CohortState.MATCHING,
        order=5,
        url=reverse("programmes:round-list", args=(programme.slug,)),
        hint=hint % {"count": left} if left else "",
    )
